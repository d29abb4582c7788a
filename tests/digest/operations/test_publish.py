import fcntl
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from digest.operations.command_line import BUSY, DONE, FAILED, WRONG_INPUT
from digest.operations.newer_content import BuildNote
from digest.operations.publish import main

SETTINGS = """
SITEURL = "https://news.example.org"
OUTPUT_PATH = "site"
DIGEST_PUBLISH = {target!r}
DIGEST_PUBLISH_KEEP = 2
DIGEST_PUBLISH_COMPRESS = ["gzip"]
DIGEST_PUBLISH_MAX_LOSS = 0.5
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    for name in ("index", "one", "two", "three"):
        (tmp_path / "site" / f"{name}.html").write_text(f"<p>{name}</p>" * 200)
    file = tmp_path / "settings.py"
    file.write_text(SETTINGS.format(target=str(tmp_path / "www")))
    return file


def run(settings: Path, *options: str) -> int:
    return main(["--settings", str(settings), *options])


def test_the_settings_say_where_to_how_many_releases_stay_and_what_is_compressed(settings: Path) -> None:
    for _ in range(4):
        assert run(settings) == DONE
    www = settings.parent / "www"
    assert len(list((www / "releases").iterdir())) == 2
    served = sorted(file.name for file in (www / "current").iterdir())
    pages = [f"{name}.html" for name in ("index", "one", "three", "two")]
    assert served == sorted(["health.json", *pages, *(f"{page}.gz" for page in pages)])
    assert json.loads((www / "current" / "health.json").read_text())["pages"] == 4


def test_options_come_before_the_settings(settings: Path) -> None:
    for _ in range(4):
        assert run(settings, "--to", "elsewhere", "--keep", "3") == DONE
    assert len(list((settings.parent / "elsewhere" / "releases").iterdir())) == 3
    assert not (settings.parent / "www").exists()


def test_releases_are_shown_and_an_earlier_one_is_served_again(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings)
    (settings.parent / "site" / "one.html").unlink()
    run(settings)
    capsys.readouterr()
    assert run(settings, "--releases") == DONE
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("  4 pages")
    assert second.endswith("  3 pages, served")
    assert run(settings, "--rollback") == DONE
    assert (settings.parent / "www" / "current" / "one.html").is_file()
    assert run(settings, "--rollback", second.split()[0]) == DONE
    assert not (settings.parent / "www" / "current" / "one.html").exists()
    assert run(settings, "--rollback", "20200101T000000000000") == FAILED
    assert "there is no release 20200101T000000000000" in capsys.readouterr().err


def test_what_keeps_no_releases_says_so(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(settings, "--to", "site.zip", "--rollback") == FAILED
    assert "only a folder, here or by ssh" in capsys.readouterr().err


def test_a_lost_site_is_refused_by_the_share_of_the_settings(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings)
    for name in ("one", "two"):
        (settings.parent / "site" / f"{name}.html").unlink()
    assert run(settings) == DONE  # half of them
    shutil.rmtree(settings.parent / "site")
    (settings.parent / "site").mkdir()
    (settings.parent / "site" / "index.html").write_text("an empty site")
    (settings.parent / "www" / "current" / "four.html").write_text("one more")
    assert run(settings) == FAILED
    assert "2 of 3 pages that are served are not in the new site (four.html, three.html)" in capsys.readouterr().err
    assert run(settings, "--allow-loss") == DONE


def test_a_site_that_a_build_is_writing_is_not_published(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.open(settings.parent / "site", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    assert run(settings, "--wait-s", "0") == BUSY
    assert "a build is writing into it" in capsys.readouterr().err
    os.close(folder)
    assert run(settings) == DONE


def test_content_that_is_newer_than_the_build_is_told_and_the_site_is_published(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, site = settings.parent / "content", settings.parent / "site"
    content.mkdir()
    (content / "decisions.toml").write_text("")
    now_ns = time.time_ns()
    BuildNote.now(now_ns, settings=settings, content=content, output=site).save(settings.parent / "cache")
    assert run(settings) == DONE
    assert "changed after" not in capsys.readouterr().out
    os.utime(content / "decisions.toml", ns=(now_ns + 1, now_ns + 1))
    assert run(settings) == DONE
    assert "changed after the last build: content/decisions.toml; concordance build" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "message"),
    [("DIGEST_PUBLISH = ''", "give --to"), ("DIGEST_PUBLISH_KEEP = 0", "DIGEST_PUBLISH_KEEP"), ("1 / 0", "ZeroDiv")],
)
def test_a_wrong_setting_has_a_status_of_its_own(
    settings: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    settings.write_text(f"{settings.read_text()}\n{line}\n")
    assert run(settings) == WRONG_INPUT
    assert message in capsys.readouterr().err
