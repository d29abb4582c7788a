"""Pelican's own tests with `incremental` and `quick_pelican` on: what passes without them has to pass with them, twice.

    pip download --no-deps --no-binary pelican pelican==4.12.0
    python tests/benchmarks/pelican_tests.py pelican-4.12.0.tar.gz

Three runs of its tests for generators, readers, contents and whole sites: without the plugin; with it and no state; and
with the state that the run before left, so that sources come from the cache. Whole runs of Pelican get the plugin by
its setting; generators that a test makes by itself get the cached reading and the spared scans, as in a run.
"""

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TESTS = ("generators", "readers", "contents", "pelican", "paginator", "urlwrappers", "theme", "cache")
PLUGIN = """
import hashlib
import os
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from pelican import Pelican, signals
from pelican.generators import StaticGenerator

import incremental
from incremental.run.build_run import building
from quick_pelican.shared_markdown import one_parser
from incremental.state.output_state import OUTPUT_FILE
from incremental.run.plugin import make_incremental
from incremental.read.source_cache import SourceCache
from quick_pelican.quick_scans import spare_scans, translations_by_group

STATE = Path(os.environ["INCREMENTAL_TESTS_STATE"])
used = {"generators": 0, "runs": 0, "sources": 0, "parsed": 0}


@pytest.fixture(autouse=True)
def with_incremental(request, tmp_path):
    state = STATE / hashlib.sha256(request.node.nodeid.encode()).hexdigest()
    init, run = Pelican.__init__, Pelican.run

    def init_with_plugin(self, settings):
        settings = dict(settings, INCREMENTAL_STATE=str(state))
        settings["PLUGINS"] = [*(settings.get("PLUGINS") or []), "incremental"]
        init(self, settings)
        whole = self.run

        def run_and_clear():
            used["runs"] += 1
            whole()
            used["sources"] += self.incremental_summary.sources
            used["parsed"] += self.incremental_summary.parsed
            Path(self.output_path, OUTPUT_FILE).unlink(missing_ok=True)  # the tests compare folders

        self.run = run_and_clear

    settings = {"OUTPUT_PATH": str(tmp_path / "out"), "CACHE_PATH": str(state / "alone")}
    with ExitStack() as stack:
        build = stack.enter_context(building(settings, [incremental], started_ns=time.time_ns()))
        whole_runs = []

        def generator_made(generator):
            if getattr(generator, "settings", {}).get("INCREMENTAL_STATE"):
                return  # of a whole run, which has a build of its own
            used["generators"] += 1
            SourceCache(build, {**generator.settings, "PATH": generator.path or "."}).install(generator)
            spare_scans(generator)

        stack.enter_context(signals.generator_init.connected_to(generator_made))
        stack.enter_context(translations_by_group())
        stack.enter_context(one_parser())
        Pelican.__init__ = init_with_plugin
        try:
            yield
        finally:
            Pelican.__init__ = init
            used["sources"] += build.sources
            used["parsed"] += build.parsed


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line("with the plugin: " + ", ".join(f"{number} {name}" for name, number in used.items()))
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path, help="Pelican's source distribution")
    parser.add_argument("--keep", type=Path, help="a folder for the logs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with tarfile.open(options.archive) as archive:
            archive.extractall(work, filter="data")
        (source,) = (path for path in work.iterdir() if path.is_dir())
        (work / "plugin").mkdir()
        (work / "plugin" / "incremental_everywhere.py").write_text(PLUGIN, encoding="utf-8")
        results = {
            name: _run(source, work, options.keep, name, with_plugin=with_plugin)
            for name, with_plugin in (("without", False), ("first", True), ("second", True))
        }
    known = {test for test, outcome in results["without"].items() if outcome == "PASSED"}
    print(f"without the plugin {len(known)} of {len(results['without'])} tests pass")
    lost = 0
    for name in ("first", "second"):
        failing = sorted(test for test in known if results[name].get(test) != "PASSED")
        lost += len(failing)
        print(f"{name} run with it: {len(known) - len(failing)} of these", *failing, sep="\n  ")
    return 1 if lost else 0


def _run(source: Path, work: Path, keep: Path | None, name: str, *, with_plugin: bool) -> dict[str, str]:
    """The outcome of each test by its name."""
    env = {**os.environ, "INCREMENTAL_TESTS_STATE": str(work / "state"), "PYTHONDONTWRITEBYTECODE": "1"}
    env["PYTHONPATH"] = os.pathsep.join([str(source), str(ROOT / "plugins"), str(work / "plugin")])
    files = [f"pelican/tests/test_{test}.py" for test in TESTS]
    plugin = ["-p", "incremental_everywhere"] if with_plugin else []
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-v",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--color=no",
            *plugin,
            *files,
        ],
        cwd=source,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if keep:
        keep.mkdir(exist_ok=True)
        (keep / f"{name}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    print(*(line for line in done.stdout.splitlines() if line.startswith("with the plugin: ")))
    return dict(re.findall(r"^(\S+::\S+) (PASSED|FAILED|ERROR|SKIPPED|XFAIL)", done.stdout, re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main())
