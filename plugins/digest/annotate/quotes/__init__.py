"""The quotes of a text, with their speakers.

A parsed document with its names and roles comes in; its quotes go out. Each module imports only modules above it:

    spans/                 where quotations begin and end
    attributions/          the words that say who speaks, and indirect speech
    speakers/              the actor whom those words mean: by name, role or pronoun; the confidence of each rule
    spoken_quotation       the record: a quotation that is speech, with its speaker
    quoted_words           the words within the marks, and whether they are a sentence
    speech_features        what speaks for and against a quotation being speech, as numbers
    speech_test            whether it is speech, or else a title, an adjective, a word quoted as a word
    act_speakers           the speakers of the text's acts of speech
    speaker_candidate      the record: a speaker whom a quotation may have, and the way that leads there
    attributed_speaker     the speakers whom the words right beside a quotation name
    running_speaker        the speakers who may continue in a quotation without such words
    speaker_features       what speaks for and against a candidate, as numbers
    speaker_ranking        the likeliest candidate, by the learned weights of the features
    split_speech           joins quotations that are pieces of one quote
    quote_extraction       calls all of these for an English text
    other_languages        the quotes of other texts: a speaker is only a followed actor right beside a reporting verb

Three models are learned together (`tests/benchmarks/speaker_weights.py`): which words are the speaker's, whom a pronoun
or a role means, and what is speech.

Two things say how a speaker was found. `Quote.evidence` tells readers the words and the way: "colon, pronoun". The
attribution gives its first part, and the modules that resolve the speaker add to it. `ResolvedSpeaker.rule`, one of
`SpeakerRule`, says only how the words led to the actor ("pronoun"). The confidence is the product of two learned
probabilities: that the words are those of the speaker (`speaker_ranking`), and that they mean this actor
(`speakers/speaker_confidence`). Below MIN_CONFIDENCE the quote has the words ("a justice official") and no name.

All offsets count code points of the normalised text. `run` converts them to the original.
"""
