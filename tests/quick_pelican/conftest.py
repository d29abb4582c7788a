"""A small real site that is built with both plugins."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.incremental.conftest import Site


class QuickSite(Site):
    PLUGINS = ("incremental", "quick_pelican", "site_pages")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[QuickSite]:
    made = QuickSite(tmp_path)
    yield made
    made.unload()
