"""The command that begins the catalogue of a language and brings all of them up to date."""

from pathlib import Path

import pytest

from digest.site.i18n import catalogues


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path / "locale")
    monkeypatch.setattr(catalogues, "_update_all", lambda: 0)
    return tmp_path / "locale"


@pytest.mark.parametrize(
    "lang", ["xx", "english", "../../x", "x y", "1", "-", "de_QQ", "\x1b[31m", "d\x00e", "e" * 5000]
)
def test_what_is_no_language_is_told_and_nothing_is_written(
    lang: str, locales: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogues.main([f"--begin={lang}"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "expected a language such as de, fr or uk" in line
    assert line.isprintable()
    assert len(line) < 300
    assert not locales.exists()


def test_the_language_of_the_messages_needs_no_catalogue(locales: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main(["--begin", "en-GB"]) == 2
    assert "another language" in capsys.readouterr().err
    assert not locales.exists()


@pytest.mark.parametrize("lang", ["fr", "fr-CA", "fr_CA"])
def test_a_catalogue_is_that_of_a_language_whatever_its_country(lang: str, locales: Path) -> None:
    assert catalogues.main(["--begin", lang]) == 0
    assert [file.relative_to(locales).as_posix() for file in locales.rglob("*.po")] == ["fr/LC_MESSAGES/messages.po"]


def test_a_folder_that_cannot_be_written_is_told(locales: Path, capsys: pytest.CaptureFixture[str]) -> None:
    locales.write_text("", encoding="utf-8")
    assert catalogues.main(["--begin", "fr"]) == 1
    assert "can't be written" in capsys.readouterr().err
