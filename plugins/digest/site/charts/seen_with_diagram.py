"""Who appears with whom: names in a column, and an arc between two for the articles that name both.

Arcs beside a list stay readable where a web of nodes doesn't: on a phone, without colour, with long names. The list is
in an order in which those who appear together stand near each other; it is the same for the same articles.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import TypeAlias

from ...archive.model.addresses import Addresses
from ...archive.model.topics import Topic
from ..i18n.messages import decimal, say
from ..views.chart_views import DiagramArc, DiagramNode, PairRow, SeenWithDiagram
from ..views.shared_views import Link

Pair: TypeAlias = tuple[str, str]  # slugs, in the order of the alphabet

MAX_NODES = 20  # more make a picture that is taller than a screen
MAX_ARCS = 30
MIN_TOGETHER = 2  # once is chance

# Units of the viewBox, 608 wide as all charts. A name takes 300 at the size that phones need, 22 characters of it.
WIDTH = 608
ROW = 34
STEM = 318
LABEL_CHARS = 24


def seen_with_diagram(
    candidates: Sequence[Topic], counted: Iterable[tuple[str, str, int]], addresses: Addresses, lang: str
) -> SeenWithDiagram | None:
    """The diagram of the topics that most articles name; None where no two of them appear together often enough.

    `candidates` are at most MAX_NODES topics, those that most articles name first; `counted` has the slugs of two of
    them and the number of articles that name both. A topic without an arc is left out.
    """
    together: dict[Pair, int] = {
        (min(one, other), max(one, other)): number for one, other, number in counted if number >= MIN_TOGETHER
    }
    pairs = sorted(together, key=lambda pair: (-together[pair], pair))[:MAX_ARCS]
    joined = {slug for pair in pairs for slug in pair}
    by_slug = {topic.slug: topic for topic in candidates if topic.slug in joined}
    if len(by_slug) < 3:
        return None
    counts = {pair: together[pair] for pair in pairs}
    order = _order(list(by_slug), counts)
    rows = {slug: index for index, slug in enumerate(order)}
    most = counts[pairs[0]]
    return SeenWithDiagram(
        title=say(lang, "Who appears with whom"),
        description=say(
            lang,
            "%(names)s names, with an arc between two that appear in one article; most often %(one)s and %(other)s, in "
            "%(number)s.",
            names=decimal(lang, len(order)),
            one=by_slug[pairs[0][0]].name,
            other=by_slug[pairs[0][1]].name,
            number=decimal(lang, most),
        ),
        height=ROW * len(order) + 8,
        nodes=tuple(_node(by_slug[slug], row, counts, addresses) for slug, row in rows.items()),
        arcs=_arcs(counts, rows),
        rows=tuple(
            PairRow(
                Link(by_slug[first].name, addresses.topic(first)),
                Link(by_slug[second].name, addresses.topic(second)),
                counts[first, second],
            )
            for first, second in pairs
        ),
    )


def _order(slugs: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """The slugs in an order that makes the arcs short.

    Each slug in turn is put where the weighted length of all arcs is least, until no move makes it less. Of equal
    places the one further up is taken, so the outcome depends on the weights alone.
    """
    order = list(slugs)
    for _round in range(len(slugs)):
        moved = False
        for slug in slugs:
            others = [other for other in order if other != slug]
            candidates = [[*others[:row], slug, *others[row:]] for row in range(len(order))]
            best = min(candidates, key=lambda candidate: _length(candidate, weights))
            if _length(best, weights) < _length(order, weights):
                order, moved = best, True
        if not moved:
            break
    return order


def _length(order: Sequence[str], weights: Mapping[Pair, int]) -> int:
    """The length of all arcs, each as often as its weight says."""
    rows = {slug: row for row, slug in enumerate(order)}
    return sum(abs(rows[first] - rows[second]) * weight for (first, second), weight in weights.items())


def _node(topic: Topic, row: int, counts: Mapping[Pair, int], addresses: Addresses) -> DiagramNode:
    """A name, with a dot that is larger the more articles its arcs stand for."""
    weight = sum(count for pair, count in counts.items() if topic.slug in pair)
    return DiagramNode(
        name=topic.name,
        label=topic.name if len(topic.name) <= LABEL_CHARS else f"{topic.name[: LABEL_CHARS - 1].rstrip()}…",
        url=addresses.topic(topic.slug),
        y=_y(row),
        radius=round(3 + 1.2 * log2(1 + weight) / 2, 1),
        followed=topic.followed,
    )


def _arcs(counts: Mapping[Pair, int], rows: Mapping[str, int]) -> tuple[DiagramArc, ...]:
    """Half ellipses to the right of the names. The one that reaches over most names is as wide as the box; an arc is
    thicker the more articles it stands for."""
    most = max(counts.values())
    furthest = max(abs(rows[first] - rows[second]) for first, second in counts)
    arcs = []
    for (first, second), count in counts.items():
        upper, lower = sorted((rows[first], rows[second]))
        height = (_y(lower) - _y(upper)) / 2
        width = (WIDTH - STEM - 8) * (lower - upper) / furthest
        path = f"M{STEM} {_y(upper)}A{width:.1f} {height:.1f} 0 0 1 {STEM} {_y(lower)}"
        arcs.append(DiagramArc(path, round(1 + 5 * (count / most), 1)))
    return tuple(arcs)


def _y(row: int) -> int:
    return ROW * row + ROW // 2 + 4
