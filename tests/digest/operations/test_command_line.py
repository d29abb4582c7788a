from pathlib import Path

import pytest

from digest.errors import BuildError, ConfigurationError
from digest.operations.command_line import command_parser, exit_status, option_arguments


def test_a_command_has_only_the_options_that_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    parser = command_parser("digest.x", "Does x.", "content", "now")
    options = parser.parse_args(["--content", "news"])
    assert (options.content, options.now) == (Path("news"), "")
    with pytest.raises(SystemExit):
        parser.parse_args(["--output", "site"])
    assert "python -m digest.x" in capsys.readouterr().err


def test_options_are_handed_on_to_another_command_without_empty_ones() -> None:
    parser = command_parser("digest.x", "Does x.", "settings", "content", "output", "cache", "now")
    options = parser.parse_args(["--content", "news", "--now", "2026-11-22"])
    arguments = option_arguments(options, "settings", "content", "output", "now")
    assert arguments == ["--settings", "pelican.conf.py", "--content", "news", "--now", "2026-11-22"]


@pytest.mark.parametrize(
    ("error", "status"), [(None, 0), (BuildError("no disk"), 1), (ConfigurationError("no name"), 2)]
)
def test_an_error_of_ours_is_a_line_and_an_exit_status(
    error: Exception | None, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> None:
        if error:
            raise error

    assert exit_status(command) == status
    assert capsys.readouterr().err == (f"{error}\n" if error else "")


def test_a_fault_of_the_program_is_no_line() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_status(lambda: 1 // 0)
