"""An item made fit for an article: HTML to Markdown, fields to one line, addresses absolute, lengths bounded."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..parsing.item import Item, TextConstruct
from ..untrusted.plain_text import exact_line, one_line, readable
from ..untrusted.urls import absolute_url, canonical_url
from .draft import Draft
from .feed_boilerplate import is_counter, may_have_boilerplate, without_boilerplate
from .html_tree import HtmlElement, read_html, shown_text
from .markdown_paragraphs import paragraphs_of_text
from .markdown_writer import MIN_ALT_WORDS, MarkdownWriter

MAX_BODY_CHARS: Final = 400_000  # of HTML, some 60,000 words; Python-Markdown takes seconds beyond it
MAX_TITLE_CHARS: Final = 300
MAX_SUMMARY_CHARS: Final = 500
MAX_GUID_CHARS: Final = 500
MAX_NAME_CHARS: Final = 100  # of an author or a tag
MAX_NAMES: Final = 30
MAX_ALT_CHARS: Final = 300  # who hears it read can't skip within it
MAX_CREDIT_CHARS: Final = 120
_TITLE_WORDS: Final = 12  # of the text, where an entry has no title
_MAIL: Final = re.compile(r"(?i)mailto:|[\w.+-]+@[\w.-]+")  # nobody's address is spread further
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as Pelican and HTML need it


def clean(item: Item, digest: str = "") -> Draft:
    """The item as an article's content. Its title falls back to its first words, its host, or "Untitled"."""
    link = canonical_url(item.link, item.base)
    base = absolute_url(item.body.base, item.base) or absolute_url(item.link, item.base) or item.base
    given_title = one_line(item.title, MAX_TITLE_CHARS)
    tree = _tree(item.body)
    if tree is None:
        shown = readable(item.body.value[:MAX_BODY_CHARS])
        body = paragraphs_of_text(shown)
    else:
        shown = shown_text(tree)
        body = MarkdownWriter(base, given_title).write(tree)
    image, alt = (absolute_url(item.image, base), item.image_alt) if item.image else _first_image(tree, base)
    alt = one_line(alt, MAX_ALT_CHARS)
    return Draft(
        number=item.number,
        guid=exact_line(item.guid, MAX_GUID_CHARS),
        link=link,
        title=given_title or _title_from(shown, link),
        titled=bool(given_title),
        body=body,
        summary=_summary(item, shown),
        authors=_authors(item.authors),
        tags=_tags(item.categories),
        lang=_lang(item.lang),
        published=item.published,
        updated=item.updated,
        image=image,
        image_alt="" if alt.casefold() == given_title.casefold() else alt,  # which would be read out twice
        image_credit=one_line(item.image_credit, MAX_CREDIT_CHARS),
        enclosure=absolute_url(item.enclosure, base) if item.enclosure else "",
        digest=digest,
    )


def identify(item: Item, digest: str) -> Draft:
    """What `clean` would say of an item that it has cleaned before, as far as is needed to find its article again."""
    title = one_line(item.title, MAX_TITLE_CHARS)
    if not title:
        return replace(clean(item, digest), is_same=True)
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


def body_of(markup: TextConstruct, base: str, title: str) -> str:
    """A body as Markdown; links are resolved against `base`, and `title` is not repeated as a picture's text."""
    tree = _tree(markup)
    return (
        paragraphs_of_text(readable(markup.value[:MAX_BODY_CHARS]))
        if tree is None
        else MarkdownWriter(base, title).write(tree)
    )


def is_empty(item: Item) -> bool:
    """Whether there is nothing of which an article could be made."""
    return not any(text.strip() for text in (item.title, item.link, item.guid, item.body.value))


def is_cut(item: Item) -> bool:
    """Whether the body is longer than an article may be."""
    return len(item.body.value) > MAX_BODY_CHARS


def _tree(markup: TextConstruct) -> HtmlElement | None:
    """None for plain text. A tag that the limit cuts in two is lost with what follows it."""
    if markup.type == "text/plain":
        return None
    html = readable(markup.value[:MAX_BODY_CHARS])
    if len(markup.value) > MAX_BODY_CHARS:
        html = html[: max(html.rfind("<"), html.rfind(">") + 1, 0)] or html
    tree = read_html(html, xml=markup.type == "application/xhtml+xml")
    return without_boilerplate(tree) if may_have_boilerplate(html) else tree


def _title_from(shown: str, link: str) -> str:
    words = shown[: MAX_TITLE_CHARS * 8].split()
    first = one_line(" ".join(words[:_TITLE_WORDS]), MAX_TITLE_CHARS)
    if first:
        return f"{first}…" if len(words) > _TITLE_WORDS and not first.endswith("…") else first
    return one_line(link.partition("://")[2].partition("/")[0], MAX_TITLE_CHARS) or "Untitled"


def _summary(item: Item, shown: str) -> str:
    if item.summary == item.body:
        return one_line(shown, MAX_SUMMARY_CHARS)
    tree = _tree(item.summary)
    return one_line(shown_text(tree) if tree else item.summary.value, MAX_SUMMARY_CHARS)


def _authors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Single names. "Jane Doe, John Roe" are two, "Doe, Jane" is one: a part of one word is no name by itself."""
    single: list[str] = []
    for name in names:
        for whole in re.split(r"[;|]", _MAIL.sub("", readable(name)[:2000])):
            parts = whole.split(",")
            single += parts if all(len(part.split()) > 1 for part in parts) else [whole]
    return _distinct(single)


def _tags(categories: tuple[str, ...]) -> tuple[str, ...]:
    """A comma or semicolon within a tag would part it, so it becomes a blank; what has no letter can't be one."""
    return tuple(
        tag for tag in _distinct(re.sub("[,;]", " ", category) for category in categories) if any(map(str.isalnum, tag))
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    lines = (_unwrapped(one_line(name, MAX_NAME_CHARS)) for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[:MAX_NAMES]


def _unwrapped(name: str) -> str:
    """Without the brackets that are left where an address stood beside it: "(Jane Doe)"."""
    return name.strip("()<> ") if name.startswith(("(", "<")) else name


def _lang(lang: str) -> str:
    tag = lang.strip().replace("_", "-")
    if not _LANG.fullmatch(tag):
        return ""
    primary, *rest = tag.split("-")
    cased = {2: str.upper, 4: str.title}  # regions and scripts as RFC 5646, 2.1.1 writes them
    return "-".join([primary.lower(), *(cased.get(len(part), str.lower)(part) for part in rest)])


def _first_image(tree: HtmlElement | None, base: str) -> tuple[str, str]:
    """The first picture of the body that was meant to be seen, and what it is said to show."""
    if tree is None:
        return "", ""
    for child in tree.children:
        if isinstance(child, str):
            continue
        if child.tag == "img" and child.attributes.get("src") and not is_counter(child.attributes):
            url = absolute_url(child.attributes["src"], base)
            if url:
                alt = child.attributes.get("alt", "")
                return url, alt if len(alt.split()) >= MIN_ALT_WORDS else ""
        found = _first_image(child, base)
        if found[0]:
            return found
    return "", ""
