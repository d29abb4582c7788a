"""The editor's styles follow the theme's."""

from pathlib import Path

from digest.site.appearance.editor_styles import editor_styles
from digest.site.load.settings_reading import site_settings

ROOT = Path(__file__).resolve().parents[4]


def settings(content: Path, **own: object) -> dict[str, object]:
    return {
        "SITEURL": "https://digest.example", "SITENAME": "Site", "DEFAULT_LANG": "en", "PATH": str(content),
        "CACHE_PATH": "cache", "THEME": str(ROOT / "theme"), "DEFAULT_CATEGORY": "News", **own,
    }  # fmt: skip


def test_editor_styles_come_behind_the_accent(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(":root { --spot: #000; }", encoding="utf-8")
    made = editor_styles(site_settings(settings(tmp_path, DIGEST_ACCENT="#0b5570", DIGEST_STYLES=["own.css"]))).decode()
    assert made.index("#0b5570") < made.index("#000")
