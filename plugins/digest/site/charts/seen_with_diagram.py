"""Who appears with whom: names in a column, and an arc between two for the articles that name both.

Arcs beside a list stay readable where a web of nodes doesn't: on a phone, without colour, with long names. The order of
the list is made so that those who belong together stand together; it is the same for the same articles.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log2

from ..i18n.messages import decimal, say
from ..model.addresses import Addresses
from ..model.topics import Topic
from ..views.chart_views import DiagramArc, DiagramNode, PairRow, SeenWithDiagram
from ..views.shared_views import Link

MAX_NODES = 20  # more make a picture that is taller than a screen
MAX_ARCS = 30
MIN_TOGETHER = 2  # once is chance

# Units of the viewBox, 608 wide as all charts. A name takes 300 at the size that phones need, 22 characters of it.
WIDTH = 608
ROW = 34
NAME_END = 300
STEM = 318
LABEL_CHARS = 24


def seen_with_diagram(topics: Mapping[Topic, Sequence[str]], addresses: Addresses, lang: str) -> SeenWithDiagram | None:
    """The map of the topics that most articles name; None where no two of them appear together often enough. `topics`
    are those of the site, with the ids of the articles that name them.

    Pairs that only one of many is part of say little about both, so nodes without an arc are left out.
    """
    candidates = sorted(topics, key=lambda topic: (-len(topics[topic]), topic.slug))[:MAX_NODES]
    together = _together({topic.slug: topics[topic] for topic in candidates})
    pairs = sorted(together, key=lambda pair: (-together[pair], pair))[:MAX_ARCS]
    linked = {slug for pair in pairs for slug in pair}
    by_slug = {topic.slug: topic for topic in candidates if topic.slug in linked}
    if len(by_slug) < 3:
        return None
    kept = {pair: together[pair] for pair in pairs}
    order = _order(list(by_slug), kept)
    place = {slug: index for index, slug in enumerate(order)}
    furthest = max(abs(place[one] - place[other]) for one, other in pairs)
    (one, other), most = pairs[0], together[pairs[0]]
    return SeenWithDiagram(
        title=say(lang, "Who appears with whom"),
        description=say(
            lang,
            "%(names)s names, with an arc between two that appear in one article; most often %(one)s and %(other)s, in "
            "%(number)s.",
            names=decimal(lang, len(order)),
            one=by_slug[one].name,
            other=by_slug[other].name,
            number=decimal(lang, most),
        ),
        height=ROW * len(order) + 8,
        nodes=tuple(
            DiagramNode(
                name=by_slug[slug].name,
                label=_label(by_slug[slug].name),
                url=addresses.topic(slug),
                y=_y(place[slug]),
                radius=round(3 + 1.2 * log2(1 + sum(kept[pair] for pair in kept if slug in pair)) / 2, 1),
                followed=by_slug[slug].followed,
            )
            for slug in order
        ),
        arcs=tuple(_arc(place[one], place[other], kept[one, other] / most, furthest) for one, other in pairs),
        rows=tuple(
            PairRow(
                Link(by_slug[one].name, addresses.topic(one)),
                Link(by_slug[other].name, addresses.topic(other)),
                kept[one, other],
            )
            for one, other in pairs
        ),
    )


def _together(articles: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], int]:
    """How many articles name both of a pair, for the pairs that are no chance."""
    named: dict[str, list[str]] = {}
    for slug, ids in articles.items():
        for article in ids:
            named.setdefault(article, []).append(slug)
    counts = Counter(pair for slugs in named.values() for pair in combinations(sorted(slugs), 2))
    return {pair: number for pair, number in counts.items() if number >= MIN_TOGETHER}


def _order(slugs: list[str], weights: Mapping[tuple[str, str], int]) -> list[str]:
    """The names in an order with short arcs: each in turn is put where they are shortest, until none can be moved to
    advantage. Ties go to the place further up, so the outcome depends on nothing but the weights."""
    order = list(slugs)
    for _round in range(len(slugs)):
        moved = False
        for slug in slugs:
            others = [one for one in order if one != slug]
            ways = [[*others[:at], slug, *others[at:]] for at in range(len(order))]
            best = min(ways, key=lambda way: _length(way, weights))
            if _length(best, weights) < _length(order, weights):
                order, moved = best, True
        if not moved:
            break
    return order


def _length(order: Sequence[str], weights: Mapping[tuple[str, str], int]) -> int:
    place = {slug: index for index, slug in enumerate(order)}
    return sum(abs(place[one] - place[other]) * weight for (one, other), weight in weights.items())


def _y(index: int) -> int:
    return ROW * index + ROW // 2 + 4


def _arc(one: int, other: int, share: float, furthest: int) -> DiagramArc:
    """A half ellipse to the right of the names, the one that reaches over `furthest` names as wide as the box; thicker
    the more articles it stands for, which `share` measures by the most that any has."""
    upper, lower = sorted((one, other))
    high = (_y(lower) - _y(upper)) / 2
    wide = (WIDTH - STEM - 8) * (lower - upper) / furthest
    path = f"M{STEM} {_y(upper)}A{wide:.1f} {high:.1f} 0 0 1 {STEM} {_y(lower)}"
    return DiagramArc(path, round(1 + 5 * share, 1))


def _label(name: str) -> str:
    return name if len(name) <= LABEL_CHARS else f"{name[: LABEL_CHARS - 1].rstrip()}…"
