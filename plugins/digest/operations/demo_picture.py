"""The one picture of the sample: a lighthouse at dusk. This module draws it, so that no one else owns rights to it."""

from pathlib import Path

from PIL import Image, ImageDraw

NAME = "lighthouse.png"
SIZE = (1280, 720)
HORIZON = 470
DUSK, LAST_LIGHT = (38, 52, 88), (236, 160, 112)
SEA, ROCK, WHITE, RED, LAMP = (28, 44, 64), (20, 24, 28), (232, 230, 224), (170, 54, 48), (255, 232, 150)


def draw(folder: Path) -> None:
    """Write the picture into `folder`; the same bytes every time."""
    image = Image.new("RGB", SIZE, SEA)
    pen = ImageDraw.Draw(image)
    for row in range(HORIZON):
        share = (row / HORIZON) ** 2
        colour = tuple(round(high + (low - high) * share) for high, low in zip(DUSK, LAST_LIGHT, strict=True))
        pen.line((0, row, SIZE[0], row), fill=colour)
    for row in range(HORIZON + 14, SIZE[1], 22):  # waves, wider towards the viewer
        for left in range(-(row * 7 % 160), SIZE[0], 160):
            pen.line((left, row, left + (row - HORIZON) // 2 + 20, row), fill=(52, 72, 96), width=2)
    pen.polygon(((730, 560), (800, 486), (1010, 470), (1090, 560)), fill=ROCK)
    for top, bottom, colour in (
        (220, 290, WHITE),
        (290, 340, RED),
        (340, 390, WHITE),
        (390, 436, RED),
        (436, 490, WHITE),
    ):
        pen.polygon([_edge(top, -1), _edge(top, 1), _edge(bottom, 1), _edge(bottom, -1)], fill=colour)
    pen.rectangle((868, 208, 952, 220), fill=ROCK)
    pen.rectangle((884, 166, 936, 208), fill=LAMP)
    pen.polygon(((876, 166), (910, 132), (944, 166)), fill=RED)
    image.save(folder / NAME, "PNG", optimize=True)


def _edge(row: int, side: int) -> tuple[float, int]:
    """The point of the tower's edge in a row; the tower is wider at its foot. `side` is -1 (left) or 1 (right)."""
    return 910 + side * (32 + (row - 220) / 9), row
