"""Handlers of our own that feedparser is given for elements which it mixes up.

    media:description   feedparser makes a summary or a content of it, and so a caption takes the place of the text;
                        here it is kept beside the text, with its picture where it stands within a media:content
    media:credit        kept with its picture as well
    media:group         feedparser forgets which media are one thing in several sizes; here they have a number in common
    author, dc:creator  feedparser parts names from mail addresses by a pattern that ends after four letters of a
                        top-level domain; here the text stays whole, and `cleaning.item_fields` parts it
    link                in RSS its text is the item's page, which an Atom link beside it must not replace
    source              feedparser forgets at its end that the entry has its own title already

feedparser calls a method `_start_` or `_end_` with the element's name. The functions below are such methods.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def with_handlers(mixin: Any) -> Iterator[None]:
    """Give `mixin`, feedparser's class of handlers, the handlers of this module while the block runs.

    Whoever else uses feedparser in this process finds it as it is.
    """
    members = {
        "_open_media": None,
        "_media_group": 0,
        "_title_depth_outside": -1,
        "_start_source": _start_source(mixin._start_source),
        "_end_source": _end_source(mixin._end_source),
        "_start_media_group": _start_media_group,
        "_end_media_group": _end_media_group,
        "_start_media_content": _start_media_content,
        "_end_media_content": _end_media_content,
        "_start_media_description": _start_media_description,
        "_end_media_description": _end_media_description,
        "_start_media_credit": _start_media_credit,
        "_end_author": _end_author,
        "_end_link": _end_link,
    }
    own = {name: vars(mixin)[name] for name in members if name in vars(mixin)}  # the others are inherited, or new
    for name, member in members.items():
        setattr(mixin, name, member)
    try:
        yield
    finally:
        for name in members:
            if name in own:
                setattr(mixin, name, own[name])
            else:
                delattr(mixin, name)


def keep_description(holder: dict[str, Any], media: dict[str, Any] | None, detail: dict[str, Any]) -> None:
    """Keep a media:description in `holder`, the entry, or with the picture or video `media` in which it stands."""
    if media is not None:
        media["description_detail"] = detail
    else:
        holder.setdefault("media_descriptions", []).append(detail)


def _start_media_group(parser: Any, _attributes: dict[str, Any]) -> None:
    parser._media_group = len(parser._get_context().get("media_content", ())) + 1


def _end_media_group(parser: Any) -> None:
    parser._media_group = 0


def _start_media_content(parser: Any, attributes: dict[str, Any]) -> None:
    parser._get_context().setdefault("media_content", []).append(attributes)
    if parser._media_group:
        attributes["group_number"] = parser._media_group
    parser._open_media = attributes


def _end_media_content(parser: Any) -> None:
    parser._open_media = None


def _start_media_description(parser: Any, attributes: dict[str, Any]) -> None:
    parser.push_content("media_description", attributes, "text/plain", 1)


def _end_media_description(parser: Any) -> None:
    parser.pop_content("media_description")
    context = parser._get_context()
    context.pop("media_description", None)
    detail = context.pop("media_description_detail", None)
    if detail:
        keep_description(context, _media_within(parser, context), detail)


def _start_media_credit(parser: Any, attributes: dict[str, Any]) -> None:
    context = parser._get_context()
    context.setdefault("media_credit", []).append(attributes)
    media = _media_within(parser, context)
    if media is not None:
        media.setdefault("credits", []).append(attributes)
    parser.push("credit", 1)


def _media_within(parser: Any, context: dict[str, Any]) -> dict[str, Any] | None:
    """The media:content that is open. One that a broken feed left open in the entry before doesn't count."""
    media: dict[str, Any] | None = parser._open_media
    opened = context.get("media_content")
    return media if media is not None and opened and opened[-1] is media else None


def _end_author(parser: Any) -> None:
    text = parser.pop("author")
    parser.inauthor = 0
    people = parser._get_context().get("authors")
    if text and people and not people[-1]:
        people[-1]["name"] = text


def _end_link(parser: Any) -> None:
    text = parser.pop("link")
    if text and not parser.inimage:
        parser._get_context()["text_link"] = text


def _start_source(start: Callable[..., None]) -> Callable[..., None]:
    def start_source(parser: Any, attributes: dict[str, Any]) -> None:
        parser._title_depth_outside = parser.title_depth
        start(parser, attributes)

    return start_source


def _end_source(end: Callable[..., None]) -> Callable[..., None]:
    def end_source(parser: Any) -> None:
        end(parser)
        parser.title_depth = parser._title_depth_outside

    return end_source
