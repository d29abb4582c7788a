"""Where a text names a followed actor, by any alias, in any language; the longest name first, context for the rest."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .aliases import Form, folded, form
from .reading import Reading
from .records import Actor, Kind, Mention
from .spans import KINDS
from .tables import given_names, words
from .titles import ORGANISATION_WORDS, TITLES

# Words of the text that the actor's background has too, needed where the model takes a plain name for something else.
MIN_SHARED_WORDS: Final = 2
CONTENT_WORD: Final = re.compile(r"\b[a-z]{5,}\b")
COMMON: Final = words("common")
NAME_BEFORE: Final = re.compile(r"([^\W\d_a-z][\w’'-]+) $")
NAME_AFTER: Final = re.compile(r" ([^\W\d_a-z][\w’'-]+)")


@dataclass(frozen=True, slots=True)
class Followed:
    """One actor, ready to be searched."""

    actor: Actor
    forms: tuple[Form, ...]
    never: tuple[Form, ...]

    def words(self) -> frozenset[str]:
        """Every word of every name of the actor."""
        return frozenset(word for one in self.forms for word in one.name.split())


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    followed: Followed
    form: Form


@lru_cache(maxsize=4)
def searchable(actors: tuple[Actor, ...]) -> tuple[Followed, ...]:
    """The patterns of all actors."""
    return tuple(
        Followed(
            actor,
            tuple(form(name, actor.kind) for name in dict.fromkeys((actor.name, *actor.aliases))),
            tuple(form(phrase, "work") for phrase in actor.never),
        )
        for actor in actors
    )


def relevant(actors: tuple[Actor, ...], text: str) -> tuple[Actor, ...]:
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
        for followed in searchable(actors)
    )


def mentions(reading: Reading, actors: tuple[Actor, ...]) -> tuple[Mention, ...]:
    """The mentions of followed actors in the order of the text; no two overlap. Offsets of the legible text."""
    text = folded(reading.text)
    matches = _longest([*_matches(text, searchable(actors))])
    matches = _longest([*matches, *_surnames(text, matches)])
    kept = _in_context(reading, text, matches)
    return tuple(
        Mention(
            match.start,
            match.end,
            reading.text[match.start : match.end],
            match.followed.actor.name,
            match.followed.actor.kind,
        )
        for match in kept
    )


def _matches(text: str, actors: Sequence[Followed]) -> Iterator[_Match]:
    small = text.casefold()
    for followed in actors:
        off = [match.span() for never in followed.never if never.key in small for match in never.pattern.finditer(text)]
        for one in followed.forms:
            if one.key not in small:
                continue
            for match in one.pattern.finditer(text):
                start, end = match.span()
                if not any(start < off_end and off_start < end for off_start, off_end in off):
                    yield _Match(start, _closed(text, start, end), followed, one)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name that has an opening mark within: «ЧВК «Вагнер»» is named with its closing mark."""
    inner = re.search(r"[«„“\"]", text[start:end])
    return end + 1 if inner and end < len(text) and text[end] in '»“”"' else end


def _surnames(text: str, matches: Sequence[_Match]) -> Iterator[_Match]:
    """Surnames alone, in a text that has given the full name of a followed person."""
    seen: set[str] = set()
    for match in matches:
        named = text[match.start : match.end].split()
        if match.followed.actor.kind != "person" or len(named) < 2 or named[-1] in seen:
            continue
        seen.add(named[-1])
        alone = form(match.form.name.split()[-1], "person")
        for other in alone.pattern.finditer(text):
            before = NAME_BEFORE.search(text, max(0, other.start() - 30), other.start())
            if not (before and before.group(1) in given_names()):
                yield _Match(other.start(), other.end(), match.followed, alone)


def _longest(matches: Sequence[_Match]) -> list[_Match]:
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _in_context(reading: Reading, text: str, matches: Sequence[_Match]) -> Iterator[_Match]:
    """Without plain names that are somebody else's here."""
    sure = {match.followed.actor.name for match in matches if not match.form.plain}
    others: dict[str, int] = {}  # plain name -> where another bearer was last named in full
    own: dict[str, int] = {}
    namesakes = _namesakes(text, matches)
    for match in matches:
        name = match.followed.actor.name
        for start in namesakes.get(match.form.name, ()):
            if start < match.start:
                others[match.form.name] = max(start, others.get(match.form.name, -1))
        if not match.form.plain:
            own[name] = match.start
        elif _is_part_of_another_name(reading, text, match):
            others[match.form.name] = match.start
            continue
        elif others.get(match.form.name, -1) > own.get(name, -1) or (
            sure <= {name} and name not in sure and _is_contradicted(reading, match, matches)
        ):
            continue
        yield match


def _namesakes(text: str, matches: Sequence[_Match]) -> dict[str, list[int]]:
    """Plain name -> where the text names in full somebody whom the editor says it is not: "Richard Wagner"."""
    found: dict[str, list[int]] = {}
    for plain, followed in {match.form.name: match.followed for match in matches if match.form.plain}.items():
        for never in followed.never:
            is_person = followed.actor.kind == "person" or never.name.split()[0] in given_names()
            if is_person and never.name.endswith(f" {plain}"):
                found.setdefault(plain, []).extend(match.start() for match in never.pattern.finditer(text))
    return found


def _is_part_of_another_name(reading: Reading, text: str, match: _Match) -> bool:
    """Whether a plain name stands in a longer one that is not the actor's: "Michael Moore", "Moore Capital Ltd"."""
    own = match.followed.words()
    before = NAME_BEFORE.search(text, max(0, match.start - 30), match.start)
    if before and before.group(1) in given_names() and before.group(1) not in own:
        return True
    position = bisect_right([entity.start for entity in reading.entities], match.start) - 1
    if position < 0:
        return False
    entity = reading.entities[position]
    if entity.end < match.end or (entity.start, entity.end) == (match.start, match.end):
        return False
    extra = [
        word
        for word in re.findall(r"[\w’'.-]+", text[entity.start : match.start] + " " + text[match.end : entity.end])
        if word[0].isupper() and word not in own and word.lower().rstrip(".") not in TITLES
    ]
    if entity.label == "PERSON":
        return bool(extra) and (match.followed.actor.kind == "person" or extra[0] in given_names())
    return (
        entity.label in {"ORG", "WORK_OF_ART", "EVENT", "FAC"}
        and any(word.lower() in ORGANISATION_WORDS for word in extra)
        and (match.followed.actor.kind == "person")
    )


def _is_contradicted(reading: Reading, match: _Match, matches: Sequence[_Match]) -> bool:
    """Whether the model takes a plain name for another kind and nothing else in the text speaks for the actor."""
    actor = match.followed.actor
    if not reading.english or not actor.background or any(other.followed.actor != actor for other in matches):
        return False
    labels = [entity.label for entity in reading.entities if reading.text[entity.start : entity.end] == match.form.name]
    said: list[Kind | None] = [KINDS.get(label) for label in labels]
    if sum(kind == actor.kind for kind in said) * 2 >= max(1, len(said)):
        return False
    background = set(CONTENT_WORD.findall(actor.background.lower())) - COMMON
    shared = background & set(CONTENT_WORD.findall(reading.text.lower()))
    return len(shared) < MIN_SHARED_WORDS
