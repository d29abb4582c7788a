"""What a report is compared by: the stems of its headline, text and URL, its time and its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from ...reports import Report
from ..datelines import without_dateline
from ..words import tokens, words
from .name_keys import name_keys
from .news_rarity import script_of
from .report_language import report_language

MAX_HEADLINE_CHARS: Final = 300  # a headline is one line; a longer one is a mistake or an attack
# Only this many first words of a text count, stop words excluded: news begins with the event, and the excerpt of a feed
# has about as many words, so full texts and excerpts can be compared.
LEAD_WORDS: Final = 60
LEAD_CHARS: Final = 1_000  # contains LEAD_WORDS words in any script
WORDS_FOR_HEADLINE: Final = 12  # of the text, where the headline has none
ENCODED_CHARS: Final = 600
BEGINNING_WORDS: Final = 12  # two newsrooms don't begin with the same twelve words by chance
BEGINNING_CHARS: Final = 300
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WORD_OF_SLUG: Final = re.compile(r"[^\W\d_]{2,}")
_SUFFIX: Final = re.compile(r"\.(?:html?|cfm|cnn|php|aspx?)$")
# Parts of a slug that are no words: "20200713", "h5x2k", "c1f2e3".
_CODE_IN_SLUG: Final = re.compile(r"\d{5,}|[a-z]?\d+[a-z]+\w*|(?=.*\d)(?=.*[a-z])\w{5,}")
_NUMBER: Final = re.compile(r"\d{2,12}")  # "13,000" and "13 000" share 13 and 000
_YEAR: Final = re.compile(r"0+|(?:19|20)\d\d")
# The encoder has learned Russian and not Ukrainian: many words of the two are the same but for these letters.
_AS_RUSSIAN: Final = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")
IN_HEADLINE: Final = 2  # the least emphasis of a stem that the headline has
MIN_SLUG_WORDS: Final = 3  # "/news/world/" names a section


@dataclass(frozen=True, slots=True)
class ReportFeatures:
    """A report as pairs of reports are judged.

    `emphasis` has each stem of the report, whichever part it is from. `language` is "" if it isn't known. `names` are
    keys, as `name_keys` makes them. `beginning` are the first BEGINNING_WORDS words of the text; empty if it has fewer.
    """

    id: str
    minute: int  # since 1970
    source: str
    headline: frozenset[str]
    emphasis: Mapping[str, int]
    language: str = ""
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    script: str = ""  # the part of the table of rarities that serves the report
    beginning: tuple[str, ...] = ()


@lru_cache(maxsize=2_048)  # enough for the reports in reach, which are asked for again when their stories end; 20 MB
def report_features(report: Report) -> ReportFeatures:
    """The features of a dated report.

    The emphasis of a stem is 3 if headline and text have it, 2 in the headline alone, 1 in the text or the URL alone.
    """
    lead = without_dateline(report.text[:LEAD_CHARS])
    text = words(lead)[:LEAD_WORDS]
    beginning = tuple(tokens(lead[:BEGINNING_CHARS])[:BEGINNING_WORDS])
    headline = frozenset(words(report.title[:MAX_HEADLINE_CHARS]) or text[:WORDS_FOR_HEADLINE])
    emphasis = dict.fromkeys((*text, *words(url_words(report.link))), 1)
    in_text = frozenset(text)
    emphasis.update((stem, IN_HEADLINE + (stem in in_text)) for stem in headline)
    return ReportFeatures(
        id=report.id,
        minute=int((report.date - _EPOCH).total_seconds()) // 60,
        source=report.source,
        headline=headline,
        emphasis=emphasis,
        language=report_language(report),
        script=script_of(emphasis),
        beginning=beginning if len(beginning) == BEGINNING_WORDS else (),
        names=name_keys(f"{report.title[:MAX_HEADLINE_CHARS]}. {report.text[:LEAD_CHARS]}", report.actors),
        numbers=frozenset(
            number
            for number in _NUMBER.findall(f"{report.title[:MAX_HEADLINE_CHARS]} {report.text[:LEAD_CHARS]}")
            if not _YEAR.fullmatch(number)
        ),
    )


def encoded_text(report: Report) -> str:
    """What the sentence vector of a report is made from; "" if it has neither headline nor text."""
    text = " ".join(without_dateline(report.text[:LEAD_CHARS]).split())
    title = " ".join(report.title[:MAX_HEADLINE_CHARS].split())
    encoded = f"{title}. {text}"[:ENCODED_CHARS] if title or text else ""
    return encoded.translate(_AS_RUSSIAN) if report_language(report) == "uk" else encoded


def url_words(link: str) -> str:
    """The words that a newsroom put into a report's URL: often another wording of the headline; "" if there are few."""
    path = link[:2_000].partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    parts = [_SUFFIX.sub("", part) for part in path.split("/")]
    longest = max(parts, key=lambda part: len(_WORD_OF_SLUG.findall(part)))
    if len(_WORD_OF_SLUG.findall(longest)) < MIN_SLUG_WORDS:
        return ""
    return " ".join(part for part in re.split(r"[-_]", longest) if not _CODE_IN_SLUG.fullmatch(part))
