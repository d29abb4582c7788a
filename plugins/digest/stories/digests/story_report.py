"""The report of a build's stories, a file in cache/ for the editor: where each stands in its digest, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..reports import Join, Story
from .day_subjects import Subject
from .ranking import RankedStory


@dataclass(frozen=True, slots=True)
class ReportedStory:
    """A story in the digest of its day. `place` counts from 1; `points` are by ranking feature. `subject` is "" where
    the story stands by itself, `key_words` are those of the subject."""

    slug: str
    headline: str
    day: str  # 2026-11-22
    place: int
    of: int  # the number of stories of that day
    score: float
    points: tuple[tuple[str, float], ...]
    reports: tuple[str, ...]  # "SOURCE: HEADLINE", in order of time
    subject: str = ""
    key_words: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()  # what an editor has decided, by the key of decisions.toml
    joins: tuple[str, ...] = ()  # for each report but the first, why it is part of the story


def reported_stories(
    days: Iterable[tuple[date, Iterable[RankedStory]]],
    subjects: Mapping[str, Subject],
    headlines: Mapping[str, str],
    report_lines: Mapping[str, str],
    pinned: Collection[str] = (),
) -> tuple[ReportedStory, ...]:
    """The stories of all days, in the order of `days` and of their digests.

    `subjects` are by the leads of stories, `headlines` and `report_lines` by the ids of reports; `pinned` are the leads
    of the stories that an editor has pinned.
    """
    rows = []
    for day, stories in days:
        ranked = list(stories)
        for place, entry in enumerate(ranked, start=1):
            subject = subjects.get(entry.story.lead)
            rows.append(
                ReportedStory(
                    slug=entry.story.slug,
                    headline=headlines[entry.story.lead],
                    day=day.isoformat(),
                    place=place,
                    of=len(ranked),
                    score=entry.score,
                    points=entry.points,
                    reports=tuple(report_lines[article] for article in entry.story.articles),
                    subject=subject.name if subject else "",
                    key_words=subject.key_words if subject else (),
                    decisions=tuple(_decision_lines(entry.story, report_lines, pinned)),
                    joins=tuple(_join_line(join, report_lines) for join in entry.story.joins),
                )
            )
    return tuple(rows)


def _decision_lines(story: Story, report_lines: Mapping[str, str], pinned: Collection[str]) -> Iterator[str]:
    if story.lead in pinned:
        yield "pin: it stands first, whatever its points"
    if story.is_led:
        yield f"lead: {report_lines.get(story.lead, story.lead)}"
    yield from (f"merge: {report_lines.get(report, report)}" for report in story.placed)


def _join_line(join: Join, report_lines: Mapping[str, str]) -> str:
    """What a report shares with another one of its story."""
    shared = (("words", join.words), ("names", join.names), ("numbers", join.numbers))
    evidence = [f"{name} {', '.join(values)}" for name, values in shared if values]
    evidence += [f"{join.meaning}% alike in meaning"] if join.meaning else []
    evidence += [f"{join.minutes} minutes apart", f"log-odds {join.score / 1000:.2f}"]
    lines = (report_lines.get(report, report) for report in (join.report, join.partner))
    return f"{' | '.join(lines)}: {'; '.join(evidence)}"
