"""Small sites that tests of several pages read."""

from pathlib import Path

import pytest

from ..conftest import SmallSite


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory, root: Path) -> SmallSite:
    """A small site in which Ada Fiction and the pilots' guild are often named together; tests only read it."""
    small_site = SmallSite(tmp_path_factory.mktemp("crowded"), root)
    for number, source in enumerate(("lantern", "harbour-post", "northern-wire", "lantern")):
        text = (
            "Ada Fiction, the director of the museum, painted a boat. “It floats well,” Ada Fiction said. "
            "The Pilots’ Guild has not said what it thinks of boat number "
        )
        small_site.add(f"2023/07/2{number}/boat", source, f"Boat number {number}", "08:00", f"{text}{number}.\n")
    for day, thing in ((27, "ladder"), (28, "rope"), (29, "lamp")):
        small_site.add(f"2023/06/{day}/{thing}", "lantern", f"A {thing}", "08:00", f"The museum bought a {thing}.\n")
    small_site.build()
    return small_site
