"""Annotating a whole archive ahead of a build: a build finds all of it, and bad input is a line."""

import logging
import shutil
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digest.annotate.records import Text
from digest.annotate.run import annotator, batch
from digest.batches.batch_executor import BatchExecutor
from digest.operations.archive_annotation.__main__ import main
from digest.operations.archive_annotation.annotation_run import annotate_archive
from digest.operations.archive_annotation.run_progress import PassRate
from digest.operations.build import BuildReport, build, site_settings_of
from digest.stories.clustering.evidence import vector_filling
from incremental.run.build_locks import LOCK_FILE, locked_file

ARTICLES = 12


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project with Russian articles, which need no model, and one whose language nobody says."""
    news = tmp_path / "content" / "news"
    news.mkdir(parents=True)
    for number in range(ARTICLES):
        head = f"Title: Гавань {number}\nDate: 2023-07-{number + 1:02d}T09:00:00+00:00\nSlug: n{number}\n"
        lang = "Lang: ru\n" if number else ""
        (news / f"{number}.md").write_text(
            f"{head}{lang}\nГавань закрыта *{number}* дней, говорит Оттолина Вейн из города.\n", encoding="utf-8"
        )
    (tmp_path / "content" / "actors").mkdir()
    (tmp_path / "content" / "actors" / "vane.md").write_text(
        "Title: Ottoline Vane\nKind: person\nAliases: Оттолина Вейн\n\nA pilot.\n", encoding="utf-8"
    )
    shutil.copy(root / "pelican.conf.py", tmp_path / "pelican.conf.py")
    for name in ("plugins", "theme"):
        (tmp_path / name).symlink_to(root / name, target_is_directory=True)
    return tmp_path


def _options(project: Path, *more: str) -> list[str]:
    names = {"settings": "pelican.conf.py", "content": "content", "cache": "cache"}
    return [*(part for name, place in names.items() for part in (f"--{name}", str(project / place))), *more]


def _built(project: Path) -> BuildReport:
    content, output, cache = project / "content", project / "output", project / "cache"
    return build(project / "pelican.conf.py", content=content, output=output, cache=cache, jobs=1)


def test_a_build_after_it_annotates_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_options(project, "--jobs", "1")) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{ARTICLES} articles: {ARTICLES} annotated in ")
    assert f" {ARTICLES} sentence vectors made in " in told
    assert main(_options(project, "--jobs", "1")) == 0
    assert capsys.readouterr().out.startswith(f"{ARTICLES} articles: 0 annotated in ")

    def unwanted(*arguments: Any) -> Any:
        raise AssertionError(f"done again: {arguments}")

    monkeypatch.setattr(annotator, "annotate_batch", unwanted)
    monkeypatch.setattr("digest.stories.clustering.evidence.sentence_vectors._model", unwanted)
    assert _built(project).built.articles == ARTICLES
    assert "Ottoline Vane" in (project / "output" / "2023/07/01/n0/index.html").read_text(encoding="utf-8")


def test_equal_texts_are_annotated_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = project / "content" / "news"
    (news / "again.md").write_text(
        (news / "3.md").read_text(encoding="utf-8").replace("Slug: n3", "Slug: again"), encoding="utf-8"
    )
    done: list[str] = []
    annotate = batch.annotate_batch

    def noted(texts: Sequence[Text], *others: Any) -> Any:
        done.extend(text.id for text in texts)
        return annotate(texts, *others)

    monkeypatch.setattr(annotator, "annotate_batch", noted)
    monkeypatch.setattr("digest.operations.archive_annotation.annotation_run.sentence_encoder", lambda: None)
    report = annotate_archive(_settings(project), BatchExecutorHere())
    assert report.articles == ARTICLES + 1
    assert report.annotations.made == len(done) == ARTICLES
    assert report.vectors is None


class BatchExecutorHere(BatchExecutor):
    """Several batches at once, done in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  as an executor does
            future.set_exception(error)
        return future


def _settings(project: Path) -> dict[str, Any]:
    override = {"PATH": str(project / "content"), "CACHE_PATH": str(project / "cache")}
    return site_settings_of(project / "pelican.conf.py", override)


def test_an_article_over_which_processes_die_is_named_and_kept_from_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    annotate = batch.annotate_batch

    def dying(texts: Sequence[Text], *others: Any) -> Any:
        if any(text.id == "news/7.md" for text in texts):
            raise BrokenExecutor("it ended abruptly")
        return annotate(texts, *others)

    monkeypatch.setattr(annotator, "annotate_batch", dying)
    monkeypatch.setattr("digest.operations.archive_annotation.annotation_run.sentence_encoder", lambda: None)
    report = annotate_archive(_settings(project), BatchExecutorHere())
    assert report.lacking == ("news/7.md: set aside, since processes died over it",)
    assert report.annotations.made == ARTICLES - 1
    with caplog.at_level(logging.WARNING):  # the build does it in its own process, and lives
        assert _built(project).built.articles == ARTICLES
    assert any("news/7.md: it has no annotation" in message for message in caplog.messages)
    monkeypatch.setattr(annotator, "annotate_batch", annotate)
    assert annotate_archive(_settings(project), BatchExecutorHere()).annotations.made == 1


def test_a_vector_that_is_missing_is_made_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []

    def fake(texts: Sequence[str]) -> Any:
        encoded.extend(texts)
        return [np.zeros(512, np.int8) for _ in texts]

    monkeypatch.setattr(vector_filling, "encoded_vectors", fake)
    executor = BatchExecutorHere()
    first = annotate_archive(_settings(project), executor).vectors
    again = annotate_archive(_settings(project), executor).vectors
    assert first is not None
    assert again is not None
    assert (first.made, again.made, len(encoded)) == (ARTICLES, 0, ARTICLES)


def test_a_build_that_is_under_way_is_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked_file(project / "cache" / LOCK_FILE):
        assert main(_options(project)) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("another build is running")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--executor", "dask"), "--executor dask needs --scheduler"),
        (("--executor", "processes", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler needs --executor dask"),
    ],
)
def test_options_that_do_not_fit_are_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert main(_options(project, *more)) == 2
    assert said in capsys.readouterr().err


def test_the_rate_is_that_of_the_last_minutes() -> None:
    rate = PassRate(10_000, 0.0)
    assert rate.told(0, 0.0) == "0 of 10,000 articles"
    assert rate.told(5_000, 1.0) == "5,000 of 10,000 articles, 5,000.0 a second, 0:00:01 left"  # cached ones
    for second in range(30, 300, 30):
        told = rate.told(5_000 + 10 * second, 1.0 + second)
    assert told == "7,700 of 10,000 articles, 10.0 a second, 0:03:50 left"
