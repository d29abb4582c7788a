"""The demonstration's site in Debian's chromium."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from digest.serve import server

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


@pytest.fixture(scope="module")
def site_url(demo_output: Path) -> Iterator[str]:
    with server(demo_output, quiet=True) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
