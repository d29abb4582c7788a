"""The mentions of followed actors in a text. For a name that could be somebody else's, the context decides.

A name of several words or an acronym always means the actor. A single word may be another person's surname, a woman's
given name, a river or a fruit. It counts as the actor's name unless something in the text is evidence against that.
Each such decision has a reason, which the editor can look up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ..records import Actor, Decision, Mention
from ..text.parsed_document import ParsedDocument
from .alias_matches import AliasMatch, alias_matches
from .alias_patterns import folded
from .calendar_names import is_date
from .common_nouns import acronym_doubt, common_noun_phrase, word_in_small_letters
from .namesakes import Namesake, is_relative, is_said_of_a_person, namesake
from .rival_names import is_of_other_gender, meant_rival
from .sole_surnames import surnames_of_one
from .state_namesakes import city_of_state_namesake, state_namesake
from .word_senses import (
    SenseEvidence,
    is_described,
    kind_by_model,
    sense_evidence,
    work_with_possessive,
)
from .word_uses import has_article_of_a_river, word_uses

NOTHING_AGAINST: Final = "nothing in the text speaks against it"  # the weakest reason to take a name for the actor's


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
    named_below = _named_below(below, actors) | surnames_of_one(document.text, below.text if below else None, actors)
    matches = alias_matches(text, actors, document.lang, named_below)
    tagged_below = {decision.actor for decision in below.decisions if decision.tagged} if below else set()
    decider_by_actor: dict[str, _ActorDecider] = {}
    result = []
    for _, of_span in groupby(matches, key=lambda match: (match.start, match.end)):
        rivals = list(of_span)
        meant = meant_rival(text, rivals, matches, tagged_below) if len(rivals) > 1 else rivals[0]
        for match in rivals:
            name = match.followed.actor.name
            if name not in decider_by_actor:
                own_matches = [other for other in matches if other.followed is match.followed]
                evidence = sense_evidence(document, match.followed, matches, below.text if below else "")
                decider_by_actor[name] = _ActorDecider(document, text, own_matches, evidence, below)
            tagged, reason = _decided(decider_by_actor[name], match, rivals, meant)
            surface = document.text[match.start : match.end]
            result.append(Decision(match.start, match.end, surface, name, tagged, reason))
    return tuple(result)


def _decided(
    decider: "_ActorDecider", match: AliasMatch, rivals: Sequence[AliasMatch], meant: AliasMatch | None
) -> tuple[bool, str]:
    """Whether a match is the actor's, and the reason. `meant` is the one of its rivals that is meant."""
    if len(rivals) == 1:
        return decider.decide(match)
    if meant is None:
        return False, f"several could be meant: {', '.join(rival.followed.actor.name for rival in rivals)}"
    if match is not meant:
        return False, f"{meant.followed.actor.name} is meant"
    return decider.decide(match, among_rivals=True)


def _named_below(below: DecidedText | None, actors: tuple[Actor, ...]) -> frozenset[str]:
    """The persons whose surname alone means them in a headline: the text below has their full name."""
    if below is None:
        return frozenset()
    persons = {actor.name for actor in actors if actor.kind == "person"}
    return frozenset(
        decision.actor
        for decision in below.decisions
        if decision.tagged and decision.actor in persons and " " in decision.text
    )


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
            match.start: acronym_doubt(document, match, is_known=self._is_tagged_below(match))
            for match in matches
            if not match.alias.is_single_word
        }
        self.uses = word_uses(document, matches)
        self.namesakes = {match.start: other for match in matches if (other := self._namesake(match))}
        self.sure = [match for match in matches if not match.never_phrase and self.doubts.get(match.start) == ""]
        self.tagged_before = False

    def decide(self, match: AliasMatch, *, among_rivals: bool = False) -> tuple[bool, str]:
        """Whether this occurrence of the name is the actor's, and the reason, which is "" for a sure name.

        `among_rivals` is true if other followed actors have the name too, and this one is meant, if any is.
        """
        if match in self.sure:
            return True, ""
        reason = self._beside(match) if among_rivals else self._reason_against(match)
        self.tagged_before |= not reason
        return not reason, reason or self._reason_for()

    def _namesake(self, match: AliasMatch) -> Namesake | None:
        """The namesake or common noun that the match is; for a name of several words, only by a never-match phrase."""
        if not match.never_phrase and not match.alias.is_single_word:
            return None
        if other := namesake(self.document, self.text, match):
            return other
        is_supported = self.evidence.weight() > 0
        if other := state_namesake(self.text, match, is_supported=is_supported):
            return other
        if is_said_of_a_person(self.text, match):
            return Namesake(match.start, match.alias.name, "surname")
        phrase = common_noun_phrase(self.document, match)
        is_product = is_supported and not self.uses.small and self.uses.is_product(match, self.text)
        return Namesake(match.start, phrase, "noun") if phrase and not is_product else None

    def _reason_against(self, match: AliasMatch) -> str:
        """Why the name is not the actor's; "" if nothing is evidence against it."""
        if match.never_phrase:
            return f"never: {match.never_phrase}"
        if not match.alias.is_single_word:
            doubt = self.doubts[match.start]
            return doubt if not self.sure or "capitals" in doubt else ""
        return (
            self._beside(match)
            or self._claimed_by_namesake(match)
            or self._against_by_text_below(match)
            or self._against_by_use(match)
            or self._against_by_sense(match)
        )

    def _beside(self, match: AliasMatch) -> str:
        """The evidence of the words beside the name against it; "" if there is none."""
        if other := self.namesakes.get(match.start):
            return f"{'a common noun' if other.claims == 'noun' else 'another name'}: {other.name}"
        if match.followed.actor.kind == "person" and is_of_other_gender(self.text, match):
            return "an honorific of the other gender"
        if is_date(self.text, match, is_known=bool(self.sure) or self._is_known_below(match)):
            return "a date"
        return ""

    def _is_known_below(self, match: AliasMatch) -> bool:
        """Whether the text below a headline names the actor in full."""
        decided = self.below.decisions if self.below else ()
        name = match.followed.actor.name
        return any(decision.actor == name and decision.tagged and " " in decision.text for decision in decided)

    def _is_tagged_below(self, match: AliasMatch) -> bool:
        """Whether the text below a headline names the actor in any way."""
        decided = self.below.decisions if self.below else ()
        return any(decision.actor == match.followed.actor.name and decision.tagged for decision in decided)

    def _against_by_use(self, match: AliasMatch) -> str:
        """The evidence of how the text uses the word against a name that is a common word or a state's as well."""
        actor = match.followed.actor
        if self.sure or actor.kind in {"person", "group", "event"}:
            return ""
        is_supported = self.evidence.weight() > 0
        if not is_supported and actor.kind == "place":
            text = self.text if self.below is None else f"{self.text}\n{self.below.text}"
            city = city_of_state_namesake(text, match.alias.name, actor.background)
            if city or f"New {match.alias.name}" in text:
                return f"the text names {city or f'New {match.alias.name}'}"
        if self.below is not None and not is_supported and has_article_of_a_river(self.text, match):
            return "with the article, as a river has it"
        return self.uses.against(match.start, is_supported=is_supported)

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
                if last_sure >= 0 and is_relative(self.text, other):
                    return False  # the text calls the relative by the first name, or with an honorific
                is_own = is_known and match.followed.actor.kind != "person"
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
        is_clear = self.uses.has_name and match.alias.name == match.followed.actor.name
        if len(evidence.excluded) > evidence.weight() and not is_clear:
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
        return NOTHING_AGAINST
