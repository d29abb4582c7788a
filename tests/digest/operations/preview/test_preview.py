import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.digest.operations.preview.running import ADDRESS, Project, previewing


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Project:
    return Project(tmp_path, root)


def _heading(project: Project) -> str:
    with urllib.request.urlopen(project.url + ADDRESS) as answer:
        heading = LexborHTMLParser(answer.read()).css_first("h1")
    assert heading
    return heading.text(strip=True)


def test_a_change_is_built_and_told_and_a_fault_is_told_in_a_line_while_the_last_site_stays(project: Project) -> None:
    with previewing(project):
        states = project.states()
        first = next(states)
        with pytest.raises(urllib.error.HTTPError) as waiting:
            urllib.request.urlopen(project.url)
        assert waiting.value.code == 503
        assert b"/.preview/reload.js" in waiting.value.read()
        built = next(states)
        assert built["version"] != first["version"]
        assert _heading(project) == "First title"

        settings = project.settings.read_text(encoding="utf-8")
        project.settings.write_text(settings + "\nSITENAME = <b>\n", encoding="utf-8")
        broken = next(states)
        assert broken["version"] == built["version"]
        assert broken["failure"].startswith("pelican.conf.py: SyntaxError")
        assert "\n" not in broken["failure"]
        assert _heading(project) == "First title"

        project.settings.write_text(settings + '\nSITENAME = "Mended"\n', encoding="utf-8")
        mended = next(states)
        assert mended["failure"] == ""
        assert mended["version"] != built["version"]

        script = b"/.preview/"
        assert not [file for file in (project.folder / "output").rglob("*.html") if script in file.read_bytes()]


def test_a_port_that_is_in_use_is_one_line(project: Project) -> None:
    with socket.create_server(("127.0.0.1", project.port)):
        done = subprocess.run(
            project.command(), cwd=project.folder, env=project.env(), capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"port {project.port}: ")
    assert done.stderr.count("\n") == 1


def test_settings_that_are_no_python_are_one_line(project: Project) -> None:
    project.settings.write_text("SITENAME = 1 +", encoding="utf-8")
    done = subprocess.run(
        project.command(), cwd=project.folder, env=project.env(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("pelican.conf.py: SyntaxError")
    assert done.stderr.count("\n") == 1
