"""Pictures of the data: coverage over time, the timeline of a story, who appears with whom."""

from dataclasses import dataclass

from .shared_views import Link, Time


@dataclass(frozen=True, slots=True)
class DiagramArc:
    """Two names that appear together: a path in units of its viewBox, and how thick it is."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class DiagramNode:
    """`label` is the name, shortened to what the picture has room for."""

    name: str
    label: str
    url: str
    y: int
    radius: float
    followed: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    one: Link
    other: Link
    count: int


@dataclass(frozen=True, slots=True)
class SeenWithDiagram:
    """Who appears with whom, 608 units wide; names end at 300, arcs begin at 318. `rows` are the same as a table."""

    title: str
    description: str
    height: int
    nodes: tuple[DiagramNode, ...]
    arcs: tuple[DiagramArc, ...]
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineDot:
    x: float


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The reports of one source; `y` is the upper end of its line."""

    name: str
    y: int
    dots: tuple[TimelineDot, ...]


@dataclass(frozen=True, slots=True)
class TimelineTick:
    """A mark of the axis; `anchor` is start, middle or end, so that its words stay in the picture."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    time: Time
    source: Link


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each source reported a story, 608 units wide; `reports` are the same as a table."""

    title: str
    description: str
    height: int
    floor: int
    rows: tuple[TimelineRow, ...]
    ticks: tuple[TimelineTick, ...]
    more: int  # sources that only the table has
    reports: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of its viewBox; `label` is empty where the axis shows none, `mark` is the number
    above the highest."""

    x: float
    y: float
    width: float
    height: float
    label: str
    open: bool  # the period isn't over
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gridline:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    time: Time
    count: int


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """Coverage over time, 608 units wide and 224 high, the axis at `floor`. `rows` are the same numbers for the table,
    newest first, without those that are 0."""

    title: str
    description: str
    caption: str
    period: str  # head of the table's first column
    floor: float
    bars: tuple[Bar, ...]
    grid: tuple[Gridline, ...]
    rows: tuple[ChartRow, ...]
