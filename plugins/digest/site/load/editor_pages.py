"""The editor's own pages: about, method, corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from slugify import slugify

from ...archive.model.addresses import OWN_FOLDERS, editor_page_path
from ...archive.model.article_body import read_body
from ...errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class EditorPage:
    slug: str
    title: str
    summary: str
    body: Markup


def editor_page(file: str, metadata: Mapping[str, Any], markup: str) -> EditorPage:
    """A page of `content/pages`, from what Pelican's reader made of a file. The sanitiser cleans it too, since an
    editor pastes from everywhere.

    Raises:
        ConfigurationError: its address is that of a page or folder of the site's own.
    """
    body = read_body(markup)
    title = str(metadata["title"])
    slug = slugify(str(metadata.get("slug") or title))
    if editor_page_path(slug) in OWN_FOLDERS:
        raise ConfigurationError(f"{file}: /{slug}/ is the site's own address: expected another Slug in the header")
    return EditorPage(
        slug=slug,
        title=title,
        summary=str(metadata.get("summary") or body.text.split("\n\n")[0]),
        body=body.html,
    )
