"""The names in one English text: persons, organisations, places, groups and events, followed or not.

A parsed document and the mentions of followed actors (from the package `actors`) come in. All mentions go out, with one
name for each actor, and the genders of persons, their roles, and the words for nationalities. The modules in the order
of the data; a module is called by the one above it that is indented less:

    sure_entities             the model's entities, without those of which it is nowhere sure
    text_names                every mention of a name in one text, with one name for each actor
      name_occurrences          all occurrences of names: from the next three modules, and by repetition
        name_spans                the model's entities, cleaned
          entity_boundaries         where an entity really begins and ends: pieces of longer names
        possessive_companies      companies whose name ends with a possessive: "McDonald's"
        overlooked_names          proper nouns that the model did not mark
      entity_kinds              the kind of a name, by a vote of its occurrences
        kind_by_words             the kind of a name if its own words show it: "Norland Bank"
      person_names              one full name for "Vane", "Ms. Vane" and "Ottoline Vane"; genders
      organisation_names        one longer name for "NYSE", "Dominion" and "the Commission"
        acronyms                  initials, and acronyms that a text explains
    foreign_names             the names of a text that isn't English, if there is a model for its language
    person_roles              the roles that persons hold: "MI6 chief Richard Moore"
      role_phrase               a role, worded for readers
    nationalities             "the Russian army", "two Danes"
"""
