"""The names of one English text, whoever bears them: persons, organisations, places, groups, events, works.

In come a parsed document and the mentions of followed actors (from the package `actors`); out come all mentions under
one name for each bearer, the genders of persons, their roles, and the words for nationalities. The way of the data,
each step a module; a module knows those that are set in below it:

    speech_subjects           the model's entities, mended: whoever is a subject of speech is a person
    text_names                every mention of a name in one text, under one name for each bearer
      name_occurrences          where names stand, from the three that follow and by repetition
        name_spans                the model's entities, cleaned
          entity_boundaries         where an entity really begins and ends; two names in one
        possessive_companies      companies with a possessive ending for a name: "McDonald's"
        overlooked_names          proper nouns that the model passed over
      entity_kinds              the kind of a name, by a vote of the places where it stands
        kind_by_words             the kind of a name that its own words settle: "Norland Bank"
      person_names              one full name for "Vane", "Ms. Vane" and "Ottoline Vane"; gender
      organisation_names        one longer name for "NYSE", "Dominion" and "the Commission"
        acronyms                  initials, and acronyms that a text explains
    person_roles              who holds which role: "MI6 chief Richard Moore"
      role_phrase               such a role in the words that a reader would use
    nationalities             "the Russian army", "two Danes"
"""
