import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.storage import code_digest as module
from digest.storage.code_digest import code_digest


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages of its own."""
    for name in ("news/__init__.py", "news/rules/verbs.py", "news/rules/data/words.txt", "news/pages.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    monkeypatch.setattr(module, "_PLUGINS", tmp_path)
    code_digest.cache_clear()
    yield tmp_path
    code_digest.cache_clear()


def digest(*packages: str) -> str:
    """As a new process would compute it."""
    code_digest.cache_clear()
    return code_digest(*packages)


@pytest.mark.parametrize("name", ["news/__init__.py", "news/rules/verbs.py", "news/rules/data/words.txt"])
def test_a_change_of_any_file_below_the_package_is_another_digest(plugins: Path, name: str) -> None:
    before = digest("news")
    assert digest("news") == before
    (plugins / name).write_text("changed")
    assert digest("news") != before


def test_a_file_that_is_moved_or_added_is_another_digest(plugins: Path) -> None:
    digests = {digest("news")}
    (plugins / "news/rules/verbs.py").rename(plugins / "news/verbs.py")
    digests.add(digest("news"))
    (plugins / "news/rules/empty.py").write_text("")
    digests.add(digest("news"))
    assert len(digests) == 3


def test_only_the_packages_that_are_named_count(plugins: Path) -> None:
    before = digest("news.rules"), digest("news.pages")
    (plugins / "news/pages.py").write_text("changed")
    assert digest("news.rules") == before[0]
    assert digest("news.pages") != before[1]
    assert digest("news.rules", "news.pages") != before[0]


def test_what_python_compiles_does_not_count(plugins: Path) -> None:
    before = digest("news")
    (plugins / "news/__pycache__").mkdir()
    (plugins / "news/__pycache__/pages.cpython-313.pyc").write_bytes(b"code")
    assert digest("news") == before


def test_another_release_of_a_library_is_another_digest(
    plugins: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tmp_path_factory.mktemp("libraries")
    monkeypatch.setattr(sys, "path", [*sys.path, str(libraries)])
    (libraries / "spacy-3.8.18.dist-info").mkdir()
    before = digest("news")
    (libraries / "spacy-3.8.18.dist-info").rename(libraries / "spacy-3.8.19.dist-info")
    assert digest("news") != before


def test_a_package_that_is_not_there_is_an_error(plugins: Path) -> None:
    with pytest.raises(ValueError, match=r"news\.gone"):
        digest("news", "news.gone")


def test_nothing_is_imported(plugins: Path) -> None:
    before = set(sys.modules)
    (plugins / "news/pages.py").write_text("raise RuntimeError")
    digest("news", "news.pages")
    assert set(sys.modules) == before


def test_the_packages_of_this_project_are_found() -> None:
    assert digest("digest.annotate") != digest("digest.stories", "incremental", "digest.errors")
