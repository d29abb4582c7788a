"""An archive that many articles join is annotated by several processes, as a clean build of a real site is."""

from collections.abc import Callable
from typing import Any

import pytest

from digest.batches import worker_processes
from digest.operations.build import build


def test_names_that_other_processes_find_are_on_the_pages(
    new_site: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    class Counted(worker_processes.WorkerProcesses):
        def __init__(self, jobs: int) -> None:
            begun.append(jobs)
            super().__init__(jobs)

    monkeypatch.setattr(worker_processes, "MIN_TEXTS", 20)
    monkeypatch.setattr(worker_processes, "WorkerProcesses", Counted)
    site = new_site()
    for file in (site.content / "news").rglob("*.md"):
        file.unlink()
    for number in range(20):  # in Russian, so that no process has to load models
        body = f"Гильдия лоцманов ждёт ответа гавани уже {number} дней.\n"
        site.add(f"2023/07/19/wait-{number}", "lantern", f"Лоцманы ждут {number} дней", "08:00", body, Lang="ru")
    settings = site.root / "pelican.conf.py"
    build(settings, content=site.content, output=site.output, cache=site.cache, jobs=2)
    assert begun == [2]
    for number in range(20):
        assert site.page(f"2023/07/19/wait-{number}").css('a[href="/topics/guild-of-pilots/"]')
