from pathlib import Path

import pytest

from digest.operations.preview import file_watch
from digest.operations.preview.file_watch import FileWatch

LONG_S, SHORT_S = 20.0, 0.7  # a change is noticed within the first; what must not be noticed is waited for so long


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "news").mkdir(parents=True)
    (tmp_path / "content" / "cache").mkdir()
    (tmp_path / "settings.py").write_text("1")
    return tmp_path


def _watch(project: Path) -> FileWatch:
    folders = [project / "content", project / "none"]
    return FileWatch(folders, [project / "settings.py"], ignored=[project, project / "content" / "cache"])


@pytest.mark.parametrize("name", ["content/news/one.md", "content/new/deep/one.md", "settings.py"])
def test_a_change_is_noticed_once_and_again(project: Path, name: str) -> None:
    with _watch(project) as watch:
        for text in ("two", "three"):
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            fresh = project / f"{name}~"
            fresh.write_text(text)
            fresh.replace(project / name)
            assert watch.wait(LONG_S)
            while watch.wait(0.3):
                """A folder that has just come is told of by itself."""


@pytest.mark.parametrize("name", ["content/cache/x", "content/.one.md.swp", "content/one.md~", "other.py"])
def test_what_is_not_the_sites_is_not_noticed(project: Path, name: str) -> None:
    with _watch(project) as watch:
        (project / name).write_text("x")
        assert not watch.wait(SHORT_S)


def test_where_the_system_tells_of_nothing_files_are_looked_at(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = file_watch._changes

    def refused(*arguments: object, polling: bool | None, **options: object) -> object:
        if not polling:
            raise OSError(28, "inotify watch limit reached")
        return real(*arguments, polling=polling, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(file_watch, "_changes", refused)
    with _watch(project) as watch:
        (project / "content" / "one.md").write_text("x")
        assert watch.wait(LONG_S)
    assert "inotify watch limit reached" in caplog.text
