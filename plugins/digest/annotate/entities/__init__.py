"""The names of one English text, whoever bears them: persons, organisations, places, groups, events, works.

In come a parsed document and the mentions of followed actors; out come all mentions under one name each, the genders
of persons, their roles, and the words for nationalities. The way of the data, each step a module; a module knows those
below it:

    role_phrase           a role in the words that a reader would use
    person_roles          who holds which role: "MI6 chief Richard Moore"
    text_names            every mention of a name in one text, under one name for each bearer
      person_names          one full name for "Vane", "Ms. Vane" and "Ottoline Vane"; gender
      entity_kinds          what a name is: by its words, by the words around it, by the majority in the text
      possessive_companies  companies with a possessive ending for a name: "McDonald's"
      name_spans            the model's entities, cleaned and cut to names
      acronyms              initials of names
    speech_subjects       the model's entities, mended: who is a subject of speech is a person
    nationalities         "the Russian army", "two Danes"
"""
