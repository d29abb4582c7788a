"""The header fields of an article file: `feeds` writes them, and `site` reads them.

`HeaderField` is the one table of them. A row has the field's name, its owner and its parser; the order of the rows is
the order of the lines in a file. To add a field, add a row here, which is how it is
read and written, and say in `feeds/articles/article_versions.py` which value of an item goes into it.

Pelican lower-cases the names when it reads a file, so `Source_Url` arrives as `metadata["source_url"]`. It turns some
values into objects of its own (a date, a list of tags); the parsers take those as well as the text of the file.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum, auto
from typing import Any, Final
from urllib.parse import urlsplit

PICTURE_NAME: Final = re.compile(r"[0-9a-f]{24}-[0-9]+\.webp")  # a hash and the width: names that only the poller gives
NO_PICTURE: Final = "none"  # value of `Picture`: no picture can be shown, and none is asked for
_PICTURE_SIZE: Final = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


class Owner(Enum):
    """Who decides what a field says, and so whether a poll may change it."""

    FEED = auto()  # the publisher: a poll writes what the feed says now
    SUBSCRIPTION = auto()  # the editor's list of subscriptions: a poll writes what the list says now
    POLLER = auto()  # the article's history here: kept as it is when the feed says something new
    EDITOR = auto()  # written once by a poll, then the editor's to change: the fingerprint leaves these lines out


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One size of an article's picture. `name` is a file beside the article; width and height are 0 where unknown."""

    name: str
    width: int
    height: int


def line(value: object) -> str:
    """The value on one line; of a field that is given twice, the first value."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str("" if value is None else value).split())


def text(value: object) -> str:
    """The value as it is, "" for None."""
    return "" if value is None else str(value)


def moment(value: object) -> datetime | None:
    """An aware datetime in UTC, of ISO 8601 text or a datetime; without a zone the value counts as UTC."""
    if not value:
        return None
    # A plain datetime of its parts: Pelican's own class of dates formats itself in another way.
    read = value if isinstance(value, datetime) else datetime.fromisoformat(line(value))
    read = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    return datetime(read.year, read.month, read.day, read.hour, read.minute, read.second, read.microsecond, tzinfo=UTC)


def web_address(value: object) -> str:
    """The address, if it is one of http or https to which a reader may be sent, else ""."""
    address = line(value)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def slugs(value: object) -> tuple[str, ...]:
    """Slugs that are separated by semicolons or spaces."""
    return tuple(line(value).replace(";", " ").split())


def names(value: object) -> tuple[str, ...]:
    """The names of a list that Pelican made, or of text in which semicolons separate them."""
    if isinstance(value, list | tuple):
        return tuple(str(name) for name in value)
    return tuple(name for part in line(value).split(";") if (name := part.strip()))


def tags(value: object) -> tuple[str, ...]:
    """The tags of a list that Pelican made, or of text in which commas separate them."""
    return names(value) if isinstance(value, list | tuple) else names(line(value).replace(",", ";"))


def picture_files(value: object) -> tuple[PictureFile, ...]:
    """The files with a name as the poller gives it. Other words are passed over, so that no path leads elsewhere."""
    files = []
    for part in line(value).split(";"):
        words = part.split()
        if words and PICTURE_NAME.fullmatch(words[0]):
            size = _PICTURE_SIZE.fullmatch(words[1]) if len(words) == 2 else None
            files.append(PictureFile(words[0], *map(int, size.groups()) if size else (0, 0)))
    return tuple(files)


def former_titles(value: object) -> tuple[Mapping[str, str], ...]:
    """The records `{"title", "until"}`, oldest first; none where a person's edit left something else."""
    try:
        titles = json.loads(line(value) or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(titles) if isinstance(titles, list) else ()


class HeaderField(StrEnum):
    """The fields, each equal to its name in a file. What identifies an article comes first, so that an index need
    read only the beginning of a file."""

    TITLE = "Title", Owner.FEED, line
    DATE = "Date", Owner.POLLER, moment  # first publication; never changes, since the article's address has the day
    DATE_UNKNOWN = "Date_Unknown", Owner.POLLER, line  # "neighbour", "first poll" or "first seen": where Date is from
    MODIFIED = "Modified", Owner.POLLER, moment  # only where the text changed after it was first stored
    SLUG = "Slug", Owner.POLLER, line
    SOURCE = "Source", Owner.SUBSCRIPTION, line  # slug of the subscription
    SOURCE_URL = "Source_Url", Owner.FEED, web_address  # canonical address of the original
    GUID = "Guid", Owner.FEED, line
    FINGERPRINT = "Fingerprint", Owner.POLLER, line  # hash of the file as it was written: an edited file doesn't fit it
    MORE_SOURCES = "More_Sources", Owner.SUBSCRIPTION, slugs  # the publisher's other subscriptions that have the item
    PUBLISHER = "Publisher", Owner.FEED, line  # who published the original, where the feed names another than itself
    PUBLISHER_URL = "Publisher_Url", Owner.FEED, web_address  # the publisher's site or feed
    CATEGORY = "Category", Owner.SUBSCRIPTION, text  # the subscription's section
    MORE_SECTIONS = "More_Sections", Owner.SUBSCRIPTION, names  # the sections of More_Sources, beside that of Category
    LANG = "Lang", Owner.FEED, line  # BCP 47
    AUTHORS = "Authors", Owner.FEED, names
    TAGS = "Tags", Owner.FEED, tags  # the feed's own categories
    IMAGE = "Image", Owner.FEED, line  # the picture's address at the publisher; no page leads there
    PICTURE = "Picture", Owner.EDITOR, picture_files  # "name.webp 640x360; other.webp 1280x720", or NO_PICTURE
    PICTURE_ALT = "Picture_Alt", Owner.EDITOR, line  # what the picture shows, as plain text
    PICTURE_CREDIT = "Picture_Credit", Owner.EDITOR, line  # whose the picture is
    ENCLOSURE = "Enclosure", Owner.FEED, line
    SUMMARY = "Summary", Owner.FEED, line  # plain text
    FORMER_TITLES = "Former_Titles", Owner.POLLER, former_titles  # JSON; `until` is ISO 8601 in UTC

    owner: Owner
    parse: Callable[[object], Any]

    def __new__(cls, name: str, owner: Owner, parse: Callable[[object], Any]) -> "HeaderField":
        """A field of one row of the table."""
        field = str.__new__(cls, name)
        field._value_ = name
        field.owner = owner
        field.parse = parse
        return field

    def of(self, metadata: Mapping[str, Any]) -> Any:
        """The field's value in what Pelican read of a header, parsed; an absent field is parsed as an empty one."""
        return self.parse(metadata.get(self.lower(), ""))


def owned_by(owner: Owner) -> tuple[HeaderField, ...]:
    """The fields of one owner, in the order of a file."""
    return tuple(field for field in HeaderField if field.owner is owner)
