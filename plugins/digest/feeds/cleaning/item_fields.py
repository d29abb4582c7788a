"""The one-line fields of an item made fit to store: its title, authors, tags and language."""

import re
from collections.abc import Iterable
from typing import Final

from ..untrusted.plain_text import one_line, readable

MAX_TITLE_CHARS: Final = 300
MAX_NAME_CHARS: Final = 100  # of an author or a tag
MAX_NAMES: Final = 30
_TITLE_WORDS: Final = 12  # of the text, where an entry has no title
_MAIL: Final = re.compile(r"(?i)mailto:|[\w.+-]+@[\w.-]+")  # nobody's address is spread further
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as Pelican and HTML need it


def title_from(shown: str, link: str) -> str:
    """A title for an item without one: the first words of its text, else the host of its link, else "Untitled"."""
    words = shown[: MAX_TITLE_CHARS * 8].split()
    first = one_line(" ".join(words[:_TITLE_WORDS]), MAX_TITLE_CHARS)
    if first:
        return f"{first}…" if len(words) > _TITLE_WORDS and not first.endswith("…") else first
    return one_line(link.partition("://")[2].partition("/")[0], MAX_TITLE_CHARS) or "Untitled"


def author_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Single names of the authors that a feed names, without mail addresses.

    "Jane Doe, John Roe" are two, "Doe, Jane" is one: a part of one word is no name by itself.
    """
    single: list[str] = []
    for name in names:
        for whole in re.split(r"[;|]", _MAIL.sub("", readable(name)[:2000])):
            parts = whole.split(",")
            single += parts if all(len(part.split()) > 1 for part in parts) else [whole]
    return _distinct(single)


def tag_names(categories: tuple[str, ...]) -> tuple[str, ...]:
    """Tags of a feed's categories. A comma or semicolon would part a tag, so it becomes a blank. What has no letter and
    no digit is no tag."""
    return tuple(
        tag for tag in _distinct(re.sub("[,;]", " ", category) for category in categories) if any(map(str.isalnum, tag))
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    lines = (_unwrapped(one_line(name, MAX_NAME_CHARS)) for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))[:MAX_NAMES]


def _unwrapped(name: str) -> str:
    """The name without the brackets that are left of "jane@a.example (Jane Doe)"."""
    return name.strip("()<> ") if name.startswith(("(", "<")) else name


def language_tag(lang: str) -> str:
    """The language as BCP 47 has it, "" where it is none."""
    tag = lang.strip().replace("_", "-")
    if not _LANG.fullmatch(tag):
        return ""
    primary, *rest = tag.split("-")
    cased = {2: str.upper, 4: str.title}  # regions and scripts as RFC 5646, 2.1.1 writes them
    return "-".join([primary.lower(), *(cased.get(len(part), str.lower)(part) for part in rest)])
