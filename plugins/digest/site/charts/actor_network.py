"""Who an actor is named with: the actor in the middle, those it is named with most around it, lines between them."""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Final

from ...archive.model.topics import Topic
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.chart_views import ActorNetwork, NetworkDot, NetworkLine

MAX_NAMES: Final = 8
MIN_NAMES: Final = 4  # three are a triangle, and the list below says as much
MIN_STAR: Final = 5  # names without a line between two of them: fewer say no more than the list below
MIN_TOGETHER: Final = 2  # once is chance
MAX_LINES: Final = 8  # between the names around; where all are named with all, more would be a web without a form

# Units of the viewBox, 608 wide as all charts. Letters take 13 at the size that phones need.
WIDTH: Final = 608
HEIGHT: Final = 368
_MIDDLE: Final = (304.0, 190.0)
_RADII: Final = (200.0, 135.0)
_LETTER: Final = 13.0
LABEL_CHARS: Final = 20


def network_names(companions: Sequence[tuple[Topic, int]]) -> Sequence[tuple[Topic, int]]:
    """The companions around a topic in its network, of all with the number of articles that name both, most first; none
    where they are too few for one."""
    often = [(companion, number) for companion, number in companions[:MAX_NAMES] if number >= MIN_TOGETHER]
    return often if len(often) >= MIN_NAMES else ()


def actor_network(
    topic: Topic, drawn: Sequence[tuple[Topic, int]], pairs: Sequence[tuple[str, str, int]], lang: str
) -> ActorNetwork | None:
    """The network of a topic; None where it would be a star of a few names, which the list below shows as well.

    `drawn` is what `network_names` gives; `pairs` has the slugs of two of these, for each line between two, and the
    number of articles that name both.
    """
    most = drawn[0][1]
    places = {
        companion.slug: _place(2 * pi * index / len(drawn) - pi / 2) for index, (companion, _) in enumerate(drawn)
    }
    numbers = {companion.slug: number for companion, number in drawn}
    lines = tuple(_lines(places, numbers, pairs, most))
    if len(lines) == len(drawn) < MIN_STAR:
        return None
    return ActorNetwork(
        title=say(lang, "Who %(name)s is named with", name=topic.name),
        description=say(
            lang,
            "Most often %(name)s, in %(articles)s.",
            name=drawn[0][0].name,
            articles=count(most, "article", lang),
        ),
        width=WIDTH,
        height=HEIGHT,
        middle=NetworkDot("", *_MIDDLE, 9.0, *_MIDDLE),
        dots=tuple(_dot(companion, number / most, places[companion.slug]) for companion, number in drawn),
        lines=lines,
    )


def _place(angle: float) -> tuple[float, float]:
    return round(_MIDDLE[0] + _RADII[0] * cos(angle), 1), round(_MIDDLE[1] + _RADII[1] * sin(angle), 1)


def _dot(topic: Topic, share: float, place: tuple[float, float]) -> NetworkDot:
    """A name at a place. Its label stands above the dot in the upper half and below it in the lower one, and within the
    picture."""
    x, y = place
    radius = round(3 + 6 * sqrt(share), 1)
    name = topic.name
    label = name if len(name) <= LABEL_CHARS else f"{name[: LABEL_CHARS - 1].rstrip()}…"
    half = len(label) * _LETTER / 2
    label_x = min(max(x, half + 2), WIDTH - half - 2)
    label_y = y - radius - 8 if y < _MIDDLE[1] - 1 else y + radius + 22
    return NetworkDot(label, x, y, radius, round(label_x, 1), round(label_y, 1))


def _lines(
    places: Mapping[str, tuple[float, float]],
    numbers: Mapping[str, int],
    pairs: Iterable[tuple[str, str, int]],
    most: int,
) -> Iterable[NetworkLine]:
    """Lines between companions, and over them those to the middle, thicker the more articles they stand for."""
    for one, other, number in pairs:
        yield NetworkLine(*places[one], *places[other], _thickness(number, most))
    for slug, number in numbers.items():
        yield NetworkLine(*_MIDDLE, *places[slug], _thickness(number, most))


def _thickness(number: int, most: int) -> float:
    return round(1 + 6 * min(1.0, number / most), 1)
