"""The pronoun rules: the person whom "he" or "she" means, and the speaker whom "they" or "it" means.

`mention_index` has the distance within which the person must be named (ANTECEDENT_REACH_CHARS).
"""

import math
import re
from collections import Counter
from dataclasses import replace
from typing import Final

from ...lexicon.given_names import Gender
from ..attributions.quoted_text import QuotedText
from .mention_index import ANTECEDENT_REACH_CHARS, MentionIndex
from .person_subjects import MAIN_CLAUSE, SUBORDINATE_CLAUSE, PersonSubjects
from .resolved_speaker import ResolvedSpeaker, SpeakerRule

PERSON_PRONOUNS: Final[dict[str, Gender]] = {"he": "m", "she": "f", "him": "m", "her": "f"}
OTHER_PRONOUNS: Final = frozenset(
    {"i", "we", "they", "it", "you", "who", "one", "this", "that", "these", "those", "there", "which"}
)
# Pronouns whose speaker the text need not name.
NAMELESS_PRONOUNS: Final = frozenset({"i", "we", "they", "it", "one"})

# "he said, “knew everything”": a quotation that continues in small letters was interrupted.
INTERRUPTION: Final = re.compile(r"\w+ \w+, [\"“”„«‘'] ?[a-zà-ÿ]")

# A pronoun this near to the beginning of its paragraph speaks of the person of the paragraph before.
OPENING_CHARS: Final = 12


class Pronouns:
    """Resolves the pronouns of one text."""

    def __init__(self, text: QuotedText, index: MentionIndex, subjects: PersonSubjects) -> None:
        self._text = text
        self._index = index
        self._subjects = subjects

    def person(
        self, token_index: int, gender: Gender, evidence: str, previous_speaker: ResolvedSpeaker | None
    ) -> ResolvedSpeaker:
        """The speaker whom "he" or "she" means."""
        token = self._text.tokens[token_index]
        excluded = self._interrupted_subject(token_index)
        name, how = self._antecedent(token.start, gender, previous_speaker, excluded)
        several = len(self._index.persons_before(token.start, gender)) > 1
        rule: SpeakerRule = "pronoun among several" if several else "pronoun"
        doubts = self._doubts(name, how, token_index, gender, previous_speaker) if name else ()
        return ResolvedSpeaker(name, token.start, token.end, f"{evidence}, {rule}", gender, rule=rule, doubts=doubts)

    def other(
        self, token_index: int, word: str, evidence: str, previous_speaker: ResolvedSpeaker | None
    ) -> ResolvedSpeaker | None:
        """The speaker whom any other pronoun means: the previous speaker, a speaker without a name, or None."""
        token = self._text.tokens[token_index]
        name = previous_speaker.name if previous_speaker else None
        if word == "it" and name and self._index.kind(name) == "person":
            return ResolvedSpeaker(None, token.start, token.end, evidence)  # a person isn't "it"
        if word in {"they", "it"} and previous_speaker and previous_speaker.plural == (word == "they"):
            return replace(
                previous_speaker,
                start=token.start,
                end=token.end,
                evidence=f"{evidence}, pronoun",
                rule="pronoun",
                doubts=((f"{word} means the speaker before", 1.0),),
            )
        if word in NAMELESS_PRONOUNS:
            return ResolvedSpeaker(None, token.start, token.end, evidence)
        return None

    def _interrupted_subject(self, token_index: int) -> str | None:
        """The actor in the words that a pronoun interrupts: in "Vane, he said, “knew it”", "he" isn't Vane."""
        tokens = self._text.tokens
        if token_index < 2 or tokens[token_index - 1].text != ",":
            return None
        if not INTERRUPTION.match(self._text.document.text, tokens[token_index].start):
            return None
        mention = self._index.mention_at(tokens[token_index - 2].start)
        return mention.actor if mention else None

    def _antecedent(
        self, offset: int, gender: Gender, previous_speaker: ResolvedSpeaker | None, excluded: str | None
    ) -> tuple[str | None, str]:
        """The person whom "he" or "she" at `offset` means: the last subject or speaker who fits and isn't `excluded`.

        Subjects of main clauses come first, since indirect speech is full of other subjects. With the name comes what
        the person was found as.
        """
        speaker_at, speaker = -1, None
        if previous_speaker and previous_speaker.start < offset and previous_speaker.name != excluded:
            speaker_at, name = previous_speaker.start, previous_speaker.name
            speaker = name if name and self._index.can_be(name, gender) else None
        for level in (MAIN_CLAUSE, SUBORDINATE_CLAUSE):
            subject = self._subjects.last(offset, gender, level, excluded)
            if subject and (speaker is None or subject.start > speaker_at):
                how = "subject" if level == MAIN_CLAUSE else "subject of a subordinate clause"
                return subject.name, how
            if speaker:
                return speaker, "speaker before"
        persons = self._index.persons_before(offset, gender) - {excluded}
        return persons.pop() if len(persons) == 1 else None, "only person"

    def _doubts(
        self, name: str, how: str, token_index: int, gender: Gender, previous_speaker: ResolvedSpeaker | None
    ) -> tuple[tuple[str, float], ...]:
        """The features on which the confidence depends that a pronoun means this person."""
        offset = self._text.tokens[token_index].start
        document = self._text.document
        before = [m for m in self._index.mentions_before(offset, reach=ANTECEDENT_REACH_CHARS) if m.kind == "person"]
        fitting = [mention for mention in before if self._index.can_be(mention.actor, gender)]
        last = next((mention for mention in reversed(fitting) if mention.actor == name), None)
        distance = (offset - last.start if last else ANTECEDENT_REACH_CHARS) / 100
        nearer = {m.actor for m in fitting if last is None or m.start > last.start} - {name}
        since = document.paragraph_of(offset) - (document.paragraph_of(last.start) if last else 0)
        paragraph = document.paragraphs[document.paragraph_of(offset)]
        opens = self._text.is_outside(paragraph.start, offset) and offset - paragraph.start < OPENING_CHARS
        is_subject = last is not None and any(one.name == name for one in self._subjects.between(last.start, last.end))
        counts = Counter(mention.actor for mention in self._index.mentions if mention.kind == "person")
        features = {
            f"found as {how}": 1.0,
            "hundreds of characters": math.log1p(distance),
            "others of the gender": math.log1p(len({mention.actor for mention in fitting} - {name})),
            "others nearer": float(min(2, len(nearer))),
            "paragraphs since": math.log1p(since),
            "gender known": float(self._index.gender(name) == gender),
            "most mentioned": float(counts[name] == max(counts.values(), default=0)),
            "speaker before": float(previous_speaker is not None and previous_speaker.name == name),
            "speaker before fits too": float(
                previous_speaker is not None
                and previous_speaker.name not in {None, name}
                and self._index.can_be(previous_speaker.name or "", gender)
            ),
            "not named in reach": float(last is None),
            "opens paragraph": float(opens),
            "last named as subject": float(is_subject),
        }
        return tuple((feature, value) for feature, value in features.items() if value)
