import json
import os
import subprocess
import sys
from pathlib import Path

CODE = """
import logging, sys, warnings
from digest.operations.command_line import start_logging
start_logging()
start_logging()
logging.getLogger("one").info("a line\\nof two, %s", "“quoted”")
logging.getLogger("one").debug("not told")
print("printed", end=" ")
print("in parts")
print("two\\nlines", file=sys.stderr)
warnings.warn("a warning", stacklevel=1)
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("two").exception("it failed")
raise SystemExit(int("7") if len(sys.argv) == 1 else {}["not there"])
"""


def run(root: Path, log: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "plugins"), "DIGEST_LOG": log, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", CODE, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_line_on_both_streams_is_an_object(root: Path) -> None:
    done = run(root, "json")
    assert done.returncode == 7
    [printed] = map(json.loads, done.stdout.splitlines())
    assert (printed["level"], printed["logger"], printed["message"]) == ("INFO", "stdout", "printed in parts")
    records = list(map(json.loads, done.stderr.splitlines()))
    told = [(record["level"], record["logger"], record["message"].splitlines()[0]) for record in records]
    assert told[0] == ("INFO", "one", "a line")
    assert told[1:3] == [("ERROR", "stderr", "two"), ("ERROR", "stderr", "lines")]
    assert told[3][:2] == ("WARNING", "py.warnings")
    assert told[4] == ("ERROR", "two", "it failed")
    assert "ZeroDivisionError" in records[4]["exception"]
    assert records[0]["message"].endswith("of two, “quoted”")
    assert all(record["time"].endswith("Z") for record in records)


def test_a_program_that_dies_says_so_in_objects_too(root: Path) -> None:
    records = list(map(json.loads, run(root, "json", "die").stderr.splitlines()))
    assert "KeyError: 'not there'" in [record["message"] for record in records]


def test_lines_for_people_are_the_default(root: Path) -> None:
    for log in ("", "text"):
        assert run(root, log).stderr.startswith("INFO one: a line\n")
