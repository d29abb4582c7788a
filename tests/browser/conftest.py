"""Two sites in Debian's chromium: the demonstration's, and one of real news where the corpus is there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from digest.operations.http_server import server
from tests.browser import replay_site
from tests.browser.shots import Shot, pages

CHROMIUM = Path("/usr/bin/chromium")
# Without these chromium looks for its maker's servers; --no-sandbox since CI runs as root.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module, since an event loop runs as long as it does, and other tests of the process run their own."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}; apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=[*FLAGS, "--disable-component-update", "--disable-sync"]
        )
        yield running
        running.close()


@dataclass(frozen=True, slots=True)
class Served:
    """A built site, and where it is served; whether it is of real news."""

    output: Path
    url: str
    is_real: bool = False

    def shots(self) -> list[Shot]:
        """The fullest and the emptiest page of every kind; of real news the fullest, since what is empty is alike."""
        return [shot for shot in pages(self.output) if not (self.is_real and shot.name.endswith("-least"))]


@pytest.fixture(scope="module")
def site_url(demo_output: Path) -> Iterator[str]:
    with served(demo_output) as url:
        yield url


@pytest.fixture(scope="session")
def replay_output(corpus: Path, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The pages of the site of real news."""
    del corpus  # skips what needs it where there is none
    return once("replay-site", replay_site.build) / "output"


@pytest.fixture(scope="module")
def replay_url(replay_output: Path) -> Iterator[str]:
    with served(replay_output) as url:
        yield url


@pytest.fixture(scope="module", params=["demo", pytest.param("replay", marks=pytest.mark.corpus)])
def site(request: pytest.FixtureRequest) -> Iterator[Served]:
    """Each of the two sites in turn."""
    output: Path = request.getfixturevalue(f"{request.param}_output")
    with served(output) as url:
        yield Served(output, url, is_real=request.param == "replay")


@contextmanager
def served(output: Path) -> Iterator[str]:
    with server(output, quiet=True) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
