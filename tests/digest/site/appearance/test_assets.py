"""Files of the theme that are named by their content."""

from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.site.appearance.assets import stylesheet


def test_a_stylesheet_that_lacks_a_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "ORDER").write_text("tokens.css\n")
    with pytest.raises(ConfigurationError, match=r"tokens\.css"):
        stylesheet(tmp_path)
