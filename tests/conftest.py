"""What all tests share: where things are, that CI skips nothing, and processes of their own for tests that fork."""

import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
MUST_RUN = ("corpus", "browser")
settings.register_profile("untimed", deadline=None)  # on a busy machine anything takes long
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real captured feeds, hostile inputs and gold sets, which are not part of the project."""
    folder = Path(os.environ.get("DIGEST_CORPUS", ROOT.parent / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}; DIGEST_CORPUS names the folder")
    return folder


class NothingSkipped:
    """A run in CI fails where a test that needs the corpus or a browser was skipped."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        is_skipped = report.skipped and not hasattr(report, "wasxfail")  # pytest counts expected failures as skipped
        if is_skipped and any(name in report.keywords for name in MUST_RUN):
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name in self.skipped:
            terminalreporter.write_line(f"skipped though CI is set: {name}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop("CONCORDANCE_COMMAND", None)  # by which programs would take themselves for `invoke test`
    # The workers of pytest-xdist report to the one process that is no worker.
    if os.environ.get("CI") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NothingSkipped(), "nothing-skipped")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is marked `alone` in a process of its own where this one is a worker of pytest-xdist.

    Such a worker has a second thread, beside which our code forks nothing: the test would be of something else.
    """
    if pyfuncitem.get_closest_marker("alone") is None or not hasattr(pyfuncitem.config, "workerinput"):
        return None
    flags = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--color=no"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *flags, pyfuncitem.nodeid],
        cwd=pyfuncitem.config.rootpath,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
    assert "1 passed" in done.stdout.splitlines()[-1], done.stdout
    return True


@pytest.fixture(autouse=True)
def _same_locale() -> Iterator[None]:
    """Pelican sets the locale of the process; the next test shall not read its files by it."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.fixture(scope="session")
def once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], object]], Path]:
    """A function of (name, what makes a folder): the folder, which the first worker of pytest-xdist that asks makes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base

    def folder_of(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        marker = shared / f"{name} is made"
        with FileLock(shared / f"{name}.lock"):
            if not marker.exists():
                make(folder)
                marker.touch()
        return folder

    return folder_of


@pytest.fixture(scope="session")
def demo_checkout(root: Path, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The project in a path with a space in it, with the demonstration run once."""

    def run_first(checkout: Path) -> None:
        checkout.mkdir()
        for name in ("content", "docs", "plugins", "theme"):
            shutil.copytree(root / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pelican.conf.py", "tasks.py"):
            shutil.copy2(root / name, checkout / name)
        done = _run_demo(checkout)
        assert done.returncode == 0, done.stdout + done.stderr
        (checkout / "first-run.txt").write_text(done.stdout, encoding="utf-8")

    return once("a path with spaces", run_first)


@pytest.fixture(scope="session")
def demo_output(demo_checkout: Path) -> Path:
    """The demonstration's site."""
    return demo_checkout / "output"


@pytest.fixture(scope="session")
def run_demo() -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """A function that runs `invoke demo` in a checkout, as the README's first command does."""
    return _run_demo


def _run_demo(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", "demo"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
