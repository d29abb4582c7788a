"""What an editor sets of the look, on a small real site."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[4]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9"/></svg>'


def settings_file(small_site: Any, lines: str) -> Path:
    """The site's own settings and then `lines`."""
    file: Path = small_site.content.parent / "settings.py"
    file.write_text(
        "from runpy import run_path\n"
        f"globals().update(run_path({str(ROOT / 'pelican.conf.py')!r}))\n"
        f"PLUGIN_PATHS, THEME = [{str(ROOT / 'plugins')!r}], {str(ROOT / 'theme')!r}\n{lines}",
        encoding="utf-8",
    )
    return file


def test_a_site_in_german_with_logo_and_templates_of_its_own(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    small_site = new_site()
    (small_site.content / "logo.svg").write_bytes(SVG)
    (small_site.content / "templates").mkdir()
    (small_site.content / "templates" / "text.html").write_text("{{ view.title }}, {{ site.name }}", encoding="utf-8")
    file = settings_file(
        small_site,
        f"THEME_TEMPLATES_OVERRIDES = [{str(small_site.content / 'templates')!r}]\n"
        'DEFAULT_LANG, DIGEST_TIMEZONE, DIGEST_LOGO, DIGEST_ACCENT = "de", "Europe/Berlin", "logo.svg", "#7a1f3d"\n'
        'DIGEST_MENU_SECTIONS = ["Security", "Nothing", "Securitie"]\nDIGEST_ACENT = ""\n',
    )
    small_site.build(file)
    front = small_site.page("index.html")
    assert front.css_first("html").attributes["lang"] == "de"
    assert "Zum Text" in front.css_first("a.skip").text()
    assert "Mittwoch, 19. Juli 2023" in front.css_first("h1").text()
    assert "14:00 CEST" in front.css_first(".folio").text()
    assert [node.text() for node in front.css(".nav .sections a")] == ["Security"]
    assert "DIGEST_MENU_SECTIONS: no article is in the section 'Nothing'" in caplog.text
    assert "in the section 'Securitie', which the menu leaves out: expected one of" in caplog.text
    assert "did you mean 'Security'?" in caplog.text
    assert "there is no setting DIGEST_ACENT" in caplog.text
    assert "did you mean DIGEST_ACCENT?" in caplog.text
    picture = front.css_first(".wordmark img").attributes
    assert [icon.attributes["href"] for icon in front.css("link[rel=icon]")] == ["/favicon.ico", picture["src"]]
    assert (picture["width"], picture["height"], picture["alt"]) == ("120", "40", "")
    assert (small_site.output / (picture["src"] or "").lstrip("/")).read_bytes() == SVG
    [style] = small_site.output.glob("theme/site.*.css")
    assert "--spot: #7a1f3d" in style.read_text(encoding="utf-8")
    assert (small_site.output / "about" / "index.html").read_text(encoding="utf-8") == "About, The Concordance"
