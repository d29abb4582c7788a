"""Curves of how an archive's builds grow, each by powers of ten on both axes: four panels in one SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

WIDTH, HEIGHT = 380, 260  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 64, 92, 34, 40
COLOURS = ("#0b5570", "#b5482a", "#3c8d40", "#8a5fa8")


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its title, and each curve by its name as (articles, value), in the order of the articles."""

    title: str
    curves: Mapping[str, Sequence[tuple[int, float]]]


def growth_svg(panels: Sequence[Panel], note: str) -> str:
    """The panels, two beside each other, with a note below them."""
    rows = ceil(len(panels) / 2)
    height = rows * HEIGHT + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {height}" font-family="sans-serif">',
        f'<rect width="{2 * WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate({number % 2 * WIDTH} {number // 2 * HEIGHT})">')
        parts += [*_drawn(panel), "</g>"]
    parts.append(_text(LEFT, height - 10, note, "start", "#555"))
    return "\n".join([*parts, "</svg>", ""])


def _drawn(panel: Panel) -> list[str]:
    values = [value for points in panel.curves.values() for _, value in points if value > 0]
    sizes = sorted({size for points in panel.curves.values() for size, _ in points})
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    high = max(high, low + 1)
    least, most = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 1)

    def place(size: float, value: float) -> tuple[float, float]:
        across = (log10(size) - least) / (most - least)
        up = (log10(max(value, 10.0**low)) - low) / (high - low)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)

    parts = [f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold" fill="#222">{panel.title}</text>']
    for power in range(low, high + 1):
        left, right = place(sizes[0], 10.0**power), place(10**most, 10.0**power)
        parts += [_line(left, right, "#ddd"), _text(left[0] - 6, left[1] + 4, f"{10.0**power:,.10g}", "end", "#555")]
    for size in sizes:
        bottom = place(size, 10.0**low)
        parts += [
            _line(bottom, place(size, 10.0**high), "#ddd"),
            _text(bottom[0], bottom[1] + 18, f"{size:,}", "middle"),
        ]
    for colour, (name, points) in zip(COLOURS, panel.curves.items(), strict=False):
        places = [place(size, value) for size, value in points]
        parts += [_line(one, other, colour) for one, other in pairwise(places)]
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(_text(places[-1][0] + 7, places[-1][1] + 4, name, "start", colour))
    return parts


def _line(one: tuple[float, float], other: tuple[float, float], colour: str) -> str:
    (x1, y1), (x2, y2) = one, other
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="1.6"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" text-anchor="{anchor}" fill="{colour}">{text}</text>'
