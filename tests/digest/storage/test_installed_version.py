"""Versions of installed packages."""

import importlib.metadata

from digest.storage.installed_version import installed_version


def test_a_package_has_its_version_and_none_has_none() -> None:
    assert installed_version("spacy") == importlib.metadata.version("spacy")
    assert installed_version("no-such-package") == ""
    assert installed_version("") == ""
