"""The occurrences of followed actors' names in a text, by any alias and in any language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from ..lexicon.given_names import given_names
from ..records import Actor
from ..text.claimed_spans import ClaimedSpans
from .alias_patterns import AliasPattern, alias_pattern, folded

# Words after a full name that distinguish a son from his father. Roman numerals don't count: kings have them too.
JUNIOR: Final = re.compile(r",? (?:Jr|Sr|Junior|Senior)\b| (?:fils|hijo|filho|père)\b|[- ](?:младш|старш|молодш)")
NAME_BEFORE: Final = re.compile(r"([^\W\d_a-z][\w’'-]+) $")
# How far before a name the word before it may begin.
WORD_BEFORE_CHARS: Final = 30


@dataclass(frozen=True)
class FollowedActor:
    """An actor with the patterns of its names, and of the phrases in which a name means somebody or something else."""

    actor: Actor
    aliases: tuple[AliasPattern, ...]
    never_phrases: tuple[AliasPattern, ...]

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Every word of every name of the actor."""
        return frozenset(word for alias in self.aliases for word in alias.name.split())


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """An occurrence of a followed actor's name, as a span of the normalised text.

    `never_phrase` is the never-match phrase of the actor's file that the name is part of here, or "".
    """

    start: int
    end: int
    followed: FollowedActor
    alias: AliasPattern
    never_phrase: str = ""


def alias_matches(
    text: str, actors: tuple[Actor, ...], lang: str = "en", named_below: frozenset[str] = frozenset()
) -> list[AliasMatch]:
    """The names in `folded` text of a language, in the order of the text. Only names of several actors share a span.

    For a headline, `named_below` has the canonical names of the persons whose surname alone means them there.
    """
    followed = followed_actors(actors, lang)
    matches = [*_of_all_actors(text, followed)]
    named = _longest([match for match in matches if not match.never_phrase])
    surnames = dict.fromkeys(_full_names(text, named))
    surnames |= dict.fromkeys(
        (one, one.aliases[0].name.split()[-1]) for one in followed if one.actor.name in named_below
    )
    surnames |= dict.fromkeys(_of_one_surname(named, followed))
    named = _longest([*named, *_surnames(text, surnames, lang)])
    claimed = ClaimedSpans((match.start, match.end) for match in named)
    never = [match for match in matches if match.never_phrase and not claimed.overlaps(match.start, match.end)]
    return sorted([*named, *_longest(never)], key=lambda match: match.start)


@lru_cache(maxsize=16)
def followed_actors(actors: tuple[Actor, ...], lang: str = "en") -> tuple[FollowedActor, ...]:
    """The actors with their patterns for texts of a language."""
    return tuple(
        FollowedActor(
            actor,
            tuple(alias_pattern(name, actor.kind, lang) for name in dict.fromkeys((actor.name, *actor.aliases))),
            tuple(alias_pattern(phrase, "work", lang) for phrase in actor.never),
        )
        for actor in actors
    )


def relevant_actors(actors: tuple[Actor, ...], text: str) -> tuple[Actor, ...]:
    """The actors whose file can change what is found in `text`: those with a part of a name in it."""
    small_text = folded(text).casefold()
    return tuple(actor for actor, literals in _literals(actors) if any(literal in small_text for literal in literals))


@lru_cache(maxsize=4)
def _literals(actors: tuple[Actor, ...]) -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    """Each actor with the parts of its names, each part once, since most spellings of a name share one."""
    return tuple(
        (
            followed.actor,
            tuple(
                dict.fromkeys(
                    [alias.literal for alias in followed.aliases]
                    + [folded(name).casefold() for name in followed.actor.merge]
                    + _surname_literals(followed)
                )
            ),
        )
        for followed in followed_actors(actors)
    )


def _surname_literals(followed: FollowedActor) -> list[str]:
    """The surname by which a headline, or a text that has it as another's alias, may mean a person."""
    return [folded(followed.actor.name.split()[-1]).casefold()] if followed.actor.kind == "person" else []


def _of_all_actors(text: str, actors: Sequence[FollowedActor]) -> Iterator[AliasMatch]:
    small_text = text.casefold()
    for followed in actors:
        matches = [*_of_actor(text, small_text, followed)]
        yield from matches if followed.actor.kind != "person" else _without_juniors(text, matches)


def _of_actor(text: str, small_text: str, followed: FollowedActor) -> Iterator[AliasMatch]:
    """Every match of every alias of one actor. Matches may overlap."""
    never_spans = [
        (*match.span(), phrase.name)
        for phrase in followed.never_phrases
        if phrase.literal in small_text
        for match in phrase.expression.finditer(text)
    ]
    for alias in followed.aliases:
        if alias.literal not in small_text:
            continue
        for match in alias.expression.finditer(text):
            start, end = match.span()
            never_phrase = next(
                (name for never_start, never_end, name in never_spans if start < never_end and never_start < end), ""
            )
            yield AliasMatch(start, _with_closing_mark(text, start, end), followed, alias, never_phrase)


def _with_closing_mark(text: str, start: int, end: int) -> int:
    """The end of a name that contains an opening quotation mark, with the closing mark: «ЧВК «Вагнер»» has two."""
    has_opening = re.search(r"[«„“\"]", text[start:end])
    return end + 1 if has_opening and end < len(text) and text[end] in '»“”"' else end


def _without_juniors(text: str, matches: Sequence[AliasMatch]) -> Iterator[AliasMatch]:
    """The matches of a person's names, without a son's: neither "Donald Vane Jr." nor the "Vane" in it is Donald Vane.

    An alias that contains "Jr." stays, and so do all matches within it.
    """
    juniors = ClaimedSpans((match.start, match.end) for match in matches if JUNIOR.match(text, match.end))
    aliases_of_juniors = ClaimedSpans(
        (match.start, match.end) for match in matches if JUNIOR.search(text, match.start, match.end)
    )
    for match in matches:
        if aliases_of_juniors.overlaps(match.start, match.end) or not juniors.overlaps(match.start, match.end):
            yield match


def _full_names(text: str, matches: Sequence[AliasMatch]) -> Iterator[tuple[FollowedActor, str]]:
    """The persons whom the text names in full, with their surnames."""
    for match in matches:
        if match.followed.actor.kind == "person" and " " in text[match.start : match.end].strip():
            yield match.followed, match.alias.name.split()[-1]


def _of_one_surname(
    matches: Sequence[AliasMatch], actors: Sequence[FollowedActor]
) -> Iterator[tuple[FollowedActor, str]]:
    """The persons whose surname is another person's alias in the text, with the surname."""
    single = {match.alias.name for match in matches if match.followed.actor.kind == "person"}
    for followed in actors:
        name = followed.aliases[0].name
        if followed.actor.kind == "person" and " " in name and name.split()[-1] in single:
            yield followed, name.split()[-1]


def _surnames(text: str, persons: Iterable[tuple[FollowedActor, str]], lang: str) -> Iterator[AliasMatch]:
    """Occurrences of the persons' surnames alone."""
    for followed, name in persons:
        surname = alias_pattern(name, "person", lang)
        for alone in surname.expression.finditer(text):
            before = NAME_BEFORE.search(text, max(0, alone.start() - WORD_BEFORE_CHARS), alone.start())
            # In a text on Ottoline Vane, "Charles Vane" and "Vane Jr." are others.
            if not (before and before.group(1) in given_names()) and not JUNIOR.match(text, alone.end()):
                yield AliasMatch(alone.start(), alone.end(), followed, surname)


def _longest(matches: Sequence[AliasMatch]) -> list[AliasMatch]:
    """The matches, without those that overlap an earlier one, or a longer one from the same start.

    Of several matches of one span, each actor's first one stays.
    """
    longest: list[AliasMatch] = []
    actors_of_span: set[FollowedActor] = set()
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        is_free = not longest or match.start >= longest[-1].end
        if is_free:
            actors_of_span = set()
        if is_free or (
            (match.start, match.end) == (longest[-1].start, longest[-1].end) and match.followed not in actors_of_span
        ):
            longest.append(match)
            actors_of_span.add(match.followed)
    return longest
