"""Pictures of the data: coverage over time, the timeline of a story, who is named with whom."""

from dataclasses import dataclass

from .shared_views import Link, Time


@dataclass(frozen=True, slots=True)
class NetworkDot:
    """A name in a network. `label` is the name, shortened where the picture has no room for it, and stands by its
    middle at `label_x`."""

    label: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class NetworkLine:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class ActorNetwork:
    """Who an actor is named with, in units of a viewBox; `middle` is the actor's own dot."""

    title: str
    description: str
    width: int
    height: int
    middle: NetworkDot
    dots: tuple[NetworkDot, ...]
    lines: tuple[NetworkLine, ...]


@dataclass(frozen=True, slots=True)
class TimelineDot:
    x: float


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The reports of one source; `y` is the top of its row."""

    name: str
    y: int
    dots: tuple[TimelineDot, ...]


@dataclass(frozen=True, slots=True)
class TimelineTick:
    """A mark on the axis; `anchor`, "start", "middle" or "end", keeps its label inside the picture."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A report: when it came, and from which source."""

    time: Time
    source: Link


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each source reported a story. The viewBox is 608 units wide; the axis stands at `floor`. `reports` are the
    same times for the table."""

    title: str
    description: str
    height: int
    floor: int
    rows: tuple[TimelineRow, ...]
    ticks: tuple[TimelineTick, ...]
    more: int  # number of sources that only the table has
    reports: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of its viewBox. `label` is "" where the axis shows none; `mark` is the number above
    the highest bar, "" for the others."""

    x: float
    y: float
    width: float
    height: float
    label: str
    open: bool  # whether its period isn't over
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day's bar, in units of the viewBox; `hit` says that the page is about that day."""

    x: float
    y: float
    width: float
    height: float
    hit: bool


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A date below the axis; `anchor`, "start", "middle" or "end", keeps it inside the picture."""

    x: float
    text: str
    anchor: str
    hit: bool


@dataclass(frozen=True, slots=True)
class DaysChart:
    """How much was reported day by day. The viewBox is 288 units wide and 76 high; the axis stands at 56. `title` says
    the finding for those who can't see it, `caption` what is counted."""

    title: str
    caption: str
    bars: tuple[DayBar, ...]
    labels: tuple[AxisLabel, ...]


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
    """Coverage over time. The viewBox is 608 units wide and 224 high; the axis stands at `floor`. `rows` are the same
    numbers for the table, newest first, without those that are 0."""

    title: str
    description: str
    caption: str
    period: str  # head of the table's first column
    floor: float
    bars: tuple[Bar, ...]
    grid: tuple[Gridline, ...]
    rows: tuple[ChartRow, ...]
