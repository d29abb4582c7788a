"""The speakers of a text's acts of speech. Each is resolved on its first use, after all before it."""

from bisect import bisect_left

from .attributions.quoted_text import QuotedText
from .attributions.speech_acts import speech_acts
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_resolution import SpeakerResolver


class ActSpeakers:
    """The acts of speech in one text, numbered in the order of the text.

    Attributes:
        acts: the attribution of each act.
        starts: the offset of the verb of each act.
    """

    def __init__(self, text: QuotedText, resolver: SpeakerResolver) -> None:
        self._resolver = resolver
        self.acts = tuple(speech_acts(text))
        self.starts = [text.tokens[act.verb].start for act in self.acts]
        self._speakers: list[ResolvedSpeaker | None] = []

    def last_before(self, offset: int) -> int | None:
        """Number of the last act of speech that begins before `offset`."""
        number = bisect_left(self.starts, offset) - 1
        return number if number >= 0 else None

    def next_from(self, offset: int) -> int | None:
        """Number of the first act of speech that begins at `offset` or after it."""
        number = bisect_left(self.starts, offset)
        return number if number < len(self.starts) else None

    def speaker(self, number: int) -> ResolvedSpeaker | None:
        """The speaker of an act. A pronoun may mean the speaker of the previous act."""
        while len(self._speakers) <= number:
            previous_speaker = self._speakers[-1] if self._speakers else None
            self._speakers.append(self._resolver.speaker(self.acts[len(self._speakers)], previous_speaker))
        return self._speakers[number]
