"""The one picture of the sample: a lighthouse at dusk, drawn here, so that it is nobody else's."""

from pathlib import Path

from PIL import Image, ImageDraw

NAME = "lighthouse.png"
SIZE = (1280, 720)
HORIZON = 470
DUSK, LAST_LIGHT = (38, 52, 88), (236, 160, 112)
SEA, ROCK, WHITE, RED, LAMP = (28, 44, 64), (20, 24, 28), (232, 230, 224), (170, 54, 48), (255, 232, 150)


def draw(folder: Path) -> None:
    """Writes the picture into `folder`; the same bytes every time."""
    image = Image.new("RGB", SIZE, SEA)
    pen = ImageDraw.Draw(image)
    for row in range(HORIZON):
        share = (row / HORIZON) ** 2
        colour = tuple(round(high + (low - high) * share) for high, low in zip(DUSK, LAST_LIGHT, strict=True))
        pen.line((0, row, SIZE[0], row), fill=colour)
    for row in range(HORIZON + 14, SIZE[1], 22):  # waves, wider towards the beholder
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
    """The tower's edge at a row: it grows wider downwards. `side` is -1 or 1."""
    return 910 + side * (32 + (row - 220) / 9), row
