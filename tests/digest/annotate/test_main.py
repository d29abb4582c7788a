import json
import subprocess
import sys
from pathlib import Path

import digest
from digest.annotate.quotes.speakers.speaker_confidence import MIN_CONFIDENCE


def run(lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "digest.annotate", *options],
        input=lines,
        env={"PYTHONPATH": str(Path(digest.__file__).parents[1])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_lines_go_in_and_records_come_out_in_order(tmp_path: Path) -> None:
    (tmp_path / "vane.md").write_text("Title: Ottoline Vane\nKind: person\nAliases: Вейн\n", encoding="utf-8")
    done = run(
        '{"id": "ü", "text": "“We sail,” said Ottoline Vane. \\ud800"}\n\n'
        '{"id": 2, "text": "Вейн ушла", "lang": "ru"}\n',
        "--actors",
        str(tmp_path),
        "--cache",
        str(tmp_path / "cache"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["mentions"] == [
        {"start": 16, "end": 29, "text": "Ottoline Vane", "actor": "Ottoline Vane", "kind": "person"}
    ]
    assert first["quotes"] == [
        {
            "segments": [{"start": 0, "end": 10}],
            "text": "“We sail,”",
            "speaker": "Ottoline Vane",
            "speaker_start": 16,
            "speaker_end": 29,
            "evidence": "cue verb",
            "direct": True,
            "confidence": first["quotes"][0]["confidence"],
            "speaker_text": "",
        }
    ]
    assert MIN_CONFIDENCE <= first["quotes"][0]["confidence"] <= 1
    assert first["credit"] is None
    assert (second["id"], second["mentions"][0]["actor"]) == ("2", "Ottoline Vane")
    assert '"id": "ü"' in done.stdout


def test_bad_lines_are_named_and_the_rest_goes_on() -> None:
    done = run('nonsense\n{"id": "a"}\n[1]\n{"id": "b", "text": ""}\n{"id": "c", "text": "", "title": 4}\n')
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 1", "line 2", "line 3", "line 5"]


def test_a_wrong_actor_file_stops_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "bee.md").write_text("Title: Bee\n", encoding="utf-8")
    done = run('{"id": "a", "text": ""}\n', "--actors", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "bee.md: Kind is missing" in done.stderr
