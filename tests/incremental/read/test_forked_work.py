"""Work over processes: the results of one, whatever happens to the others."""

import logging
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from incremental.read.forked_work import WorkBeside, spread


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each process that this one forks."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(len(made))
        return fork()

    monkeypatch.setattr(os, "fork", noted)
    return made


def _spread(items: list[Any], work: Any, folder: Path, jobs: int = 3) -> list[Any]:
    return list(spread(items, work, jobs=jobs, folder=folder, at_least=1, begin=lambda: None))


@pytest.mark.alone
def test_results_come_in_the_order_of_the_items_from_several_processes(tmp_path: Path) -> None:
    results = _spread(list(range(10)), lambda item: (item * item, os.getpid()), tmp_path)
    assert [square for square, _ in results] == [item * item for item in range(10)]
    assert len({process for _, process in results} - {os.getpid()}) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.alone
def test_what_fails_or_logs_is_left_to_the_caller(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def work(item: int) -> int:
        if item == 1:
            raise ValueError(item)
        if item == 2:
            logging.getLogger("reader").warning("odd")
        return item

    assert _spread([0, 1, 2, 3], work, tmp_path) == [0, None, None, 3]
    assert caplog.text == ""


@pytest.mark.alone
def test_the_share_of_a_worker_that_is_killed_is_left_to_the_caller(tmp_path: Path) -> None:
    def work(item: int) -> int:
        if item == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert _spread([0, 1, 2, 3], work, tmp_path, jobs=2) == [0, None, 2, None]


def test_nothing_is_forked_beside_other_threads(tmp_path: Path) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert _spread([0, 1], lambda item: item, tmp_path) == [None, None]
    finally:
        end.set()
        thread.join()


def test_too_little_work_is_not_spread(tmp_path: Path) -> None:
    assert list(spread([1, 2, 3], abs, jobs=2, folder=tmp_path, at_least=2, begin=lambda: None)) == [None] * 3


@pytest.mark.alone
def test_reading_and_rendering_over_processes_give_the_bytes_of_one(
    site: Any, forks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incremental.read.source_cache._FILES_A_PROCESS", 16)
    monkeypatch.setattr("incremental.run.build_run._PAGES_A_PROCESS", 50)
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html", "DIRECT_TEMPLATES": ["index"]}
    site.template("article.html", "{{ article.title }}|{{ article.date }}|{{ article.content }}|{{ article.summary }}")
    site.template("index.html", "{% for article in articles %}{{ article.title }}|{{ article.summary }}{% endfor %}")
    site.template("page.html", "{{ site.name }}{% for item in view['items'] %}<p>{{ item }}{% endfor %}")
    for number in range(40):
        site.article(f"{number}.md", f"**{number}** " * 50, slug=str(number), tags=f"t{number % 3}")
    site.pages = {f"v/{number}.html": ("page.html", {"items": ["é<&", str(number)] * 20}) for number in range(120)}
    one = site.clean_files(INCREMENTAL_JOBS=1)
    assert len(one) == 161
    assert forks == []
    summary = site.build(INCREMENTAL_JOBS=2)
    assert len(forks) == 4  # two that read, two that render
    assert (summary.parsed, summary.rendered) == (40, 120)
    assert site.files() == one
    for number in range(40):
        site.article(f"{number}.md", "edited " * number, slug=str(number), tags="t0, new")
    for number in range(100):
        site.pages[f"v/{number}.html"] = ("page.html", {"items": [str(number)]})
    one = site.clean_files(INCREMENTAL_JOBS=1)
    site.build(INCREMENTAL_JOBS=2)
    assert len(forks) == 8
    assert site.files() == one


@pytest.mark.alone
def test_work_beside_gives_its_result_once_it_is_done(tmp_path: Path) -> None:
    beside = WorkBeside(lambda: ("done", os.getpid()), tmp_path / "result", fork=True)
    word, process = beside.result()
    assert (word, process != os.getpid()) == ("done", True)
    assert beside.result() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.alone
def test_work_beside_that_fails_or_is_not_begun_is_left_to_the_caller(tmp_path: Path) -> None:
    begun: list[int] = []

    def work() -> int:
        begun.append(1)
        raise ValueError

    assert WorkBeside(work, tmp_path / "result", fork=True).result() is None
    assert WorkBeside(work, tmp_path / "result", fork=False).result() is None
    assert not begun  # in this process


@pytest.mark.alone
def test_work_that_nobody_waits_for_ends_with_its_caller(tmp_path: Path) -> None:
    beside = WorkBeside(lambda: time.sleep(600), tmp_path / "result", fork=True)
    assert beside._worker
    child = beside._worker._process
    assert child
    beside.end()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
