"""Word lists and known names. They are text files in `data/`, which a person can read and change.

Only this package has word lists; other packages build their expressions from them. Its modules import no other package
of `annotate`. Each of them may import the last three.

    kind_words        words in a name that show its kind: "ministry", "river", "festival"
    honorifics        words before a person's name, with gender: "Mrs", "Brigadier"
    role_words        offices and professions; which of them are the same office
    name_parts        particles, suffixes and legal forms: "van", "Jr.", "Ltd"
    name_endings      how other languages inflect names
    reporting_verbs   verbs and nouns of speech
    outlets           agencies, newspapers and stations; which names are of one outlet
    gazetteers        countries and their peoples, places, organisations, history
    known_names       where a text has names of several words that the gazetteers and the list of outlets know
    given_names       given names with gender, their spellings, pet names
    word_lists        any list of data/words.toml by its name; regular expressions made of lists
    data_files        the files of data/, line by line

The data files:

    countries.tsv         a country's usual name, its other names, words for its people
    given_names.tsv       a given name and its gender, one name a line
    given_variants.txt    spellings of one given name ("Evgeny Yevgeny"); pet names with their full names
    history.txt           events and times of history
    organisations.tsv     an organisation's usual name and its other names ("Sainsbury's" is a company by its line here)
    outlets.txt           agencies, newspapers and stations, and names of the same outlet
    peoples.txt           words for peoples without a country
    places.txt            well-known places other than countries
    reporting_verbs.toml  verbs and nouns of speech, by the rules that use them
    us_states.tsv         the states of the United States with their abbreviations and large cities
    usual_places.tsv      the usual name of a city or state that has several names
    words.toml            all other word lists; a comment there says what each list is for
"""
