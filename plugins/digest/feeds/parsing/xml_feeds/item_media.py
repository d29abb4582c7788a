"""The picture of an entry of an XML feed, with its caption and credit, and what is said of other media."""

import re
from dataclasses import dataclass, field
from typing import Final

from .feed_document import Entry, dictionaries

MIN_WIDTH: Final = 100  # what is said to be less wide is an emblem or a portrait
SMALL_WIDTH: Final = 200  # what is said to be less wide is taken only where nothing else is there
GOOD_WIDTH: Final = 640  # the column of our pages: what is less wide gives way to a larger size
UNKNOWN_WIDTH: Final = 640  # of a picture that says nothing: publishers name the picture before its small sizes
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$")
_OTHER_FILE: Final = re.compile(r"\.(?:mp4|m4v|mov|webm|mp3|m4a|ogg|oga|ogv|wav|flv|swf|m3u8|pdf|svg)$")


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """A picture as the feed names it. `caption` is a text construct as feedparser has it, empty where there is none.
    `more` are the addresses of the entry's other pictures, best first."""

    url: str = ""
    caption: Entry = field(default_factory=dict)
    credit: str = ""
    more: tuple[str, ...] = ()


def picture_of(entry: Entry) -> FeedPicture:
    """The entry's picture by media:*, an enclosure, or itunes:image, in this order, unless it is said to be small.

    A description or credit that stands within another media:content is of that picture and not of this one, unless
    both are in one media:group: its members are one thing in several sizes.
    """
    media, *others = _images(entry) or [{}]
    described = [media, *_same_group(entry, media)] if media in dictionaries(entry, "media_content") else []
    more = tuple(str(dict.get(other, "url", "")) for other in others)
    return FeedPicture(str(dict.get(media, "url", "")), _caption(entry, described), _credit(entry, described), more)


def media_descriptions(entry: Entry) -> list[Entry]:
    """All texts that describe media of the entry: first those of the entry as a whole."""
    within = (dict.get(media, "description_detail") for media in dictionaries(entry, "media_content"))
    return [*dictionaries(entry, "media_descriptions"), *(detail for detail in within if isinstance(detail, dict))]


def _images(entry: Entry) -> list[Entry]:
    """The pictures that the entry names, as dictionaries with a "url", best first."""
    media = [one for one in dictionaries(entry, "media_content") if _is_image(one)]
    links = [link for link in dictionaries(entry, "links") if dict.get(link, "rel") == "enclosure"]
    enclosures = [{**link, "url": dict.get(link, "href", "")} for link in links]
    image = dict.get(entry, "image")
    named = [
        *media,
        *dictionaries(entry, "media_thumbnail"),
        *(link for link in enclosures if _is_image(link)),
        *([{"url": dict.get(image, "href", "")}] if isinstance(image, dict) else []),
    ]
    pictures = [one for one in named if dict.get(one, "url") and _width(one) >= MIN_WIDTH]
    if not pictures:
        return []
    first = pictures[0]
    ungrouped = not isinstance(dict.get(first, "group_number"), int)
    # Members of a group are one picture in several sizes, and so are those that all say how wide they are.
    sizes = [one for one in media if one in pictures and (ungrouped or one in _same_group(entry, first))]
    largest = max(sizes, key=_width, default=first) if _width(first) < GOOD_WIDTH or not ungrouped else first
    rest = [one for one in pictures if one is not largest]
    if _width(largest) < SMALL_WIDTH:
        return [*(one for one in rest if _width(one) == UNKNOWN_WIDTH), largest]
    return [largest, *rest]


def _is_image(media: Entry) -> bool:
    """Whether a media:content or an enclosure is a picture, by what it says of itself, else by its address or size."""
    medium, media_type = str(dict.get(media, "medium", "")), str(dict.get(media, "type", ""))
    if medium or "/" in media_type:
        return medium == "image" or media_type.startswith("image/")
    path = str(dict.get(media, "url", "") or dict.get(media, "href", "")).lower().partition("?")[0]
    if _OTHER_FILE.search(path) or dict.get(media, "duration"):
        return False
    return bool(_IMAGE_FILE.search(path)) or bool(dict.get(media, "width") and dict.get(media, "height"))


def _width(media: Entry) -> int:
    written = str(dict.get(media, "width", "")).strip().removesuffix("px")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else UNKNOWN_WIDTH


def _same_group(entry: Entry, media: Entry) -> list[Entry]:
    number = dict.get(media, "group_number")
    if not isinstance(number, int):
        return []
    return [one for one in dictionaries(entry, "media_content") if dict.get(one, "group_number") == number]


def _caption(entry: Entry, described: list[Entry]) -> Entry:
    """The first description with a text: of the picture itself, else of the entry's media as a whole."""
    own = [detail for one in described if isinstance(detail := dict.get(one, "description_detail"), dict)]
    texts = [detail for detail in [*own, *dictionaries(entry, "media_descriptions")] if _has_text(detail, "value")]
    return texts[0] if texts else _only_one(media_descriptions(entry), "value", described)


def _credit(entry: Entry, described: list[Entry]) -> str:
    """The first credit with a text: of the picture itself, else one that stands within no media:content."""
    taken = {id(credit) for one in dictionaries(entry, "media_content") for credit in dictionaries(one, "credits")}
    free = [credit for credit in dictionaries(entry, "media_credit") if id(credit) not in taken]
    own = [credit for one in described for credit in dictionaries(one, "credits")]
    credited = [credit for credit in [*own, *free] if _has_text(credit, "content")]
    credit = credited[0] if credited else _only_one(dictionaries(entry, "media_credit"), "content", described)
    return str(dict.get(credit, "content", ""))


def _only_one(details: list[Entry], key: str, described: list[Entry]) -> Entry:
    """What all media have in common, for a picture that is none of them, such as a thumbnail of one."""
    texts = {str(dict.get(detail, key)): detail for detail in details if _has_text(detail, key)}
    return next(iter(texts.values())) if len(texts) == 1 and not described else {}


def _has_text(detail: Entry, key: str) -> bool:
    return bool(str(dict.get(detail, key) or "").strip())
