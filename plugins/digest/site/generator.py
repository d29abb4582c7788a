"""The generator: it hands every view to the writer, and counts what was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from blinker import signal
from pelican.generators import Generator

from .appearance.assets import logo_asset, search_script, stylesheet
from .appearance.editor_styles import editor_styles
from .appearance.logo import logo
from .appearance.site_view import logo_view, site_view
from .load.editor_pages import editor_page
from .model.addresses import output_file, theme_file
from .model.archive import Archive
from .model.archive_questions import answer_source
from .model.article_picture import picture_copies
from .model.events import quotes_of
from .pages import all_pages
from .search import SearchSummary, search_files

site_built = signal("digest_site_built")  # sent with a `BuiltSite`, after the last page was handed over


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What the site holds."""

    articles: int
    sources: int
    actors: int
    quotes: int  # with a speaker
    unattributed: int
    stories: int  # events that several sources report
    pages: int
    search: SearchSummary


class DigestGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Makes all pages from the archive that `read_and_tag` left in the context."""

    ARCHIVE: ClassVar = "digest_archive"

    def generate_output(self, writer: Any) -> None:
        archive: Archive = self.context[self.ARCHIVE]
        texts = [
            editor_page(page.metadata | {"slug": page.slug}, page._content or "") for page in self.context["pages"]
        ]
        texts.sort(key=lambda text: text.title)
        settings = archive.settings
        style, script = stylesheet(settings.theme, editor_styles(settings)), search_script(settings.theme)
        mark = logo(settings)
        picture = logo_asset(mark) if mark else None
        for asset in (style, script, *([picture] if picture else [])):
            target = Path(writer.output_path, asset.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(asset.data)
        for path, file in _theme_files(archive.settings.theme):
            writer.write_copy(path, file)
        search = search_files(archive)
        for path, file in search.files:
            writer.write_copy(path, file)
        shown = ((article.id, article.picture) for article in archive.articles if article.picture)
        for path, file in picture_copies(shown, settings.content):
            writer.write_copy(path, file)
        writer.set_site(site_view(archive, texts, style.path, logo_view(archive, picture, mark)))
        writer.set_answer_source(answer_source(archive))
        pages = 0
        for output in all_pages(archive, texts, script.path):
            writer.write_view(output_file(output.path), output.template, output.view)
            pages += 1
        site_built.send(_built(archive, pages, search))


def _theme_files(theme: Path) -> Iterator[tuple[str, Path]]:
    """Everything of the theme's `static` but the parts of the stylesheet and the scripts, as (path, file)."""
    static = theme / "static"
    for file in sorted(static.rglob("*")):
        if file.is_file() and file.parent.name not in ("css", "js"):
            yield theme_file(file.relative_to(static).as_posix()), file


def _built(archive: Archive, pages: int, search: SearchSummary) -> BuiltSite:
    said = [one for article in archive.articles for one in quotes_of(article)]
    attributed = sum(one.quote.speaker is not None for one in said)
    return BuiltSite(
        articles=len(archive.articles),
        sources=len({article.source.slug for article in archive.articles}),
        actors=len(archive.topics),
        quotes=attributed,
        unattributed=len(said) - attributed,
        stories=sum(len(event.sources) > 1 for event in archive.events),
        pages=pages,
        search=search,
    )
