"""The data files of the lexicon, line by line."""

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"


def data_text(file: str) -> str:
    """The text of a file in `data/`."""
    return (DATA / file).read_text(encoding="utf-8")


def data_lines(file: str) -> list[str]:
    """The lines of a file in `data/`, without blank lines and comments."""
    return [line for line in data_text(file).splitlines() if line and not line.startswith("#")]


def usual_names(file: str) -> dict[str, str]:
    """Every name in a file -> its usual name. A line has the usual name, a tab, and other names separated by ";"."""
    usual_by_name: dict[str, str] = {}
    for line in data_lines(file):
        usual, _, others = line.partition("\t")
        for name in (usual, *filter(None, others.split(";"))):
            usual_by_name[name] = usual
    return usual_by_name
