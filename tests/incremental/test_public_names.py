"""What `incremental` names as public, and that naming it costs nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

import incremental

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


def _imported_by(statement: str) -> set[str]:
    """The modules that a statement loads beside those that Python itself has loaded at its start."""
    program = f"import sys; sys.path.insert(0, {str(PLUGINS)!r}); before = set(sys.modules); {statement}; "
    show = "print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program + show], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_importing_the_package_imports_nothing_else() -> None:
    assert _imported_by("import incremental") == {"incremental"}


def test_the_up_to_date_check_brings_in_few_modules() -> None:
    loaded = _imported_by("from incremental import UpToDateCheck")
    run = ("run", "run.build_inputs", "run.processors", "run.up_to_date", "run.watched_environment")
    names = (*run, "state", "state.file_sweep")
    assert {name for name in loaded if name.startswith("incremental")} == {
        "incremental",
        *(f"incremental.{name}" for name in names),
    }
    assert not loaded & {"pelican", "jinja2", "sqlite3", "pathlib", "hashlib", "typing", "re", "dataclasses"}


@pytest.mark.parametrize("name", incremental.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(incremental, name) is not None


def test_the_three_lists_of_public_names_agree() -> None:
    by_module = [name for names in incremental._MODULES.values() for name in names]
    assert sorted([*by_module, "register"]) == sorted(incremental.__all__)


def test_another_name_is_an_error_that_says_so() -> None:
    with pytest.raises(AttributeError, match="module 'incremental' has no attribute 'Recipe'"):
        incremental.Recipe  # type: ignore[attr-defined]  # noqa: B018
