"""The tables of the open data: each column with its type and its meaning, as docs/open-data.md has them."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

SCHEMA_VERSION: Final = 1  # of all tables together; higher where a column is renamed, removed or means something else
ColumnType = Literal["text", "integer", "number", "boolean", "list"]
Value: TypeAlias = str | int | float | bool | tuple[str, ...] | tuple[tuple[int, int], ...] | None
Row: TypeAlias = tuple[Value, ...]  # in the order of the columns


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `references` is the table whose first column it has a value of."""

    name: str
    type: ColumnType
    meaning: str
    references: str = ""


_ARTICLE: Final = Column("article", "text", "path of the article's page", "articles")
ARTICLES: Final = (
    Column("article", "text", "path of the article's page; its key, which never changes"),
    Column("url", "text", "address of the page"),
    Column("original", "text", "address of the original at its publisher; null of the editors' own"),
    Column("headline", "text", "heading"),
    Column("published", "text", "moment of publication in UTC (RFC 3339)"),
    Column("modified", "text", "moment of the last change by the publisher; null without one"),
    Column("language", "text", "BCP 47 tag; null where it isn't known"),
    Column("section", "text", "part of the site"),
    Column("source", "text", "slug of the source by whose feed it came", "sources"),
    Column("publisher", "text", "name of who published the original"),
    Column("authors", "list", "names of the authors"),
    Column("story", "text", "slug of the story that it is part of; null of a single report", "stories"),
    Column("quotes", "integer", "how many quotes it has in the table of quotes"),
)
MENTIONS: Final = (
    _ARTICLE,
    Column("place", "text", "`headline` or `text`: what the offsets count in"),
    Column("start", "integer", "offset of the first character"),
    Column("end", "integer", "offset behind the last character"),
    Column("text", "text", "the characters from start to end"),
    Column("actor", "text", "canonical name of the actor"),
    Column("kind", "text", "`person`, `organisation`, `place`, `group`, `event` or `work`"),
)
QUOTES: Final = (
    _ARTICLE,
    Column("number", "integer", "number of the quote in its article, from 1"),
    Column("url", "text", "address of the passage on the article's page"),
    Column("start", "integer", "offset of the first character in the article's text"),
    Column("end", "integer", "offset behind the last character"),
    Column("segments", "list", "start and end of each unbroken piece"),
    Column("text", "text", "the characters of the segments, joined by ` […] ` where there are several"),
    Column("speaker", "text", "canonical name of who said it; null where the evidence doesn't suffice"),
    Column("described_as", "text", "without a speaker, what the text calls the source; else null"),
    Column("speaker_start", "integer", "offset of the words that stand for the speaker; null without any"),
    Column("speaker_end", "integer", "offset behind these words; null without any"),
    Column("evidence", "text", "rule that named the speaker; null without one"),
    Column("confidence", "number", "probability that the speaker is right; 0 without one"),
    Column("source", "text", "slug of the article's source", "sources"),
    Column("published", "text", "moment of the article's publication in UTC (RFC 3339)"),
)
HITS: Final = (
    Column("watch", "text", "slug of the watch, as in the address of its page"),
    _ARTICLE,
    Column("place", "text", "`headline` or `text`: what the offsets count in"),
    Column("start", "integer", "offset of the first character of a passage that made the article a hit"),
    Column("end", "integer", "offset behind the last character"),
    Column("text", "text", "the characters from start to end; null where the source's terms don't allow to print them"),
)
TEXTS: Final = (
    _ARTICLE,
    Column("text", "text", "plain text in which offsets count, as far as the source's terms allow to print it"),
    Column("whole", "boolean", "whether that is all of it"),
)
SOURCES: Final = (
    Column("source", "text", "slug; the key"),
    Column("url", "text", "address of the source's page"),
    Column("name", "text", "name"),
    Column("home", "text", "address of the publisher's own site; null where it isn't known"),
    Column("section", "text", "part of the site"),
    Column("terms", "text", "`full` where whole texts may be printed, else `excerpt`"),
    Column("articles", "integer", "how many articles came by its feed"),
)
TOPICS: Final = (
    Column("topic", "text", "slug of the actor's page; the key"),
    Column("url", "text", "address of the page"),
    Column("name", "text", "canonical name of the actor"),
    Column("kind", "text", "`person`, `organisation`, `place`, `group`, `event` or `work`"),
    Column("followed", "boolean", "whether the editors follow the actor"),
    Column("wikidata", "text", "Wikidata's id; null where it isn't known"),
    Column("articles", "integer", "how many articles name the actor"),
)
NAMES: Final = (
    Column("name", "text", "a canonical name, as mentions (`actor`) and quotes (`speaker`) have it; the key"),
    Column("topic", "text", "slug of the actor's page", "topics"),
)
STORIES: Final = (
    Column("story", "text", "slug; the key"),
    Column("url", "text", "address of the story's page"),
    Column("headline", "text", "heading of the report that stands for it"),
    Column("day", "text", "day of its first report, in the site's time zone"),
    Column("articles", "integer", "how many reports it has"),
)
# In an order in which no table comes before one that it refers to.
TABLES: Final = {
    "sources": SOURCES,
    "topics": TOPICS,
    "names": NAMES,
    "stories": STORIES,
    "articles": ARTICLES,
    "texts": TEXTS,
    "mentions": MENTIONS,
    "quotes": QUOTES,
    "hits": HITS,
}
KEYS: Final = {
    "texts": 1,
    "mentions": 0,
    "quotes": 2,
    "hits": 0,
}  # how many first columns are the key; 1 of other tables
