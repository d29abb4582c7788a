import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.feeds.__main__ import main

PLUGINS = Path(__file__).parents[3] / "plugins"
ITEM = {"title": "One", "link": "http://news.example/1", "guid": "1", "description": "x"}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest.feeds", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment, timeout=120
    )


@pytest.fixture
def options(tmp_path: Path) -> list[object]:
    return ["--content", tmp_path / "con tent", "--cache", tmp_path / "cache", "--now", "2026-11-22T12:00:00Z"]


def test_a_poll_from_the_command_line_logs_a_line_a_feed_and_reports(
    server: Any, answer: Any, rss: Callable[..., bytes], tmp_path: Path, options: list[object]
) -> None:
    server.answers["/f"] = answer(rss(ITEM))
    subscriptions = tmp_path / "subscriptions.toml"
    subscriptions.write_text(
        f'[fetch]\nallow_private = ["{server.address}"]\n[[feed]]\nurl = "{server.url("/f")}"\nname = "Wire"\n'
        f'[[feed]]\nurl = "{server.url("/none")}"\nname = "Nothing"\n'
    )
    report = tmp_path / "out" / "report.json"
    done = run("poll", "--subscriptions", subscriptions, *options, "--all", "--report", report)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert "Wire: ok: 1 new" in lines[0]
    assert "WARNING Nothing: failed (the server answers 404 Not Found; look for its new address" in lines[1]
    assert "2 feeds, 1 failed; entries: 1 new" in lines[2]
    assert (tmp_path / "con tent/news/2026/11/22/one.md").is_file()
    assert [feed["new"] for feed in json.loads(report.read_text())["feeds"]] == [1, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, "no such file"),
        ("[[feed]]\nname = 'x'\n", "feed 1 ('x'): url missing"),
        ("[[feed]]\nname = 'x'\nurl = 'ftp://a.example/'\n", "feed 1 ('x'): url"),
        ("[[feed]]\nname = 'x'\nurl = 'http://a:b@a.example/'\n", "user name"),
        ("[fetch]\ntimeout_s = 0\n", "[fetch]: timeout_s = 0"),
        ("not toml", "isn't TOML"),
    ],
)
def test_wrong_input_ends_with_status_2_before_anything_is_fetched(
    text: str | None, expected: str, tmp_path: Path, options: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "subscriptions.toml"
    if text is not None:
        file.write_text(text)
    assert main(["poll", "--subscriptions", str(file), *map(str, options)]) == 2
    error = capsys.readouterr().err
    assert expected in error
    assert str(file) in error
    assert not (tmp_path / "cache").exists()


def test_most_of_four_feeds_failing_is_a_failed_run(server: Any, tmp_path: Path, options: list[object]) -> None:
    feeds = "".join(f'[[feed]]\nurl = "{server.url(f"/{n}")}"\nname = "N{n}"\n' for n in range(4))
    file = tmp_path / "subscriptions.toml"
    file.write_text(f'[fetch]\nallow_private = ["{server.address}"]\n{feeds}')
    assert run("poll", "--subscriptions", file, *options).returncode == 1
    file.write_text(file.read_text().rpartition("[[feed]]")[0])
    assert run("poll", "--subscriptions", file, *options).returncode == 0


@pytest.mark.parametrize("arguments", [[], ["poll"], ["poll", "--now", "tomorrow"], ["fetch"]])
def test_a_wrong_command_line_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_list_is_followed_and_what_it_leaves_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, subscriptions = tmp_path / "list.opml", tmp_path / "subscriptions.toml"
    command = ["opml-in", str(file), "--subscriptions", str(subscriptions)]
    outlines = "".join(f'<outline text="Bad {number}" xmlUrl="gopher://{number}.example/"/>' for number in range(300))
    file.write_text(f'<opml><body><outline text="Quay" xmlUrl="https://q.example/f"/>{outlines}</body></opml>')
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert "1 of 1 feeds added" in out
    assert "300 entries of the list were left out" in out
    assert f"{file}: left out: 'Bad 7': 'gopher://7.example/' is no address" in err
    assert len(err.splitlines()) == 101
    file.write_text("<opml><body/></opml>")
    assert main(command) == 2
    assert capsys.readouterr().err == f"{file}: this list names no feed that can be followed\n"
    file.unlink()
    assert main(command) == 2
    assert capsys.readouterr().err == f"{file}: can't be read: No such file or directory\n"


def test_a_content_folder_that_cannot_be_written_is_told_before_anything_is_asked(
    server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, content = tmp_path / "subscriptions.toml", tmp_path / "content"
    file.write_text(
        f'[fetch]\nallow_private = ["{server.address}"]\n[[feed]]\nurl = "{server.url("/f")}"\nname = "N"\n'
    )
    command = ["poll", "--subscriptions", str(file), "--content", str(content), "--cache", str(tmp_path / "cache")]
    content.mkdir()
    (content / "news").write_text("")
    assert main(command) == 1
    assert capsys.readouterr().err == f"{content / 'news'}: is no folder, and the articles go there\n"
    (content / "news").unlink()
    with monkeypatch.context() as patch:  # these tests may run as root, who may write anywhere
        patch.setattr("os.access", lambda path, _mode: path != content)
        assert main(command) == 1
    assert capsys.readouterr().err == f"{content}: can't be written, and the articles go there\n"


@pytest.mark.parametrize(
    ("feeds", "name", "hint"),
    [
        (["Quay"], "quya", "did you mean quay?"),
        (["Quay", "Quay Evening News Online", "Tide"], "Evening", "did you mean quay-evening-news-online?"),
        (["Quay", "Tide"], "", "there are quay, tide"),
        (["Quay"], "https://quay.example/", "there are quay"),
        ([f"Feed {number}" for number in range(12)], "Harbour", "feed-9 and 2 more"),
        ([], "Quay", "none is followed"),
    ],
)
def test_a_feed_that_nobody_follows_is_told_with_what_is_near(
    feeds: list[str], name: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "subscriptions.toml"
    tables = (f'[[feed]]\nurl = "https://quay.example/{n}"\nname = "{one}"\n' for n, one in enumerate(feeds))
    file.write_text("".join(tables))
    assert main(["unsubscribe", name, "--subscriptions", str(file)]) == 2
    error = capsys.readouterr().err
    assert f"no feed is {name!r}: expected a feed's slug, name or address; " in error
    assert error.endswith(f"{hint}\n")
