"""The speaker of an attribution: by name, by role or by pronoun.

An attribution comes in; the speaker goes out, or None if the text does not say who it is. A module is called by the one
above it that is indented less:

    speaker_resolution     tries the rules in their order: name, pronoun, several speakers, name beside a role, role
      pronouns               "he" and "she", "they" and "it"
        person_subjects        the persons who are subjects of clauses: pronouns and descriptions mean them first
      role_speakers          "the mayor", "the 41-year-old baker", "the company"
        described_persons      "the striker", who was just named
      speaker_phrases        the noun phrase of an attribution, and the name in it, beside it or after its role
      mention_index          the text's mentions by offset; how far back a pronoun or "the company" reaches
    resolved_speaker       the record: canonical name, the words of the text, the evidence, the rule
    speaker_confidence     the probability that a resolved speaker is right, by the weights in speaker_weights.json

`previous_speaker` is the one who spoke last: pronouns and "the company" mean this speaker first.
"""
