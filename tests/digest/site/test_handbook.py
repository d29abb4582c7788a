"""A site with the handbook: whichever way it was built, it is the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digest.site.load import handbook_pages

from .conftest import SmallSite


@pytest.mark.timeout(900)  # five builds
def test_a_site_gains_changes_and_loses_the_handbook_as_if_it_were_built_anew(
    new_site: Callable[[], SmallSite], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "README.md").write_text("# Handbook\n\nFor editors.\n\n- [Begin](begin.md#first)\n")
    (docs / "begin.md").write_text("# Begin\n\nOne.\n\n## First\n\n[Back](README.md), [a sample](hosting/x.conf)\n")
    monkeypatch.setattr(handbook_pages, "FOLDER", docs)
    settings = tmp_path / "pelican.conf.py"
    bare = f"import runpy\nglobals().update(runpy.run_path({str(root / 'pelican.conf.py')!r}))\n"
    bare += f"THEME = {str(root / 'theme')!r}\nPLUGIN_PATHS = []\n"

    def built(site: SmallSite, *, handbook: bool) -> dict[str, bytes]:
        settings.write_text(f"{bare}DIGEST_HANDBOOK = {handbook}\n")
        site.build(settings)
        return site.state()

    site = new_site()
    without = built(site, handbook=False)
    assert not any("handbook" in path for path in without)
    built(site, handbook=True)
    assert [link.attributes["href"] for link in site.page("handbook").css("article a")] == ["begin/#first"]
    assert [link.attributes["href"] for link in site.page("handbook/begin").css("article a")] == ["../"]
    (docs / "begin.md").write_text("# Begin\n\nTwo.\n")
    changed = built(site, handbook=True)
    assert b"Two." in changed["handbook/begin/index.html"]
    assert changed == built(new_site(), handbook=True)
    assert built(site, handbook=False) == without
