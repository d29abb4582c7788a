"""The speakers of a text's acts of speech, each resolved when it is first asked for."""

from bisect import bisect_left

from .attributions.quoted_text import QuotedText
from .attributions.speech_acts import speech_acts
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_resolution import SpeakerResolver


class ActSpeakers:
    """The acts of speech of one text, by number in the order of the text.

    Attributes:
        acts: their attributions.
        starts: for each act the offset of its verb.
    """

    def __init__(self, text: QuotedText, resolver: SpeakerResolver) -> None:
        self._resolver = resolver
        self.acts = tuple(speech_acts(text))
        self.starts = [text.tokens[act.verb].start for act in self.acts]
        self._speakers: dict[int, ResolvedSpeaker | None] = {}

    def last_before(self, offset: int) -> int | None:
        """Number of the last act of speech that begins before `offset`."""
        number = bisect_left(self.starts, offset) - 1
        return number if number >= 0 else None

    def speaker(self, number: int) -> ResolvedSpeaker | None:
        """The speaker of an act. A pronoun may mean the speaker of the act before, where that one was asked for."""
        if number not in self._speakers:
            running = self._speakers.get(number - 1)
            self._speakers[number] = self._resolver.speaker(self.acts[number], running)
        return self._speakers[number]
