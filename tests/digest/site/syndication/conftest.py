"""A small site whose feeds have archives and name a hub."""

from pathlib import Path
from typing import Any

import pytest

from ..conftest import SmallSite


@pytest.fixture(scope="session")
def hub_site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Any:
    """Seventeen days of news, whose feeds have archives and name a hub; tests only read it."""
    small_site = SmallSite(tmp_path_factory.mktemp("hub"), root)
    for day in range(1, 18):
        small_site.add(f"2023/06/{day:02}/one", "lantern", f"News of day {day}", "09:00", "It rains.\n")
    settings = (root / "pelican.conf.py").read_text(encoding="utf-8")
    for folder in ("plugins", "theme"):
        settings = settings.replace(f'"{folder}"', repr(str(root / folder)))
    file = small_site.content.parent / "pelican.conf.py"
    file.write_text(f'{settings}\nDIGEST_WEBSUB_HUB = "https://hub.example/?a=1&b=2"\n', encoding="utf-8")
    small_site.build(file)
    return small_site
