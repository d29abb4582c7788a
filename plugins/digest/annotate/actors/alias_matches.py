"""Where a text has a name of a followed actor, by any alias, in any language; the longest name first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from ..lexicon.given_names import given_names
from ..records import Actor
from ..text.claimed_spans import ClaimedSpans
from .alias_patterns import AliasPattern, alias_pattern, folded

# After a whole name: it is the son's. Numbers are no sign, since kings have them.
SON: Final = re.compile(r",? (?:Jr|Sr|Junior|Senior)\b| (?:fils|hijo|filho|père)\b|[- ](?:младш|старш|молодш)")
NAME_BEFORE: Final = re.compile(r"([^\W\d_a-z][\w’'-]+) $")


@dataclass(frozen=True)
class FollowedActor:
    """One actor, ready to be searched."""

    actor: Actor
    forms: tuple[AliasPattern, ...]
    never: tuple[AliasPattern, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every name of the actor."""
        return frozenset(word for one in self.forms for word in one.name.split())


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """A name of a followed actor as it stands in the text; offsets of the normalised text."""

    start: int
    end: int
    followed: FollowedActor
    form: AliasPattern
    never: str = ""  # the phrase of the actor's file that says that here it is not the actor


def alias_matches(text: str, actors: tuple[Actor, ...], lang: str = "en") -> list[AliasMatch]:
    """The names in `folded` text of a language, in its order; no two of them overlap."""
    every = [*_aliases(text, followed_actors(actors, lang))]
    found = _longest([match for match in every if not match.never])
    found = _longest([*found, *_surnames(text, found, lang)])
    free = ClaimedSpans((match.start, match.end) for match in found)
    never = [match for match in every if match.never and not free.overlaps(match.start, match.end)]
    return sorted([*found, *_longest(never)], key=lambda match: match.start)


@lru_cache(maxsize=16)
def followed_actors(actors: tuple[Actor, ...], lang: str = "en") -> tuple[FollowedActor, ...]:
    """The patterns of all actors, for texts of a language."""
    return tuple(
        FollowedActor(
            actor,
            tuple(alias_pattern(name, actor.kind, lang) for name in dict.fromkeys((actor.name, *actor.aliases))),
            tuple(alias_pattern(phrase, "work", lang) for phrase in actor.never),
        )
        for actor in actors
    )


def relevant_actors(actors: tuple[Actor, ...], text: str) -> tuple[Actor, ...]:
    """The actors whose file can change what is found in `text`: those with a name of which a part stands in it."""
    small = folded(text).casefold()
    return tuple(actor for actor, keys in _parts(actors) if any(key in small for key in keys))


@lru_cache(maxsize=4)
def _parts(actors: tuple[Actor, ...]) -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    """Each actor with the parts of its names, each once: most spellings of a name share one."""
    return tuple(
        (
            followed.actor,
            tuple(
                dict.fromkeys(
                    [one.key for one in followed.forms] + [folded(name).casefold() for name in followed.actor.merge]
                )
            ),
        )
        for followed in followed_actors(actors)
    )


def _aliases(text: str, actors: Sequence[FollowedActor]) -> Iterator[AliasMatch]:
    small = text.casefold()
    for followed in actors:
        found = [*_of_actor(text, small, followed)]
        yield from found if followed.actor.kind != "person" else _without_sons(text, found)


def _without_sons(text: str, found: Sequence[AliasMatch]) -> Iterator[AliasMatch]:
    """What is left where "Donald Vane Jr." is not Donald Vane, nor his "Vane", unless the actor's file says "Jr."."""
    sons = ClaimedSpans((match.start, match.end) for match in found if SON.match(text, match.end))
    own = ClaimedSpans((match.start, match.end) for match in found if SON.search(text, match.start, match.end))
    for match in found:
        if own.overlaps(match.start, match.end) or not sons.overlaps(match.start, match.end):
            yield match


def _of_actor(text: str, small: str, followed: FollowedActor) -> Iterator[AliasMatch]:
    off = [
        (*match.span(), never.name)
        for never in followed.never
        if never.key in small
        for match in never.pattern.finditer(text)
    ]
    for one in followed.forms:
        if one.key not in small:
            continue
        for match in one.pattern.finditer(text):
            start, end = match.span()
            never = next((name for off_start, off_end, name in off if start < off_end and off_start < end), "")
            yield AliasMatch(start, _closed(text, start, end), followed, one, never)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name that has an opening mark within: «ЧВК «Вагнер»» is named with its closing mark."""
    inner = re.search(r"[«„“\"]", text[start:end])
    return end + 1 if inner and end < len(text) and text[end] in '»“”"' else end


def _surnames(text: str, matches: Sequence[AliasMatch], lang: str) -> Iterator[AliasMatch]:
    """Surnames alone, in a text that has given the full name of a followed person."""
    seen: set[str] = set()
    for match in matches:
        named = text[match.start : match.end].split()
        if match.followed.actor.kind != "person" or len(named) < 2 or named[-1] in seen:
            continue
        seen.add(named[-1])
        alone = alias_pattern(match.form.name.split()[-1], "person", lang)
        for other in alone.pattern.finditer(text):
            before = NAME_BEFORE.search(text, max(0, other.start() - 30), other.start())
            # "Charles Vane" in a text on Ottoline Vane, and "Vane Jr." in one on his father, are others.
            if not (before and before.group(1) in given_names()) and not SON.match(text, other.end()):
                yield AliasMatch(other.start(), other.end(), match.followed, alone)


def _longest(matches: Sequence[AliasMatch]) -> list[AliasMatch]:
    kept: list[AliasMatch] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
