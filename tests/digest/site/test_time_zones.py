"""Days and addresses on a site of another time zone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


def settings_file(small: Any, lines: str) -> Path:
    """The site's own settings and then `lines`."""
    file: Path = small.content.parent / "settings.py"
    file.write_text(
        "from runpy import run_path\n"
        f"globals().update(run_path({str(ROOT / 'pelican.conf.py')!r}))\n"
        f"PLUGIN_PATHS, THEME = [{str(ROOT / 'plugins')!r}], {str(ROOT / 'theme')!r}\n{lines}",
        encoding="utf-8",
    )
    return file


def test_days_are_those_of_the_zone_and_addresses_of_articles_are_not(new_site: Callable[[], Any]) -> None:
    small = new_site()
    small.add("2023/07/18/bell", "lantern", "Neverhaven casts a new bell", "12:30", "The bell weighs nine tonnes.\n")
    small.build(settings_file(small, 'DIGEST_TIMEZONE = "Pacific/Auckland"\n'))
    assert {file.name for file in (small.output / "2023" / "07" / "18").iterdir()} == {
        "index.html",
        "poster.png",
        "bell",
        "organ",
    }
    [bell] = [node for node in small.page("2023/07/19/").css("a") if node.text() == "Neverhaven casts a new bell"]
    assert bell.attributes["href"] == "/2023/07/18/bell/"
    trail = [node.attributes["href"] for node in small.page("2023/07/18/bell").css(".trail a")]
    assert trail[-1] == "/2023/07/19/"
    feed = (small.output / "digests" / "feed.xml").read_text(encoding="utf-8")
    assert "<published>2023-07-19T12:00:00Z</published>" in feed  # 20 July, 0:00 there
    assert "tag:localhost,2023-07-18:/2023/07/18/bell/" in (small.output / "feed.xml").read_text(encoding="utf-8")
