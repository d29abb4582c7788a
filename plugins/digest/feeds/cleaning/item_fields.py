"""The one-line fields of an item made fit to store: its title, authors, tags and language."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from ..untrusted.plain_text import one_line, readable, text_of_html

MAX_TITLE_CHARS: Final = 300
MAX_NAME_CHARS: Final = 100  # of an author or a tag
MAX_NAMES: Final = 30
_TITLE_WORDS: Final = 12  # of the text, where an entry has no title
_MAIL: Final = re.compile(  # nobody's address is spread further
    r"(?i)mailto:|[\w.+%'-]{1,100}(?:@|%40)(?:[\w.-]+|\[[\w.:]+\])(?:\?(?:subject|body|cc)=[^\s()<>\"]*)?"
)
_WEB_ADDRESS: Final = re.compile(r"(?i)\b(?:https?://|www\.)[^\s()<>\"]*")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")
_BYLINE: Final = re.compile(r"(?i)(?:(?:written|posted|reported|published|submitted)\s+)?by(?:\s*:\s*|\s+)(?=\S)")
_AND: Final = re.compile(r"\s+(?:and|&|und|et|y)\s+", re.IGNORECASE)
_NOBODY: Final = frozenset(
    {"unknown", "noreply", "no-reply", "anonymous author", "author"}
)  # Blogger and mailing lists
_SURNAME_PARTICLES: Final = frozenset(
    {"al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le"}
    | {"ten", "ter", "van", "von", "zu"}
)
_SEPARATOR: Final = re.compile(r"\s+[-\u2010-\u2015|\u00b7»]\s+$")  # between a headline and who published it
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_GLUED_BREAK: Final = re.compile(r"<br\s{0,9}/?>(?=\S)|(?<=\S)<br\s{0,9}/?>", re.IGNORECASE)  # no title about "<br>"
_SHORT_TAG_WORDS: Final = 3
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as Pelican and HTML need it


def title_from(shown: str, link: str) -> str:
    """A title for an item without one: the first words of its text, else the host of its link, else "Untitled"."""
    words = shown[: MAX_TITLE_CHARS * 8].split()
    first = one_line(" ".join(words[:_TITLE_WORDS]), MAX_TITLE_CHARS)
    if first:
        return f"{first}…" if len(words) > _TITLE_WORDS and not first.endswith("…") else first
    return one_line(link.partition("://")[2].partition("/")[0], MAX_TITLE_CHARS) or "Untitled"


def item_title(title: str, publisher: str) -> str:
    """The title that a feed gives, on one line, "" where it gives none.

    The name of the publisher behind it, as aggregators write it ("Storm nears - The Gazette"), is taken off. References
    are decoded once more than the format asks for, since some software escapes twice; "&lt;" is left, since what it
    makes would look like markup.
    """
    title = _REFERENCE.sub(_decoded, _GLUED_BREAK.sub(" ", title[: MAX_TITLE_CHARS * 8]))
    title, name = one_line(title, MAX_TITLE_CHARS * 2), one_line(publisher, MAX_NAME_CHARS).casefold()
    if name and title.casefold().endswith(name) and len(title) > len(name):
        match = _SEPARATOR.search(title[: -len(name)])
        title = title[: match.start()] if match and match.start() else title
    return one_line(title, MAX_TITLE_CHARS)


def _decoded(reference: re.Match[str]) -> str:
    character = unescape(reference[0])
    return reference[0] if character in "<>" else character


def author_names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Single names of the authors that a feed names, without markup, mail addresses and "By".

    "Jane Doe, John Roe" and "Jane Doe and John Roe" are two, "Doe, Jane" is one: a part of one word is no name.
    """
    single: list[str] = []
    for text in texts:
        without_mail = _MAIL.sub("", readable(_text_of_markup(_MAIL.sub("", text[:2000]))))
        plain = _EMPTY_BRACKETS.sub("", _WEB_ADDRESS.sub("", without_mail))
        for whole in re.split(r"[;|]", plain):
            byline = _BYLINE.sub("", whole.strip(), count=1) if _BYLINE.match(whole.strip()) else whole
            parts = [part for part in byline.split(",") if part.strip()]
            for part in parts if all(len(part.split()) > 1 for part in parts) else [byline]:
                people = _AND.split(part.strip())
                single += people if len(people) > 1 and all(map(_is_full_name, people)) else [part]
    return tuple(name for name in _distinct(single) if name.casefold() not in _NOBODY and any(map(str.isalnum, name)))


def tag_names(categories: tuple[str, ...]) -> tuple[str, ...]:
    """Tags of a feed's categories, without markup and "#", the same word in capitals once.

    A comma or semicolon would part a tag, so it becomes a blank, where the category isn't a list of short words. What
    has no letter and no digit is no tag, and an address is none.
    """
    words = [word for category in categories for word in _listed(_text_of_markup(category[:2000]))]
    tags: dict[str, str] = {}
    for tag in _distinct(re.sub("[,;]", " ", word).lstrip("# ") for word in words):
        if any(map(str.isalnum, tag)) and not _WEB_ADDRESS.match(tag):
            known = tags.setdefault(tag.casefold(), tag)
            if known.isupper():
                tags[tag.casefold()] = tag
    return tuple(tags.values())


def _text_of_markup(text: str) -> str:
    """The text without elements and entities, of which some publishers' software leaves two layers."""
    for _ in range(2):
        if "<" in text or "&" in text:
            text = text_of_html(text)
    return text


def _is_full_name(name: str) -> bool:
    """Whether it looks like forename and surname: two to four words that begin with capitals, but for particles."""
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() or word in _SURNAME_PARTICLES for word in words)


def _listed(category: str) -> list[str]:
    """The words of a category that is a list, else the category: "Doe, Jane" is one."""
    parts = [part.strip() for part in category.split(",")]
    is_list = len(parts) > 2 and all(
        0 < len(part.split()) <= _SHORT_TAG_WORDS and not part.startswith(("and ", "& ")) for part in parts
    )
    return parts if is_list else [category]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    lines = (_unwrapped(one_line(name, MAX_NAME_CHARS)) for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[:MAX_NAMES]


def _unwrapped(name: str) -> str:
    """The name without the brackets that are left of "jane@a.example (Jane Doe)"."""
    name = name.strip(' "“”,')
    return name.strip("()<>[] ") if name.startswith(("(", "<", "[")) else name


def language_tag(lang: str) -> str:
    """The language as BCP 47 has it, "" where it is none."""
    tag = lang.strip().replace("_", "-")
    if not _LANG.fullmatch(tag):
        return ""
    primary, *rest = tag.split("-")
    cased = {2: str.upper, 4: str.title}  # regions and scripts as RFC 5646, 2.1.1 writes them
    return "-".join([primary.lower(), *(cased.get(len(part), str.lower)(part) for part in rest)])
