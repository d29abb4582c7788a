"""The generator of the plugin: it hands all files and views of the site to the writer, and counts what it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from blinker import signal
from pelican.generators import Generator

from incremental import PageGroup

from ..archive.model.addresses import SEARCH_PARTS, editor_page_path, output_file, theme_file
from ..archive.model.article_picture import picture_copies
from ..archive.model.settings import SiteSettings
from ..archive.questions.archive import Archive
from .appearance.assets import Asset, logo_asset, search_script, stylesheet
from .appearance.editor_styles import editor_styles, page_colours
from .appearance.logo import logo
from .appearance.site_icons import icon_assets, site_icons
from .appearance.site_view import icon_links, logo_view, site_view
from .appearance.web_manifest import web_manifest
from .load.editor_pages import EditorPage, editor_page
from .load.handbook_pages import handbook_pages
from .pages.table_of_contents import site_pages
from .pages.text_page import handbook_page, text_page
from .search import SearchBeside, SearchSummary, index_files

site_built = signal("digest_site_built")  # sent with a `BuiltSite` when the last page was handed over


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What the site holds, in numbers."""

    articles: int
    sources: int
    actors: int  # with a page
    quotes: int  # with a speaker
    unattributed: int  # quotes without one
    stories: int  # events that several sources report
    search: SearchSummary


class DigestGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Makes all pages from the archive that `read_and_tag` left in Pelican's context."""

    READING: ClassVar = "digest_reading"  # keys in the context
    ARCHIVE: ClassVar = "digest_archive"

    def generate_output(self, writer: Any) -> None:
        archive: Archive = self.context[self.ARCHIVE]
        settings: SiteSettings = self.context[self.READING].settings
        searching = SearchBeside(archive, settings.cache, writer)
        texts = _editor_pages(self.context["pages"])
        handbook = handbook_pages() if settings.handbook else ()
        style, script = stylesheet(settings.theme, editor_styles(settings)), search_script(settings.theme)
        picture = logo(settings)
        logo_file = logo_asset(picture) if picture else None
        colours = page_colours(settings)
        drawn_icons = site_icons(picture, settings.theme, colours[0], settings.cache)
        icons = icon_assets(drawn_icons) if drawn_icons else {}
        manifest = web_manifest(settings, archive.addresses, icons, colours[0])
        assets = [style, script, manifest, *icons.values(), *([logo_file] if logo_file else [])]
        _write_assets(Path(writer.output_path), assets)
        pictures = picture_copies(archive.articles.pictures(), settings.content)
        view = site_view(archive, texts, style.path, logo_view(archive, logo_file, picture))
        writer.set_site(replace(view, icons=icon_links(archive, icons), colours=colours))
        writer.set_subject(archive)
        writer.ask_questions()
        search = searching.files()
        parts = [(SEARCH_PARTS, search.parts_file)] if search.parts_file else []
        for path, file in (*_theme_files(settings.theme), *parts, *pictures):
            writer.write_copy(path, file)
        for text in texts:
            writer.write_view(output_file(editor_page_path(text.slug)), "text.html", text_page(archive, text))
        for text in handbook:
            writer.write_view(output_file(editor_page_path(text.slug)), "text.html", handbook_page(archive, text))
        slugs = tuple(text.slug for text in (*texts, *handbook))
        writer.write_group(PageGroup(site_pages, script.path, slugs))
        for part, folder in search.folders:
            writer.write_group(PageGroup(index_files, part, str(folder)))
        site_built.send(BuiltSite(**archive.counts(), search=search))


def _editor_pages(pelican_pages: Iterable[Any]) -> list[EditorPage]:
    """The editor's own pages, by title.

    Raises:
        ConfigurationError: one has an address of the site's own.
    """
    pages = [
        editor_page(page.source_path, page.metadata | {"slug": page.slug}, page._content or "")
        for page in pelican_pages
    ]
    return sorted(pages, key=lambda page: page.title)


def _write_assets(output: Path, assets: Iterable[Asset]) -> None:
    for asset in assets:
        target = output / asset.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset.data)


def _theme_files(theme: Path) -> Iterator[tuple[str, Path]]:
    """What is served of the theme's folder `static` as it is, as (path, file): all but the parts of the stylesheet,
    the scripts and the icon, which are named by their content."""
    static = theme / "static"
    for file in sorted(static.rglob("*")):
        if file.is_file() and file.parent.name not in ("css", "js") and file.name != "icon.svg":
            yield theme_file(file.relative_to(static).as_posix()), file
