"""Annotating in several processes."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from digest.annotate.records import Actor, Text
from digest.annotate.run.annotator import Annotator
from digest.annotate.run.worker_processes import MIN_TEXTS, workers
from digest.errors import AnnotationError
from tests.digest.annotate.run.annotating import run


def test_processes_are_begun_for_many_texts_and_give_what_one_gives(actors: tuple[Actor, ...]) -> None:
    texts = [Text(str(number), f"Гавань закрыта {number} дней.", lang="ru") for number in range(MIN_TEXTS)]
    with workers(2, 1) as executor:
        assert executor is None
    with workers(2, len(texts)) as executor:
        assert executor is not None
        assert run(Annotator(actors, executor=executor), texts) == run(Annotator(actors), texts)


def test_a_process_that_dies_is_one_line(actors: tuple[Actor, ...]) -> None:
    class Dying(ThreadPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenProcessPool("it ended abruptly")

    with Dying() as executor, pytest.raises(AnnotationError, match="has died") as raised:
        run(Annotator(actors, executor=executor))
    assert "\n" not in str(raised.value)
