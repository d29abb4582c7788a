"""Records of fictional articles, for tests of what is made from them."""

from datetime import UTC, date, datetime
from pathlib import Path

from digest.annotate.records import Annotation, Mention
from digest.archive.model.article import Article, Source
from digest.archive.model.article_body import read_body
from digest.archive.model.local_time import LocalTime
from digest.archive.model.settings import SiteSettings

SETTINGS = SiteSettings(
    name="Site",
    tagline="",
    url="https://digest.example/news",
    base="/news",
    host="digest.example",
    lang="en",
    local=LocalTime("en"),
    content=Path("content"),
    cache=Path("cache"),
    theme=Path("theme"),
    default_section="News",
    topic_min_articles=2,
    topic_min_sources=2,
    excerpt_words=120,
    now=None,
    model="",
)
NORTH = Source("north", "Northern Wire", "Security")
SOUTH = Source("south", "Southern Post", "Africa")


def article(number: int, source: Source, text: str = "Text.", names: tuple[str, ...] = ()) -> Article:
    mentions = tuple(Mention(0, 1, name[:1], name, "person") for name in names)
    return Article(
        id=f"news/2023/07/{number:02}/a.md",
        path=f"2023/07/{number:02}/a/",
        headline=f"Title {number}",
        lang="en",
        date=datetime(2023, 7, number, 12, tzinfo=UTC),
        day=date(2023, 7, number),
        modified=None,
        section=source.section,
        source=source,
        original="",
        authors=(),
        categories=(),
        summary="",
        body=read_body(text),
        annotation=Annotation(f"news/2023/07/{number:02}/a.md", mentions),
    )
