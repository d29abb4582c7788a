"""`invoke deliver`, as a timer starts it: what is wrong is told before anything is sent."""

from pathlib import Path

import pytest

from digest.operations import refresh
from digest.operations.command_line import command_parser
from digest.operations.delivery.__main__ import LOCK_FILE, main
from digest.operations.run_lock import run_lock

from .conftest import GrowingArchive, MailBox

CONFIG = """
from pathlib import Path
exec(Path({conf!r}).read_text())
PATH, CACHE_PATH = {content!r}, {cache!r}
SITEURL = {url!r}
"""
FILE = '[[mail]]\nname = "desk"\nto = ["desk@example.org"]\nsend = ["day"]\n'


@pytest.fixture
def options(growing: GrowingArchive, tmp_path: Path, root: Path) -> list[str]:
    """The options of a site with a built archive."""
    (tmp_path / "content").mkdir()
    _configure(tmp_path, root)
    growing.index.close()
    return ["--settings", str(tmp_path / "conf.py"), "--now", "2023-07-10T06:00:00Z"]


def _configure(work: Path, root: Path, url: str = "https://digest.example") -> None:
    places = {"content": str(work / "content"), "cache": str(work), "url": url}
    (work / "conf.py").write_text(CONFIG.format(conf=str(root / "pelican.conf.py"), **places), encoding="utf-8")


def test_the_digest_is_delivered_and_only_once(
    options: list[str], mailbox: MailBox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 0
    assert "nothing is to be delivered" in capsys.readouterr().out
    (tmp_path / "content" / "delivery.toml").write_text(FILE)
    for expected in ("1 letters sent", "0 letters sent"):
        assert main(options) == 0
        assert expected in capsys.readouterr().out
    assert [mail["Subject"] for _, mail in mailbox.mails] == ["The Concordance: Sunday 9 July 2023"]
    assert (tmp_path / "content" / "deliveries.jsonl").is_file()


def test_a_server_that_is_down_fails_no_run(
    options: list[str], mailbox: MailBox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content" / "delivery.toml").write_text(FILE)
    mailbox.answer = "451 not now"
    assert main(options) == 0
    assert "1 to be tried again" in capsys.readouterr().out
    mailbox.answer = "250 OK"
    assert main([*options[:-1], "2023-07-10T06:30:00Z"]) == 0
    assert len(mailbox.mails) == 1


def test_what_is_wrong_is_told_and_nothing_is_sent(
    options: list[str], mailbox: MailBox, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "content" / "delivery.toml"
    file.write_text(f'{FILE}\n[[webhook]]\nname = "chat"\nurl = "NO_SUCH_VARIABLE"\nsend = ["day"]\n')
    assert main(options) == 2
    assert "the environment has no NO_SUCH_VARIABLE" in capsys.readouterr().err
    file.write_text(f"{FILE}colour = 1\n")
    assert main(options) == 2
    assert "delivery.toml, line 5, [[mail]] 1, colour: there is no such key" in capsys.readouterr().err
    file.write_text(FILE)
    _configure(tmp_path, root, "http://localhost:8000")
    assert main(options) == 2
    assert "letters would lead nowhere" in capsys.readouterr().err
    _configure(tmp_path, root)
    (tmp_path / "content" / "deliveries.jsonl").write_text("broken\n")
    assert main(options) == 1
    assert "deliveries.jsonl, line 1" in capsys.readouterr().err
    (tmp_path / "content" / "deliveries.jsonl").unlink()
    (tmp_path / "archive.sqlite").unlink()
    assert main(options) == 1
    assert "concordance build comes first" in capsys.readouterr().err
    assert mailbox.mails == []


def test_one_run_delivers_at_a_time(options: list[str], mailbox: MailBox, tmp_path: Path) -> None:
    (tmp_path / "content" / "delivery.toml").write_text(FILE)
    with run_lock(tmp_path / LOCK_FILE):
        assert main(options) == 75
    assert mailbox.mails == []


def test_a_scheduled_run_delivers_at_its_end_and_refuses_a_wrong_file_before_its_poll(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--settings", options[1], "--content", str(tmp_path / "content"), "--cache", str(tmp_path)]
    file = tmp_path / "content" / "delivery.toml"
    file.write_text(FILE)
    parsed = command_parser("x", "", "settings", "content", "output", "cache", "now").parse_args(places)
    parsed.publish, parsed.limit_s = str(tmp_path / "www"), 100.0
    steps = refresh._steps(parsed)
    assert [name for name, _ in steps] == ["poll", "retention", "build", "publish", "keep", "deliver"]
    assert steps[-1][1][1:3] == ["-m", "digest.operations.delivery"]
    file.write_text("[[post]]\n")
    assert refresh.main(places) == 2
    assert "delivery.toml, line 1, post: there is no such key" in capsys.readouterr().err
    assert not (tmp_path / "poll.json").exists()
