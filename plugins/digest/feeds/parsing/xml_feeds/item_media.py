"""The picture of an entry of an XML feed, with its caption and credit, and what is said of other media."""

from dataclasses import dataclass, field

from .feed_document import Entry, dictionaries
from .item_links import first_href


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """A picture as the feed names it. `caption` is a text construct as feedparser has it, empty where there is none."""

    url: str = ""
    caption: Entry = field(default_factory=dict)
    credit: str = ""


def picture_of(entry: Entry) -> FeedPicture:
    """The entry's picture by media:*, an enclosure, or itunes:image, in this order.

    A description or credit that stands within another media:content is of that picture and not of this one, unless
    both are in one media:group: its members are one thing in several sizes.
    """
    media = _first_image(entry)
    thumbnails = dictionaries(entry, "media_thumbnail")
    image = dict.get(entry, "image")
    if media:
        url = str(dict.get(media, "url", ""))
    elif thumbnails:
        url = str(dict.get(thumbnails[0], "url", ""))
    else:
        url = first_href(entry, "enclosure", only="image/")
        url = url or (str(dict.get(image, "href", "")) if isinstance(image, dict) else "")
    described = [media, *_same_group(entry, media)] if media else []
    return FeedPicture(url, _caption(entry, described), _credit(entry, described))


def media_descriptions(entry: Entry) -> list[Entry]:
    """All texts that describe media of the entry: first those of the entry as a whole."""
    within = (dict.get(media, "description_detail") for media in dictionaries(entry, "media_content"))
    return [*dictionaries(entry, "media_descriptions"), *(detail for detail in within if isinstance(detail, dict))]


def _first_image(entry: Entry) -> Entry:
    for media in dictionaries(entry, "media_content"):
        if dict.get(media, "medium") == "image" or str(dict.get(media, "type", "")).startswith("image/"):
            return media
    return {}


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
