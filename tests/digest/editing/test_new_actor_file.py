from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.names.name_report import ReportedName
from digest.editing.new_actor_file import follow
from digest.errors import ConfigurationError, DigestError


@pytest.mark.parametrize("asked", ["Yevgeny Orlenko", "evgeny  orlenko"])
def test_following_writes_kind_spellings_and_roles(names: tuple[ReportedName, ...], tmp_path: Path, asked: str) -> None:
    file = follow(asked, names, tmp_path)
    assert file.name == "yevgeny-orlenko.md"
    (actor,) = load_actors(tmp_path)
    assert (actor.name, actor.kind, actor.aliases) == ("Yevgeny Orlenko", "person", ("Evgeny Orlenko",))
    assert "governor of Lyman" in actor.background


def test_whom_an_actors_file_has_is_followed_already(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    follow("Yevgeny Orlenko", names, tmp_path)
    with pytest.raises(ConfigurationError, match=r"yevgeny-orlenko\.md is Yevgeny Orlenko"):
        follow("EVGENY ORLENKO", names, tmp_path)


def test_a_name_that_no_article_has_needs_its_kind(names: tuple[ReportedName, ...], tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="in two articles: say what it is with --kind"):
        follow("Norland Ferry Board", names, tmp_path)
    with pytest.raises(DigestError, match="; did you mean 'Yevgeny Orlenko'\\? Else say what it is with --kind"):
        follow("Yevgeny Orlenka", names, tmp_path)
    follow("Norland Ferry Board", names, tmp_path, kind="organisation")
    assert [(actor.name, actor.kind) for actor in load_actors(tmp_path)] == [("Norland Ferry Board", "organisation")]


@pytest.mark.parametrize("asked", ["../../etc/x", "A\nKind: place", "…"])
def test_a_name_chooses_no_path_and_opens_no_field(names: tuple[ReportedName, ...], tmp_path: Path, asked: str) -> None:
    directory = tmp_path / "a" / "b"
    try:
        file = follow(asked, names, directory, kind="work")
    except ConfigurationError:
        assert not directory.exists() or not list(directory.iterdir())
        return
    assert file.parent == directory
    assert [actor.kind for actor in load_actors(directory)] == ["work"]
