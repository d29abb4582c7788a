"""The editor's own pages: about, method, corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from slugify import slugify

from ...archive.model.article_body import read_body


@dataclass(frozen=True, slots=True)
class EditorPage:
    slug: str
    title: str
    summary: str
    body: Markup


def editor_page(metadata: Mapping[str, Any], markup: str) -> EditorPage:
    """A page of `content/pages`, from what Pelican's reader made of it. The sanitiser cleans it too, since an editor
    pastes from everywhere."""
    body = read_body(markup)
    title = str(metadata["title"])
    return EditorPage(
        slug=slugify(str(metadata.get("slug") or title)),
        title=title,
        summary=str(metadata.get("summary") or body.text.split("\n\n")[0]),
        body=body.html,
    )
