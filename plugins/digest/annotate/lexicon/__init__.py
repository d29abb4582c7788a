"""What the rules know about words: lists and names, kept in `data/` as text files that an editor can read.

This package is the only home of word lists; the expressions of other packages are built from them. Every
module may use the last three, and none imports another package of `annotate`.

    kind_words        words in a name that show its kind: "ministry", "river", "festival"
    honorifics        what stands before a person's name: "Mrs", "Brigadier"; with gender
    role_words        offices and professions, and which of them are the same office
    name_parts        particles, suffixes and legal forms: "van", "Jr.", "Ltd"
    name_endings      how other languages inflect names
    reporting_verbs   verbs that give words to somebody, from data/reporting_verbs.toml
    outlets           agencies, newspapers and stations; which names are of one outlet
    gazetteers        countries and their peoples, places, organisations, history
    given_names       given names with gender, their spellings, pet names
    word_lists        every other list, by its name in data/words.toml, and expressions from lists
    data_files        the files of data/ line by line
"""
