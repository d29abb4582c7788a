"""Digests of everything that a reader's result, and an object made of it, depend on, except the file."""

import locale
import logging
import time
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from pelican import readers as pelican_readers

from ..keys.callable_keys import OpaqueError, describe
from ..keys.code_digests import SourceUnknownError, package_digest
from ..keys.fingerprint import fingerprint

logger = logging.getLogger(__name__)

IGNORED_SETTING: Final = "INCREMENTAL_IGNORED_SETTINGS"
# Settings that no object depends on. An object may depend on any other setting.
_IRRELEVANT_SETTINGS: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH", "LOG_FILTER", "DEBUG", "BIND", "PORT"})
_OUR_PREFIX: Final = "INCREMENTAL_"


def reader_key(kind: type, settings: Mapping[str, Any], program_key: bytes) -> bytes | None:
    """A digest of everything that results of a reader class depend on, except the file; None if it can't be known."""
    parts = (kind, settings["MARKDOWN"], settings["FORMATTED_FIELDS"], pelican_readers.METADATA_PROCESSORS)
    try:
        extensions = [_extension_digest(extension) for extension in settings["MARKDOWN"]["extensions"]]
        # Dateutil reads the names of the machine's time zone.
        return fingerprint((program_key, describe(parts), extensions, time.tzname))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("Sources for %s are parsed in each build: %s", kind.__qualname__, error)
        return None


def content_key(reader_key: bytes | None, kind: type, settings: Mapping[str, Any]) -> bytes | None:
    """A digest of everything that objects of a class depend on, except their file; None if it can't be known."""
    if not settings["WITH_FUTURE_DATES"] or settings.get("DEFAULT_DATE") == "fs":
        return None  # the object depends on the clock, or on the file's time
    try:
        return fingerprint((reader_key, describe(kind), settings_digest(settings)))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("%s objects are made in each build: %s", kind.__name__, error)
        return None


def settings_digest(settings: Mapping[str, Any]) -> bytes:
    """A digest of all settings that an object may depend on.

    Raises:
        OpaqueError, SourceUnknownError: a setting can't be described.
    """
    ignored = _IRRELEVANT_SETTINGS.union(settings.get(IGNORED_SETTING, ()))
    relevant = {
        name: value for name, value in settings.items() if name not in ignored and not name.startswith(_OUR_PREFIX)
    }
    return fingerprint((describe(relevant), locale.setlocale(locale.LC_ALL)))


def _extension_digest(extension: Any) -> bytes | None:
    """A digest of the code of a Markdown extension that is given by the name of its module; else None.

    Markdown's own extensions and those of entry points have a version, which is in the program's key. Extension objects
    are described with the settings.
    """
    if not isinstance(extension, str) or extension.startswith("markdown.extensions."):
        return None
    module = extension.partition(":")[0]
    try:
        import_module(module)
    except ImportError:
        return None  # the name of an entry point, or a mistake that Markdown will report
    return package_digest(module)
