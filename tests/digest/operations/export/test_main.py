"""`invoke export`, as an editor starts it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.operations.export.__main__ import main
from tests.digest.site.conftest import SmallSite


@pytest.fixture
def new_site(tmp_path: Path, root: Path) -> Callable[[], SmallSite]:
    return lambda: SmallSite(tmp_path / "site", root)


def test_a_built_site_is_exported(
    new_site: Callable[[], Any], tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = new_site()
    options = ["--settings", str(root / "pelican.conf.py"), "--content", str(site.content), "--cache", str(site.cache)]
    assert main([*options, "--into", str(tmp_path / "export")]) == 1
    assert "concordance build comes first" in capsys.readouterr().err
    site.build()
    assert main([*options, "--into", str(tmp_path / "export")]) == 0
    assert "4 articles" in capsys.readouterr().out
    assert (tmp_path / "export" / "archive-data.sqlite").is_file()
    assert main([*options, "--into", str(tmp_path / "export"), "--page", "topics/x"]) == 2
    (tmp_path / "file").touch()
    assert main([*options, "--into", str(tmp_path / "file")]) == 1
    assert "file" in capsys.readouterr().err
