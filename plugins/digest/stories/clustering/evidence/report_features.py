"""What a report is compared by: the stems of its headline, text and URL, its time and its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ...reports import Report
from ..datelines import without_dateline
from ..words import words

MAX_HEADLINE_CHARS: Final = 300  # a headline is one line; a longer one is a mistake or an attack
# Only this many first words of a text count, stop words excluded: news begins with the event, and the excerpt of a feed
# has about as many words, so full texts and excerpts can be compared.
LEAD_WORDS: Final = 60
LEAD_CHARS: Final = 1_000  # contains LEAD_WORDS words in any script
WORDS_FOR_HEADLINE: Final = 12  # of the text, where the headline has none
ENCODED_CHARS: Final = 600
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WORD_OF_SLUG: Final = re.compile(r"[^\W\d_]{2,}")
_SUFFIX: Final = re.compile(r"\.(?:html?|cfm|cnn|php|aspx?)$")
# Parts of a slug that are no words: "20200713", "h5x2k", "c1f2e3".
_CODE_IN_SLUG: Final = re.compile(r"\d{5,}|[a-z]?\d+[a-z]+\w*|(?=.*\d)(?=.*[a-z])\w{5,}")
MIN_SLUG_WORDS: Final = 3  # "/news/world/" names a section


@dataclass(frozen=True, slots=True)
class ReportFeatures:
    """A report as pairs of reports are judged. `emphasis` has each stem of the report, whichever part it is from."""

    id: str
    minute: int  # since 1970
    source: str
    headline: frozenset[str]
    emphasis: Mapping[str, int]


def report_features(report: Report) -> ReportFeatures:
    """The features of a dated report.

    The emphasis of a stem is 3 if headline and text have it, 2 in the headline alone, 1 in the text or the URL alone.
    """
    text = words(without_dateline(report.text[:LEAD_CHARS]))[:LEAD_WORDS]
    headline = frozenset(words(report.title[:MAX_HEADLINE_CHARS]) or text[:WORDS_FOR_HEADLINE])
    emphasis = dict.fromkeys((*text, *words(url_words(report.link))), 1)
    in_text = frozenset(text)
    emphasis.update((stem, 3 if stem in in_text else 2) for stem in headline)
    return ReportFeatures(
        id=report.id,
        minute=int((report.date - _EPOCH).total_seconds()) // 60,
        source=report.source,
        headline=headline,
        emphasis=emphasis,
    )


def encoded_text(report: Report) -> str:
    """What the sentence vector of a report is made from; "" if it has neither headline nor text."""
    text = " ".join(without_dateline(report.text[:LEAD_CHARS]).split())
    title = " ".join(report.title[:MAX_HEADLINE_CHARS].split())
    return f"{title}. {text}"[:ENCODED_CHARS] if title or text else ""


def url_words(link: str) -> str:
    """The words that a newsroom put into a report's URL: often another wording of the headline; "" if there are few."""
    path = link[:2_000].partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    parts = [_SUFFIX.sub("", part) for part in path.split("/")]
    longest = max(parts, key=lambda part: len(_WORD_OF_SLUG.findall(part)))
    if len(_WORD_OF_SLUG.findall(longest)) < MIN_SLUG_WORDS:
        return ""
    return " ".join(part for part in re.split(r"[-_]", longest) if not _CODE_IN_SLUG.fullmatch(part))
