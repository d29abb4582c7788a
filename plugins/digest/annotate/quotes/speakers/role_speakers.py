"""Speakers without a name in their attribution: "the mayor", "the 41-year-old baker", "the company", "officials"."""

import re
from collections.abc import Sequence
from typing import Final

from ...entities.person_roles import PersonRoles
from ...lexicon.word_lists import words
from ..attributions.quoted_text import QuotedText
from .mention_index import REACH_CHARS, MentionIndex
from .resolved_speaker import ResolvedSpeaker
from .speaker_phrases import SpeakerPhrases

BODIES: Final = words("bodies")

# "the 41-year-old baker" is a person who was named before.
AGED: Final = re.compile(r"the \d{1,3}[- ]year[- ]old\b", re.IGNORECASE)


class RoleSpeakers:
    """Resolves phrases without a name in one text."""

    def __init__(self, text: QuotedText, index: MentionIndex, phrases: SpeakerPhrases, roles: PersonRoles) -> None:
        self._text = text
        self._index = index
        self._phrases = phrases
        self._roles = roles

    def speaker(self, phrase: Sequence[int], evidence: str, running: ResolvedSpeaker | None) -> ResolvedSpeaker:
        """The speaker of a phrase: the holder of a role, the person of an age, an organisation, or one without a name.

        `phrase` has the indices of its tokens; `running` is who spoke last.
        """
        tokens, head = self._text.tokens, phrase[-1]
        start, end = tokens[phrase[0]].start, self._phrases.end_with_complement(head)
        holder = self._roles.holder(self._text.document.text[start:end], start)
        if not holder and AGED.search(self._text.document.text, start, end):
            holder = self._only_person_before(start)
        if holder:
            return ResolvedSpeaker(holder, start, end, f"{evidence}, role", self._index.gender(holder), rule="role")
        if body := self._body(phrase, running):
            return ResolvedSpeaker(body, start, end, f"{evidence}, organisation", rule="body")
        return ResolvedSpeaker(None, start, end, evidence, plural=tokens[head].tag == "NNS")

    def _only_person_before(self, offset: int) -> str | None:
        """The person of whom the text speaks so far, where it names no other outside quotations."""
        persons = {mention.actor for mention in self._index.mentions_before(offset) if mention.kind == "person"}
        return persons.pop() if len(persons) == 1 else None

    def _body(self, phrase: Sequence[int], running: ResolvedSpeaker | None) -> str | None:
        """The organisation that "the company" means: the one that spoke last, else the only one named within reach."""
        tokens, words_ = self._text.tokens, self._text.words
        if [tokens[index].text.lower() for index in phrase[:-1]] != ["the"] or words_[phrase[-1]] not in BODIES:
            return None
        offset = tokens[phrase[0]].start
        if running and running.start < offset and running.name and self._index.kind(running.name) == "organisation":
            return running.name
        bodies = {
            mention.actor
            for mention in self._index.mentions_before(offset, reach=REACH_CHARS)
            if mention.kind == "organisation"
        }
        return bodies.pop() if len(bodies) == 1 else None
