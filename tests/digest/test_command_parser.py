import pytest

from digest.command_parser import TYPED, CommandParser


def test_what_is_refused_is_told_under_the_name_that_was_typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(TYPED, "concordance suggest")
    parser = CommandParser(prog="python -m digest.editing")
    parser.add_argument("--limit", type=int)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--limit", "many"])
    said = "argument --limit: invalid int value: 'many'; `concordance suggest --help` shows what it can be told"
    assert (ended.value.code, capsys.readouterr().err) == (2, f"concordance suggest: {said}\n")
