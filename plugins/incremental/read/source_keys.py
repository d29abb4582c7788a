"""Digests of all that a reader's result, and an object made of it, depend on beside the file itself."""

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
# Of every other setting it has to be assumed that an object depends on it.
_NOT_OF_CONTENTS: Final = frozenset({"OUTPUT_PATH", "CACHE_PATH", "LOG_FILTER", "DEBUG", "BIND", "PORT"})
_OUR_PREFIX: Final = "INCREMENTAL_"


def reader_key(kind: type, settings: Mapping[str, Any], program_key: bytes) -> bytes | None:
    """A digest of all that the result of readers of a class depends on beside the file; None if that can't be told."""
    parts = (kind, settings["MARKDOWN"], settings["FORMATTED_FIELDS"], pelican_readers.METADATA_PROCESSORS)
    try:
        extensions = [_extension_digest(extension) for extension in settings["MARKDOWN"]["extensions"]]
        # Dateutil takes the names of the machine's own time zone into account.
        return fingerprint((program_key, describe(parts), extensions, time.tzname))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("Sources for %s are parsed in each build: %s", kind.__qualname__, error)
        return None


def content_key(reader_key: bytes | None, kind: type, settings: Mapping[str, Any]) -> bytes | None:
    """A digest of all that objects of a class are made from beside their file; None if that can't be told."""
    if not settings["WITH_FUTURE_DATES"] or settings.get("DEFAULT_DATE") == "fs":
        return None  # the object depends on the clock, or on the file's time
    try:
        return fingerprint((reader_key, describe(kind), settings_digest(settings)))
    except (OpaqueError, SourceUnknownError) as error:
        logger.warning("%s objects are made in each build: %s", kind.__name__, error)
        return None


def settings_digest(settings: Mapping[str, Any]) -> bytes:
    """A digest of all settings that may have a part in what an object is made of.

    Raises:
        OpaqueError, SourceUnknownError: one of them can't be looked into.
    """
    ignored = _NOT_OF_CONTENTS.union(settings.get(IGNORED_SETTING, ()))
    relevant = {
        name: value for name, value in settings.items() if name not in ignored and not name.startswith(_OUR_PREFIX)
    }
    return fingerprint((describe(relevant), locale.setlocale(locale.LC_ALL)))


def _extension_digest(extension: Any) -> bytes | None:
    """A digest of the code of a Markdown extension that is given by the name of its module.

    Markdown's own extensions and those of entry points come with a version, which is in the program's key; extension
    objects are described among the settings.
    """
    if not isinstance(extension, str) or extension.startswith("markdown.extensions."):
        return None
    module = extension.partition(":")[0]
    try:
        import_module(module)
    except ImportError:
        return None  # the name of an entry point, or a mistake that Markdown will report
    return package_digest(module)
