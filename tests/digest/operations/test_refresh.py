import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest
from filelock import FileLock

from digest.operations import command_line, refresh
from digest.operations.command_line import BUSY


def step(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def writes(file: Path, text: str) -> list[str]:
    return step(f"open({str(file)!r}, 'a').write({text!r})")


def test_steps_run_in_turn_and_the_run_is_done(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [("poll", writes(log, "poll ")), ("build", writes(log, "build"))]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == command_line.DONE
    assert log.read_text() == "poll build"


def test_the_site_is_built_though_feeds_failed_and_the_status_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [("poll", step("raise SystemExit(1)")), ("build", writes(log, "build"))]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == command_line.FAILED
    assert log.read_text() == "build"


def test_the_site_is_built_though_old_articles_could_not_go_but_not_by_a_rule_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log"
    build = ("build", writes(log, "build"))
    refused, wrong = (("retention", step(f"raise SystemExit({status})")) for status in (1, 2))
    assert refresh.refresh([refused, build], lock=tmp_path / "lock", limit_s=30) == command_line.FAILED
    assert log.read_text() == "build"
    assert refresh.refresh([wrong, build], lock=tmp_path / "lock", limit_s=30) == command_line.WRONG_INPUT
    assert log.read_text() == "build"


def test_old_articles_go_once_a_day_between_poll_and_build(root: Path, tmp_path: Path) -> None:
    options = Namespace(
        settings=root / "pelican.conf.py",
        content=tmp_path / "content",
        output=None,
        cache=tmp_path / "cache",
        now="2026-11-22T12:00:00Z",
        publish="",
        limit_s=60.0,
    )
    steps = refresh._steps(options)
    assert [name for name, _ in steps][:3] == ["poll", "retention", "build"]
    command = steps[1][1]
    assert command[2:4] == ["digest.operations.retention", "--daily"]
    assert command[command.index("--now") + 1] == options.now


@pytest.mark.parametrize(
    ("status", "expected"), [(1, command_line.FAILED), (2, command_line.WRONG_INPUT), (-9, command_line.FAILED)]
)
def test_nothing_is_published_after_a_build_that_failed(tmp_path: Path, status: int, expected: int) -> None:
    log = tmp_path / "log"
    fails = step(f"import os; os.kill(os.getpid(), 9) if {status} < 0 else os._exit({status})")
    steps = [("build", fails), ("publish", writes(log, "publish"))]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == expected
    assert not log.exists()


def test_a_site_that_lacks_files_is_published_and_the_status_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [("build", step("raise SystemExit(3)")), ("publish", writes(log, "publish"))]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == command_line.FAILED
    assert log.read_text() == "publish"


def test_what_is_published_after_a_failure_says_so_in_its_health_file(tmp_path: Path) -> None:
    log = tmp_path / "log"
    publish = ("publish", step(f"import sys; open({str(log)!r}, 'a').write(f'{{sys.argv[1:]}} ')"))
    poll_failed, poll_was_cut = step("raise SystemExit(1)"), step("raise SystemExit(124)")
    assert refresh.refresh([("poll", poll_failed), publish], lock=tmp_path / "lock", limit_s=30) == command_line.FAILED
    assert refresh.refresh([("poll", poll_was_cut), publish], lock=tmp_path / "lock", limit_s=30) == command_line.DONE
    assert log.read_text() == "['--after-failure'] [] "


def test_the_outcome_of_a_run_has_its_steps(tmp_path: Path) -> None:
    steps = [("poll", step("raise SystemExit(1)")), ("build", step("raise SystemExit(1)")), ("publish", step("pass"))]
    outcome = refresh.run_steps(steps, lock=tmp_path / "lock", limit_s=30)
    assert [(one.name, one.status) for one in outcome.steps] == [("poll", 1), ("build", 1)]
    assert not outcome.is_good


@pytest.mark.parametrize("limit", ["0", "-5", "nan", "inf", "soon", "1e9", ""])
def test_what_is_no_limit_in_seconds_is_told(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        refresh.main([f"--limit-s={limit}"])
    assert ended.value.code == 2
    assert f"{limit!r}: expected seconds, more than 0 and at most 604800" in capsys.readouterr().err


def test_wrong_input_ends_the_run_before_the_build(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [("poll", step("raise SystemExit(2)")), ("build", writes(log, "build"))]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == command_line.WRONG_INPUT
    assert not log.exists()


def test_the_site_is_built_of_what_came_when_the_polls_time_is_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    build = ("build", writes(log, "build "))
    steps = [("poll", step("raise SystemExit(124)")), build]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=30) == command_line.DONE
    # One that doesn't end itself is ended, and leaves the build its time.
    steps = [("poll", step("import time; time.sleep(60)")), build]
    assert refresh.refresh(steps, lock=tmp_path / "lock", limit_s=9) == refresh.TIME_LIMIT
    assert log.read_text() == "build build "


def test_a_second_run_says_that_one_is_under_way(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock"):
        log = tmp_path / "log"
        assert refresh.refresh([("build", writes(log, "x"))], lock=tmp_path / "lock", limit_s=30) == BUSY
        assert not log.exists()


def test_a_dead_run_holds_no_lock(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        step(
            "import filelock, sys, time\n"
            f"lock = filelock.FileLock({str(tmp_path / 'lock')!r})\n"
            "lock.acquire()\nprint('held', flush=True)\ntime.sleep(60)"
        ),
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert (tmp_path / "lock").exists()
    assert refresh.refresh([("build", step("pass"))], lock=tmp_path / "lock", limit_s=30) == command_line.DONE


def test_a_step_is_ended_with_its_children_when_the_time_is_up(tmp_path: Path) -> None:
    child = tmp_path / "child"
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(child)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    assert refresh.refresh([("poll", step(code))], lock=tmp_path / "lock", limit_s=4) == refresh.TIME_LIMIT
    time.sleep(0.2)
    assert not _runs(int(child.read_text()))


def test_a_run_that_is_asked_to_end_ends_its_step_first(tmp_path: Path, root: Path) -> None:
    pid_file, lock = tmp_path / "pid", tmp_path / "lock"
    slow = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        "import sys\nfrom pathlib import Path\nfrom digest.operations import refresh\nrefresh._end_when_asked()\n"
        f"steps = [('poll', [sys.executable, '-c', {slow!r}])]\n"
        f"sys.exit(refresh.refresh(steps, lock=Path({str(lock)!r}), limit_s=60))"
    )
    run = subprocess.Popen(step(code), env={**os.environ, "PYTHONPATH": str(root / "plugins")})
    while not (pid_file.exists() and pid_file.read_text()):
        time.sleep(0.05)
    run.terminate()
    assert run.wait() == 128 + signal.SIGTERM
    assert not _runs(int(pid_file.read_text()))
    assert refresh.refresh([("build", step("pass"))], lock=lock, limit_s=30) == command_line.DONE


def test_a_step_whose_run_was_killed_keeps_the_next_run_out(tmp_path: Path, root: Path) -> None:
    pid_file, lock = tmp_path / "pid", tmp_path / "lock"
    slow = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        "import sys\nfrom pathlib import Path\nfrom digest.operations import refresh\n"
        f"refresh.refresh([('poll', [sys.executable, '-c', {slow!r}])], lock=Path({str(lock)!r}), limit_s=60)"
    )
    run = subprocess.Popen(step(code), env={**os.environ, "PYTHONPATH": str(root / "plugins")})
    while not (pid_file.exists() and pid_file.read_text()):
        time.sleep(0.05)
    run.kill()
    run.wait()
    assert refresh.refresh([("build", step("pass"))], lock=lock, limit_s=30) == BUSY
    os.kill(int(pid_file.read_text()), signal.SIGKILL)


@pytest.mark.parametrize("url", ["", "http://localhost:8000", "http://127.0.0.1/news"])
def test_a_site_of_this_machine_is_not_published_and_nothing_is_done(
    tmp_path: Path, root: Path, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pelican.conf.py").write_text(f"SITEURL = {url!r}\n")
    monkeypatch.chdir(tmp_path)
    settings = str(tmp_path / "pelican.conf.py")
    assert refresh.main(["--settings", settings, "--publish", "served"]) == command_line.WRONG_INPUT
    assert 'SITEURL="https://' in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["pelican.conf.py"]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return status != "Z"  # killed, and not yet fetched by init


def test_wrong_subscriptions_are_named_with_a_status_of_their_own(tmp_path: Path, root: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "subscriptions.toml").write_text('[[feed]]\nurl = "ftp://x.example/"\nname = "Wire"\n')
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "digest.operations.refresh",
            "--content",
            str(content),
            "--cache",
            str(tmp_path / "cache"),
            "--metrics",
            str(tmp_path / "run.prom"),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "plugins"), "DIGEST_LOG": "json"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == command_line.WRONG_INPUT
    records = [json.loads(line) for line in done.stderr.splitlines()]
    fault = next(record for record in records if record["level"] == "ERROR")
    assert fault["message"].startswith(f"{content / 'subscriptions.toml'}: line 2, feed 1 ('Wire'): url")
    assert fault["program"] == "digest.feeds"
    assert records[-1]["message"].startswith("poll: status 2 after")
    metrics = (tmp_path / "run.prom").read_text()
    assert 'concordance_step_status{step="poll"} 2' in metrics


def test_a_page_that_is_out_stays_when_fewer_articles_have_the_name(tmp_path: Path, root: Path) -> None:
    news = tmp_path / "content" / "news"
    news.mkdir(parents=True)
    (tmp_path / "content" / "subscriptions.toml").write_text("feed = []\n")
    for number, source in enumerate(("harbour-post", "quay-times", "quay-times")):
        header = f"Title: Talks {number}\nDate: 2023-07-0{number + 1} 10:00\nSlug: talks-{number}\nSource: {source}\n"
        text = f'"The pier number {number} is safe," said Odo Flinck, the mayor. Odo Flinck will speak again.\n'
        (news / f"talks-{number}.md").write_text(f"{header}Lang: en\n\n{text}")
    folders = ["--content", tmp_path / "content", "--cache", tmp_path / "cache", "--output", tmp_path / "output"]
    command = [sys.executable, "-m", "digest.operations.refresh", *map(str, folders)]
    environment = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    page = tmp_path / "output" / "topics" / "odo-flinck" / "index.html"
    subprocess.run(command, cwd=root, env=environment, check=True)
    assert "Fewer have it now" not in page.read_text(encoding="utf-8")
    (news / "talks-1.md").unlink()
    (news / "talks-2.md").unlink()
    subprocess.run(command, cwd=root, env=environment, check=True)
    assert "Fewer have it now" in page.read_text(encoding="utf-8")
    (tmp_path / "content" / "kept-pages.txt").unlink()
    subprocess.run(command, cwd=root, env=environment, check=True)
    assert not page.exists()


def test_what_is_published_is_the_folder_that_the_settings_name(tmp_path: Path, root: Path) -> None:
    for name in ("plugins", "theme"):
        (tmp_path / name).symlink_to(root / name, target_is_directory=True)
    settings = (root / "pelican.conf.py").read_text(encoding="utf-8")
    (tmp_path / "pelican.conf.py").write_text(f'{settings}\nOUTPUT_PATH = "elsewhere"\n', encoding="utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_text("another site")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "subscriptions.toml").write_text("feed = []\n")
    (tmp_path / "content" / "one.md").write_text("Title: One\nDate: 2023-07-19 09:00\nSlug: one\nLang: de\n\nWorte.\n")
    command = [sys.executable, "-m", "digest.operations.refresh", "--publish", "served"]
    environment = {**os.environ, "PYTHONPATH": str(root / "plugins"), "SITEURL": "https://news.example.org"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "elsewhere" / "index.html").samefile(tmp_path / "served" / "current" / "index.html")
