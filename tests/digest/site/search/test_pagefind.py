"""The program pagefind where it fails or doesn't answer."""

from pathlib import Path

import pytest

from digest.site.search import pagefind
from digest.site.search.pagefind import SearchError

from .small_search_records import record, script


@pytest.mark.parametrize("text", ["exit 3", "echo bm90aGluZw==,; sleep 1", "printf %s W10=,; sleep 1"])
def test_a_program_that_fails_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(SearchError, match="pagefind"):
        pagefind.index(script(tmp_path, text), [record(1)], tmp_path / "out", "en")


def test_a_program_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "ANSWER_S", 0.1)
    with pytest.raises(SearchError, match="no answer"):
        pagefind.index(script(tmp_path, "exec sleep 30"), [record(1)], tmp_path / "out", "en")
