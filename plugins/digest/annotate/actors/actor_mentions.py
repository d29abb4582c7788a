"""The mentions of followed actors in a text. For a name that could be somebody else's, the context decides.

A name of several words or an acronym always means the actor. A single word may be another person's surname, a woman's
given name, a river or a fruit. It counts as the actor's name unless something in the text is evidence against that.
Each such decision has a reason, which the editor can look up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..records import Actor, Decision, Mention
from ..text.parsed_document import ParsedDocument
from .alias_matches import AliasMatch, alias_matches
from .alias_patterns import folded
from .common_nouns import acronym_doubt, common_noun_phrase, word_in_small_letters
from .namesakes import Namesake, is_said_of_a_person, namesake
from .word_senses import (
    SenseEvidence,
    is_described,
    kind_by_model,
    model_agrees,
    sense_evidence,
    work_with_possessive,
)


@dataclass(frozen=True, slots=True)
class DecidedText:
    """The text of an article and the decisions on its names. The decisions on its headline depend on them."""

    text: str
    decisions: tuple[Decision, ...]


def decisions(
    document: ParsedDocument, actors: tuple[Actor, ...], below: DecidedText | None = None
) -> tuple[Decision, ...]:
    """The decision on every name of a followed actor, in the order of the text. A sure name has the reason "".

    Offsets index the normalised text. For a headline, `below` is the text below it.
    """
    text = folded(document.text)
    matches = alias_matches(text, actors, document.lang)
    decider_by_actor: dict[str, _ActorDecider] = {}
    result = []
    for match in matches:
        name = match.followed.actor.name
        if name not in decider_by_actor:
            own_matches = [other for other in matches if other.followed is match.followed]
            evidence = sense_evidence(document, match.followed, matches)
            decider_by_actor[name] = _ActorDecider(document, text, own_matches, evidence, below)
        tagged, reason = decider_by_actor[name].decide(match)
        result.append(Decision(match.start, match.end, document.text[match.start : match.end], name, tagged, reason))
    return tuple(result)


def mentions(decided: Iterable[Decision], actors: Iterable[Actor]) -> tuple[Mention, ...]:
    """The mentions that follow from the decisions."""
    kinds = {actor.name: actor.kind for actor in actors}
    return tuple(
        Mention(decision.start, decision.end, decision.text, decision.actor, kinds[decision.actor])
        for decision in decided
        if decision.tagged
    )


def doubtful_decisions(decided: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions that an editor may look up: all against an actor, and the first for an actor with each reason."""
    seen = set()
    for decision in decided:
        if decision.reason and (not decision.tagged or (decision.actor, decision.reason) not in seen):
            seen.add((decision.actor, decision.reason))
            yield decision


class _ActorDecider:
    """Decides on the names of one actor in one text. `decide` must be called in the order of the text.

    `sure` are the matches that can only be the actor's. `doubts` are the reasons why an acronym may be a plain word, by
    offset. `namesakes` are the others whom a match may name, by offset.
    """

    def __init__(
        self,
        document: ParsedDocument,
        text: str,
        matches: Sequence[AliasMatch],
        evidence: SenseEvidence,
        below: DecidedText | None,
    ) -> None:
        self.document = document
        self.text = text
        self.below = below
        self.evidence = evidence
        self.doubts = {
            match.start: acronym_doubt(document, match) for match in matches if not match.alias.is_single_word
        }
        self.namesakes = {match.start: other for match in matches if (other := self._namesake(match))}
        self.sure = [match for match in matches if not match.never_phrase and self.doubts.get(match.start) == ""]
        self.tagged_before = False

    def decide(self, match: AliasMatch) -> tuple[bool, str]:
        """Whether this occurrence of the name is the actor's, and the reason, which is "" for a sure name."""
        if match in self.sure:
            return True, ""
        reason = self._reason_against(match)
        self.tagged_before |= not reason
        return not reason, reason or self._reason_for()

    def _namesake(self, match: AliasMatch) -> Namesake | None:
        """The namesake or common noun that the match is; for a name of several words, only by a never-match phrase."""
        if not match.never_phrase and not match.alias.is_single_word:
            return None
        if other := namesake(self.document, self.text, match):
            return other
        if is_said_of_a_person(self.text, match):
            return Namesake(match.start, match.alias.name, "surname")
        phrase = common_noun_phrase(self.document, match)
        return Namesake(match.start, phrase, "noun") if phrase else None

    def _reason_against(self, match: AliasMatch) -> str:
        """Why the name is not the actor's; "" if nothing is evidence against it."""
        if match.never_phrase:
            return f"never: {match.never_phrase}"
        if not match.alias.is_single_word:
            doubt = self.doubts[match.start]
            return doubt if not self.sure or "capitals" in doubt else ""
        if other := self.namesakes.get(match.start):
            return f"{'a common noun' if other.claims == 'noun' else 'another name'}: {other.name}"
        return self._claimed_by_namesake(match) or self._against_by_text_below(match) or self._against_by_sense(match)

    def _claimed_by_namesake(self, match: AliasMatch) -> str:
        """The last namesake in the text that claims this occurrence too, as a reason; "" if none does."""
        if is_described(self.text, match, self.evidence.background):
            return ""
        last_sure = max((sure.start for sure in self.sure if sure.start < match.start), default=-1)
        for other in sorted(self.namesakes.values(), key=lambda other: -other.start):
            if self._claims(other, match, last_sure):
                return f"another of that name: {other.name}"
        return ""

    def _claims(self, other: Namesake, match: AliasMatch, last_sure: int) -> bool:
        """Whether a namesake claims the match. `last_sure` is the offset of the last sure name before it, or -1."""
        nothing_for_actor = not self.sure and not self.evidence.weight()
        match other.claims:
            case "surname":
                is_known = self.tagged_before or last_sure >= 0
                is_own = is_known and match.followed.actor.kind != "person" and model_agrees(self.document, match)
                return last_sure < other.start < match.start and not is_own
            case "first":
                return other.start < match.start and last_sure < 0 and not self.tagged_before
            case "article":
                return nothing_for_actor or self.text[: match.start].lower().endswith("the ")
            case "noun":
                return nothing_for_actor
        return False

    def _against_by_text_below(self, match: AliasMatch) -> str:
        """The evidence in the text below a headline against a name in the headline; "" if there is none."""
        if self.below is None:
            return ""
        below = [decision for decision in self.below.decisions if decision.actor == match.followed.actor.name]
        if not below and (small := word_in_small_letters(match, self.text, self.below.text)):
            return f"the text below has only the word {small!r}"
        if any(decision.tagged for decision in below):
            return ""
        return next((f"the text below: {decision.reason}" for decision in below), "")

    def _against_by_sense(self, match: AliasMatch) -> str:
        """The evidence of the text's subject, or of the model, against a name in a text without a sure name."""
        if self.sure:
            return ""
        evidence = self.evidence
        if len(evidence.excluded) > evidence.weight():
            return f"the text has words of a never-match phrase: {', '.join(evidence.excluded)}"
        kind, weight = match.followed.actor.kind, evidence.weight()
        if kind != "person" and not weight and (work := work_with_possessive(self.document, match)):
            return f"read as a part of {work}, and nothing in the text speaks for the actor"
        other_kind = kind_by_model(self.document, match)
        if other_kind and match.followed.actor.background and not weight and not evidence.has_others:
            article = "an" if other_kind[0] in "aeiou" else "a"
            return f"read as {article} {other_kind}, and the text shares no words with the actor's file"
        return ""

    def _reason_for(self) -> str:
        if self.sure:
            return f"the text has the name {self.text[self.sure[0].start : self.sure[0].end]}"
        if self.evidence.related:
            return f"the text names {', '.join(self.evidence.related)}"
        if self.evidence.shared:
            return f"the text shares words with the actor's file: {', '.join(self.evidence.shared)}"
        return "nothing in the text speaks against it"
