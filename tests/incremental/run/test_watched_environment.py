"""Which of the environment's variables a build reads."""

import os

import pytest

from incremental.run.watched_environment import ALL_VARIABLES, WatchedEnvironment


@pytest.fixture
def colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLOUR", "red")


@pytest.mark.usefixtures("colour")
def test_names_that_are_read_are_noted() -> None:
    with WatchedEnvironment(os.environ) as watched:
        assert os.environ["COLOUR"] == os.getenv("COLOUR") == "red"
        assert "SHAPE_NOBODY_SET" not in os.environ
    assert watched.names_read == {"COLOUR", "SHAPE_NOBODY_SET"}


@pytest.mark.usefixtures("colour")
def test_going_through_all_of_them_is_noted() -> None:
    for read_all in (dict, len, list, lambda environment: environment.copy(), lambda environment: environment | {}):
        with WatchedEnvironment(os.environ) as watched:
            read_all(os.environ)
        assert ALL_VARIABLES in watched.names_read


def test_what_is_set_stays_set_and_the_environment_is_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.environ
    monkeypatch.delenv("COLOUR", raising=False)
    with WatchedEnvironment(os.environ):
        os.environ["COLOUR"] = "blue"
        assert {"COLOUR": "green"} | os.environ | {"SHAPE": "round"} == {**before, "SHAPE": "round"}
        os.environ |= {"SIZE_FOR_TESTS": "1"}
        del os.environ["SIZE_FOR_TESTS"]
    assert os.environ is before
    assert os.environ["COLOUR"] == "blue"
    assert "SIZE_FOR_TESTS" not in os.environ
    del os.environ["COLOUR"]


def test_the_environment_comes_back_after_a_failure() -> None:
    before = os.environ
    with pytest.raises(ZeroDivisionError), WatchedEnvironment(os.environ):
        raise ZeroDivisionError
    assert os.environ is before
