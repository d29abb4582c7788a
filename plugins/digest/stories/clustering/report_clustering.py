"""Clustering: joins reports on one event to stories."""

from collections.abc import Iterable, Iterator, Sequence

from ..reports import Report, Story
from ..story_slug import story_slug
from .copies import copy_groups
from .evidence.pair_model import PairModel, shipped_model
from .evidence.report_features import report_features
from .evidence.sentence_vectors import SentenceEncoder
from .evidence_in_order import EvidenceInOrder, in_order
from .join_reasons import joins
from .lead_report import lead_report
from .open_stories import JudgedPairs, OpenStories, OpenStory


def cluster_reports(
    reports: Iterable[Report], encoder: SentenceEncoder | None = None, model: PairModel | None = None
) -> tuple[Story, ...]:
    """The stories of two reports or more, in order of their earliest reports.

    A report joins the story to which its evidence links it most strongly, if the link is JOIN_SCORE or more; otherwise
    it begins a new story. Without an `encoder` of sentence vectors, words alone are the evidence. `model` weighs it;
    that of the tree, if none is given. Reports are taken in order of date and id, so the order of the argument doesn't
    matter. Undated reports, later editions of a recurring column and round-ups of everything join no story. If several
    reports have the same id, only the earliest counts.
    """
    dated = in_order(reports)
    numbered = _numbered_stories(dated, encoder, model or shipped_model())
    return tuple(story for _, story in sorted(numbered, key=lambda pair: pair[0]))


def _numbered_stories(
    dated: Sequence[Report], encoder: SentenceEncoder | None, model: PairModel
) -> Iterator[tuple[int, Story]]:
    open_stories, evidence_of = OpenStories(), EvidenceInOrder(dated, encoder)
    for number, report in enumerate(dated):
        yield from finished_stories(open_stories.close_before(report.date))
        evidence = evidence_of.advance()
        if evidence is not None:
            scores = model.scores(evidence, with_vectors=encoder is not None)
            open_stories.place(number, report, JudgedPairs(evidence.numbers, scores, evidence.meanings))
    yield from finished_stories(open_stories.stories)


def finished_stories(open_stories: Iterable[OpenStory]) -> Iterator[tuple[int, Story]]:
    """The stories of two reports or more, each with its number."""
    for open_story in open_stories:
        reports = open_story.reports
        if len(reports) > 1:
            copies = copy_groups(reports)
            features = [report_features(report) for report in reports]
            yield (
                open_story.number,
                Story(
                    slug=story_slug(reports[0]),
                    articles=tuple(report.id for report in reports),
                    lead=lead_report(reports, features, copies),
                    copies=copies,
                    languages=tuple(sorted({one.language for one in features} - {""})),
                    joins=tuple(joins(open_story, features)),
                ),
            )
