from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.operations.site_places import read_places


def settings(folder: Path, text: str) -> Path:
    file = folder / "pelican.conf.py"
    file.write_text(text, encoding="utf-8")
    return file


def test_folders_that_the_settings_do_not_name_are_the_usual_ones_beside_them(tmp_path: Path) -> None:
    places = read_places(settings(tmp_path, ""))
    assert (places.content, places.output, places.cache) == tuple(tmp_path / n for n in ("content", "output", "cache"))
    assert places.code == (tmp_path / "theme",)
    assert places.base == ""


def test_folders_of_the_settings_are_taken_from_their_folder_on(tmp_path: Path) -> None:
    text = 'PATH = "news"\nOUTPUT_PATH = "/srv/site"\nCACHE_PATH = "../cache"\nPLUGIN_PATHS = ["plugins"]\n'
    places = read_places(settings(tmp_path, f'{text}SITEURL = "https://news.example/daily/"\n'))
    assert (places.content, places.output) == (tmp_path / "news", Path("/srv/site"))
    assert places.cache == tmp_path / "../cache"
    assert places.code == (tmp_path / "theme", tmp_path / "plugins")
    assert places.base == "/daily"


def test_a_folder_that_is_given_takes_the_place_of_the_one_in_the_settings(tmp_path: Path) -> None:
    places = read_places(settings(tmp_path, 'OUTPUT_PATH = "site"\n'), output=Path("elsewhere"))
    assert places.output == Path("elsewhere")


@pytest.mark.parametrize("text", ["SITENAME = 1 +", "raise KeyError('x')"])
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, text: str) -> None:
    file = settings(tmp_path, text)
    with pytest.raises(ConfigurationError, match=r"pelican\.conf\.py: (SyntaxError|KeyError)"):
        read_places(file)
    file.unlink()
    with pytest.raises(ConfigurationError, match=r"pelican\.conf\.py: FileNotFoundError"):
        read_places(file)
