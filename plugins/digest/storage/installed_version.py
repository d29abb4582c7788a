"""The version of an installed library, for the keys of caches whose content depends on it."""

import importlib.metadata


def installed_version(package: str) -> str:
    """The version of an installed package, read without importing it; "" if there is none or it can't be read."""
    try:
        return importlib.metadata.version(package)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return ""
