"""Which names in a text are mentions of followed actors: one that could be somebody else's is decided by its context.

A name of several words and an acronym name the actor wherever they stand. A single word may be another person's
surname, a woman's given name, a river or a fruit. It is the actor's unless something in the text speaks against it,
and each such decision keeps its reason, for the editor to look up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..records import Actor, Decision, Mention
from ..text.parsed_document import ParsedDocument
from .alias_matches import AliasMatch, alias_matches
from .alias_patterns import folded
from .namesakes import Namesake, is_person, namesake
from .word_senses import (
    SenseEvidence,
    capitals,
    common_noun,
    described,
    is_read_as,
    sense_evidence,
    small_letters,
    taken_for,
    work_of,
)


@dataclass(frozen=True, slots=True)
class DecidedText:
    """The text below a headline, and what was decided there."""

    text: str
    decisions: tuple[Decision, ...]


def decisions(
    document: ParsedDocument, actors: tuple[Actor, ...], body: DecidedText | None = None
) -> tuple[Decision, ...]:
    """What is decided on every name of a followed actor, in the order of the text; "" is the reason of a sure name.

    Offsets are those of the normalised text. A headline is decided by the text below it, its `body`.
    """
    text = folded(document.text)
    found = alias_matches(text, actors, document.lang)
    by_actor: dict[str, _Decider] = {}
    result = []
    for match in found:
        actor = match.followed.actor
        if actor.name not in by_actor:
            by_actor[actor.name] = _Decider(
                document,
                text,
                [one for one in found if one.followed is match.followed],
                sense_evidence(document, match.followed, found),
                body,
            )
        tagged, reason = by_actor[actor.name].decided(match)
        result.append(
            Decision(match.start, match.end, document.text[match.start : match.end], actor.name, tagged, reason)
        )
    return tuple(result)


def mentions(decided: Iterable[Decision], actors: Iterable[Actor]) -> tuple[Mention, ...]:
    """The mentions among what was decided."""
    kinds = {actor.name: actor.kind for actor in actors}
    return tuple(Mention(one.start, one.end, one.text, one.actor, kinds[one.actor]) for one in decided if one.tagged)


class _Decider:
    """Decides on the names of one actor in one text, in their order."""

    def __init__(
        self,
        document: ParsedDocument,
        text: str,
        found: Sequence[AliasMatch],
        sense: SenseEvidence,
        body: DecidedText | None,
    ) -> None:
        self.document = document
        self.text = text
        self.body = body
        self.sense = sense
        self.doubts = {match.start: capitals(document, match) for match in found if not match.form.plain}
        self.others = {match.start: other for match in found if (other := self._other(match))}
        self.sure = [match for match in found if not match.never and self.doubts.get(match.start) == ""]
        self.tagged_before = False

    def decided(self, match: AliasMatch) -> tuple[bool, str]:
        """Whether the name is the actor's here, and why; no reason where the name could be nobody else's."""
        if match in self.sure:
            return True, ""
        reason = self._against(match)
        self.tagged_before |= not reason
        return not reason, reason or self._for()

    def _other(self, match: AliasMatch) -> Namesake | None:
        if not match.never and not match.form.plain:
            return None
        if other := namesake(self.document, self.text, match):
            return other
        if is_person(self.text, match):
            return Namesake(match.start, match.form.name, "surname")
        noun = common_noun(self.document, match)
        return Namesake(match.start, noun, "noun") if noun else None

    def _against(self, match: AliasMatch) -> str:
        if match.never:
            return f"never: {match.never}"
        if not match.form.plain:
            doubt = self.doubts[match.start]
            return doubt if not self.sure or "capitals" in doubt else ""
        if other := self.others.get(match.start):
            return f"{'a common noun' if other.claims == 'noun' else 'another name'}: {other.name}"
        return self._claimed(match) or self._by_the_body(match) or self._by_sense(match)

    def _claimed(self, match: AliasMatch) -> str:
        """Whom the text calls by the same word."""
        if described(self.text, match, self.sense.background):
            return ""
        last_sure = max((one.start for one in self.sure if one.start < match.start), default=-1)
        for other in sorted(self.others.values(), key=lambda one: -one.start):
            if self._claims(other, match, last_sure):
                return f"another of that name: {other.name}"
        return ""

    def _claims(self, other: Namesake, match: AliasMatch, last_sure: int) -> bool:
        nothing_for = not self.sure and not self.sense.weight()
        match other.claims:
            case "surname":
                known = self.tagged_before or last_sure >= 0
                own = known and match.followed.actor.kind != "person" and is_read_as(self.document, match)
                return last_sure < other.start < match.start and not own
            case "first":
                return other.start < match.start and last_sure < 0 and not self.tagged_before
            case "article":
                return nothing_for or self.text[: match.start].lower().endswith("the ")
            case "noun":
                return nothing_for
        return False

    def _by_the_body(self, match: AliasMatch) -> str:
        if self.body is None:
            return ""
        below = [one for one in self.body.decisions if one.actor == match.followed.actor.name]
        if not below and (small := small_letters(match, self.text, self.body.text)):
            return f"the text below has only the word {small!r}"
        if any(one.tagged for one in below):
            return ""
        return next((f"the text below: {one.reason}" for one in below), "")

    def _by_sense(self, match: AliasMatch) -> str:
        if self.sure:
            return ""
        sense = self.sense
        if len(sense.other) > sense.weight():
            return f"the text has words of a never-match phrase: {', '.join(sense.other)}"
        if match.followed.actor.kind != "person" and not sense.weight() and (work := work_of(self.document, match)):
            return f"read as a part of {work}, and nothing in the text speaks for the actor"
        kind = taken_for(self.document, match)
        if kind and match.followed.actor.background and not sense.weight() and not sense.beside:
            return f"read as a {kind}, and the text shares no words with the actor's file"
        return ""

    def _for(self) -> str:
        if self.sure:
            return f"the text has the name {self.text[self.sure[0].start : self.sure[0].end]}"
        if self.sense.related:
            return f"the text names {', '.join(self.sense.related)}"
        if self.sense.own:
            return f"the text shares words with the actor's file: {', '.join(self.sense.own)}"
        return "nothing in the text speaks against it"


def doubtful_decisions(decided: Iterable[Decision]) -> Iterator[Decision]:
    """Those of which the name alone does not decide: all that were passed over, of the others the first by a reason."""
    seen = set()
    for one in decided:
        if one.reason and (not one.tagged or (one.actor, one.reason) not in seen):
            seen.add((one.actor, one.reason))
            yield one
