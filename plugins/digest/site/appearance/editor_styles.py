"""The styles that the editor adds without touching the theme: an accent colour, and style sheets of their own."""

from pathlib import Path

from ...archive.model.settings import SiteSettings
from ...errors import ConfigurationError
from ...storage.regular_file import read_regular_file
from .accent_colour import accent, paper_colours


def editor_styles(settings: SiteSettings) -> bytes:
    """CSS to follow the theme's own: the accent colour, then the editor's files in the order of the settings.

    Raises:
        ConfigurationError: a colour can't be read or has too little contrast, or a file is missing.
    """
    styles = [accent(settings.accent, _tokens(settings.theme))] if settings.accent else []
    for name in settings.styles:
        try:
            styles.append(read_regular_file(settings.content / name))
        except OSError as error:
            raise ConfigurationError(f"DIGEST_STYLES: {settings.content / name}: {error.strerror}") from error
    return b"\n".join(styles)


def page_colours(settings: SiteSettings) -> tuple[str, str]:
    """The colours of light pages and of dark ones, for the frame that browsers draw around a page: the editor's where a
    stylesheet of theirs gives one, else the theme's."""
    return paper_colours([_tokens(settings.theme), editor_styles(settings).decode("utf-8", "replace")])


def _tokens(theme: Path) -> str:
    try:
        return (theme / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    except OSError:
        return ""  # another theme, whose backgrounds are taken to be white and nearly black
