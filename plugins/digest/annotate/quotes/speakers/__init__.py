"""An attribution in, the speaker out: by name, by role or by pronoun; None where the text does not say who it is.

    speaker_confidence     how often each rule that names a speaker is right
    resolved_speaker       the record: canonical name, the words of the text, the evidence, the rule
    mention_index          the text's mentions by offset, and who of them a pronoun can mean
    person_subjects        the persons who are subjects, whom a pronoun means first
    speaker_phrases        the noun phrase of an attribution, and the name in it, beside it or behind its title
    pronouns               "he" and "she", "they" and "it" <- mention_index, person_subjects
    role_speakers          "the mayor", "the 41-year-old baker", "the company" <- mention_index, speaker_phrases
    speaker_resolution     the rules in their order: name, pronoun, several speakers, name beside a role, role

A speaker who has spoken last is `running`: pronouns and "the company" mean him, her or it first.
"""
