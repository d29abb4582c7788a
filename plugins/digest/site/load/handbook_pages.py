"""The pages of the handbook, which a site shows where its settings ask for them (DIGEST_HANDBOOK).

The handbook is a part of the software: plain Markdown in `docs/`, with links from file to file. `docs/README.md` is its
list of contents, and the order of its links is that of the pages.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from ...archive.model.addresses import HANDBOOK
from ...errors import ConfigurationError
from .editor_pages import EditorPage

FOLDER: Final = Path(__file__).resolve().parents[4] / "docs"  # the wheel has it at the same place beside `plugins`
CONTENTS: Final = "README.md"
_TITLE: Final = re.compile(r"\A# (.+)\n")
_LINK: Final = re.compile(r"\]\(([\w-]+\.md)(?:#[\w-]+)?\)")
_EXTENSIONS: Final = ("tables", "sane_lists", "fenced_code", "toc")  # the last one gives headings their anchors


def handbook_pages(folder: Path | None = None) -> tuple[EditorPage, ...]:
    """All pages, the list of contents first, from `folder` or else the software's own.

    Their slugs have the folder of the site before them: "handbook/publishing".

    Raises:
        ConfigurationError: a file is missing, or doesn't begin with its title.
    """
    folder = folder or FOLDER
    names = list(dict.fromkeys([CONTENTS, *_LINK.findall(_read(folder / CONTENTS))]))
    return tuple(_page(folder / name, names) for name in names)


def _page(file: Path, names: list[str]) -> EditorPage:
    text = _read(file)
    title = _TITLE.match(text)
    if title is None:
        raise ConfigurationError(f"{file}: expected a line with the title first, such as '# Handbook'")
    body = text[title.end() :].strip()
    summary = " ".join(re.sub(r"[`*]|\[|\]\([^)]*\)", "", body.partition("\n\n")[0]).split())
    markup = Markdown(extensions=[*_EXTENSIONS, _PageLinks(file, names)]).convert(body)
    return EditorPage(_slug(file.name), title[1], summary, Markup(markup))  # noqa: S704  the software's own text


def _slug(name: str) -> str:
    return HANDBOOK.rstrip("/") if name == CONTENTS else f"{HANDBOOK}{name.removesuffix('.md')}"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{file}: a page of the handbook (DIGEST_HANDBOOK) can't be read: {error}") from error


class _PageLinks(Extension):
    """Links from file to file become links from page to page; a link to a file that is no page becomes its text.
    Drawings (SVG) stand in the page itself."""

    def __init__(self, file: Path, names: list[str]) -> None:
        super().__init__()
        self._file, self._names = file, names

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name that Markdown calls
        md.treeprocessors.register(_LinkProcessor(md, self._file, self._names), "page_links", 0)


class _LinkProcessor(Treeprocessor):
    def __init__(self, md: Markdown, file: Path, names: list[str]) -> None:
        super().__init__(md)
        self._markdown, self._folder = md, file.parent
        self._slugs = {other: _slug(other) for other in names}
        self._base = _slug(file.name)

    def run(self, root: Element) -> Any:
        for link in _links(root):
            path, mark, anchor = link.attrib["href"].partition("#")
            if path in self._slugs:
                relative = posixpath.relpath(f"/{self._slugs[path]}", f"/{self._base}")
                link.attrib["href"] = f"{relative}/{mark}{anchor}"
            elif path and "://" not in path:
                link.tag = "span"
                del link.attrib["href"]
        for image in list(root.iter("img")):
            label = f'<svg role="img" aria-label="{escape(image.attrib["alt"])}"'
            drawing = _read(self._folder / image.attrib["src"]).replace("<svg", label, 1)
            image.tag, image.text = "span", self._markdown.htmlStash.store(drawing.strip())
            image.attrib.clear()


def _links(root: Element) -> Iterator[Element]:
    return (element for element in root.iter("a") if element.get("href"))
