"""A small site that offers all data."""

from pathlib import Path

import pytest

from ..conftest import SmallSite

EXTRACT = "This sentence stands behind the words that may be printed, and nobody may have it. "


def data_settings(work: Path, root: Path, pages: str = '["followed", "found", "sources", "stories"]') -> Path:
    """A settings file of a site whose pages have files of data."""
    file = work / "pelican.conf.py"
    file.write_text(
        f"from pathlib import Path\nexec(Path({str(root / 'pelican.conf.py')!r}).read_text())\n"
        f"THEME, PLUGIN_PATHS = {str(root / 'theme')!r}, [{str(root / 'plugins')!r}]\n"
        f"DIGEST_OPEN_DATA = {pages}\nDIGEST_OPEN_DATA_URL = 'https://data.example/all'\nDIGEST_EXCERPT_WORDS = 40\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture(scope="session")
def open_site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> SmallSite:
    """A small site whose pages all have files of data; tests only read it."""
    work = tmp_path_factory.mktemp("open")
    made = SmallSite(work, root)
    said = "“We have mended these nets by hand [for years],” said Odo Flinck, the harbourmaster. "
    made.add("2023/07/20/nets", "lantern", '=cmd|"/C calc"!A0', "08:00", f"{'The nets hold well. ' * 9}{said}{EXTRACT}")
    made.add(
        "2023/06/30/kite", "lantern", "A kite over Neverhaven", "08:00", f"The Pilots’ Guild flew a kite. {said}\n"
    )
    made.build(data_settings(work, root))
    return made
