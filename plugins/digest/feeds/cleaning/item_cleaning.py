"""An item made a draft: its HTML as Markdown, its fields on one line, URLs absolute, lengths bounded."""

from dataclasses import replace
from typing import Final

from ..parsing.item import Item, TextConstruct
from ..untrusted.plain_text import exact_line, one_line, readable
from ..untrusted.urls import absolute_url, canonical_url
from .body_pictures import BodyPicture, is_portrait, pictures_of_body, without_pictures
from .draft import Draft
from .embedded_media import with_media_links, without_media
from .feed_boilerplate import may_have_boilerplate, without_boilerplate
from .html_tree import HtmlElement, read_html, shown_text
from .inline_text import with_inline_text
from .item_fields import MAX_NAME_CHARS, author_names, item_title, language_tag, tag_names, title_from
from .markdown_paragraphs import paragraphs_of_text
from .markdown_writer import MarkdownWriter
from .plain_bodies import MAX_BODY_CHARS, html_of_markdown, is_plain, parted_at_blank_lines, plain_text

MAX_SUMMARY_CHARS: Final = 500
MAX_GUID_CHARS: Final = 500
MAX_ALT_CHARS: Final = 300  # a reader who hears the page can't skip within it
MAX_CREDIT_CHARS: Final = 120
MAX_PICTURES: Final = 4  # of an item, tried one after the other


def clean_item(item: Item, digest: str = "") -> Draft:
    """The item as a draft. `digest` is a hash of the item, which the draft keeps."""
    link = canonical_url(item.link, item.base)
    base = absolute_url(item.body.base, item.base) or absolute_url(item.link, item.base) or item.base
    given_title = item_title(item.title, item.publisher)
    tree = _tree(item.body)
    shown = _shown(item.body, tree)
    body = paragraphs_of_text(shown) if tree is None else _markdown(tree, base, given_title)
    picture, *others = _pictures(item, tree, base) or [BodyPicture("")]
    alt = one_line(picture.alt, MAX_ALT_CHARS)
    return Draft(
        number=item.number,
        guid=exact_line(item.guid, MAX_GUID_CHARS),
        link=link,
        title=given_title or title_from(shown, link),
        titled=bool(given_title),
        body=body,
        summary=_summary(item, shown),
        authors=author_names(item.authors),
        tags=tag_names(item.categories),
        lang=language_tag(item.lang),
        published=item.published,
        updated=item.updated,
        image=picture.url,
        more_images=tuple((other.url, one_line(other.alt, MAX_ALT_CHARS)) for other in others),
        image_alt="" if alt.casefold() == given_title.casefold() else alt,  # which would be read out twice
        image_credit=one_line(item.image_credit, MAX_CREDIT_CHARS),
        enclosure=_enclosure(item, base),
        publisher=one_line(item.publisher, MAX_NAME_CHARS),
        publisher_url=absolute_url(item.publisher_url, item.base) if item.publisher and item.publisher_url else "",
        digest=digest,
    )


def identify_item(item: Item, digest: str) -> Draft:
    """A draft of an item that was cleaned before as it is now: only the fields that identify its article."""
    title = item_title(item.title, item.publisher)
    if not title:
        return replace(clean_item(item, digest), is_same=True)
    return Draft(
        number=item.number,
        guid=exact_line(item.guid, MAX_GUID_CHARS),
        link=canonical_url(item.link, item.base),
        title=title,
        body="",
        published=item.published,
        updated=item.updated,
        digest=digest,
        is_same=True,
    )


def body_markdown(text: TextConstruct, base: str, title: str) -> str:
    """A body as Markdown. Links are resolved against `base`; `title` is not repeated as a picture's text."""
    tree = _tree(text)
    return paragraphs_of_text(plain_text(text)) if tree is None else _markdown(tree, base, title)


def is_empty(item: Item) -> bool:
    """Whether the item has nothing of which an article could be made."""
    return not any(text.strip() for text in (item.title, item.link, item.guid, item.body.value))


def is_cut(item: Item) -> bool:
    """Whether the body is longer than an article may be."""
    return len(item.body.value) > MAX_BODY_CHARS


def _tree(text: TextConstruct) -> HtmlElement | None:
    """The tree of a text's HTML without boilerplate, None for plain text. A tag that the limit cuts in two is lost."""
    if is_plain(text):
        return None
    html = readable(text.value[:MAX_BODY_CHARS])
    if text.type == "text/markdown":
        html = html_of_markdown(html)
    if len(text.value) > MAX_BODY_CHARS:
        html = html[: max(html.rfind("<"), html.rfind(">") + 1, 0)] or html
    tree = read_html(html, xml=text.type == "application/xhtml+xml")
    tree = without_boilerplate(tree) if may_have_boilerplate(html) else tree
    return parted_at_blank_lines(with_inline_text(tree))


def _markdown(tree: HtmlElement, base: str, title: str) -> str:
    return MarkdownWriter(base, title).write(with_media_links(without_pictures(tree), base))


def _shown(text: TextConstruct, tree: HtmlElement | None) -> str:
    """What a reader sees of a text, `tree` being its HTML."""
    return plain_text(text) if tree is None else shown_text(without_media(without_pictures(tree)))


def _enclosure(item: Item, base: str) -> str:
    """The address of what is enclosed, and behind it what the feed says of the file."""
    url = absolute_url(item.enclosure, base) if item.enclosure else ""
    return f"{url} {item.enclosure_facts}".strip() if url else ""


def _summary(item: Item, shown: str) -> str:
    if item.summary == item.body:
        return one_line(shown, MAX_SUMMARY_CHARS)
    return one_line(_shown(item.summary, _tree(item.summary)), MAX_SUMMARY_CHARS)


def _pictures(item: Item, tree: HtmlElement | None, base: str) -> list[BodyPicture]:
    """The pictures that the article may have, best first: those that the feed names, then those of the body."""
    named = [absolute_url(url, base) for url in (item.image, *item.more_images) if url]
    of_body = pictures_of_body(tree, base) if tree else []
    alts = {picture.url: picture.alt for picture in reversed(of_body)}
    pictures = [BodyPicture(url, alts.get(url, "")) for url in named if url and not is_portrait(url)]
    if item.image and pictures and pictures[0].url == named[0]:
        pictures[0] = replace(pictures[0], alt=item.image_alt or pictures[0].alt)
    by_url = {picture.url: picture for picture in reversed([*pictures, *of_body])}
    return [by_url[url] for url in dict.fromkeys(picture.url for picture in [*pictures, *of_body])][:MAX_PICTURES]
