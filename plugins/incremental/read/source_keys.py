"""Digests of everything that a reader's result depends on, except the file."""

import logging
import time
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from pelican import readers as pelican_readers

from ..keys.callable_keys import OpaqueError, describe
from ..keys.code_digests import SourceUnknownError, package_digest
from ..keys.fingerprint import fingerprint

logger = logging.getLogger(__name__)


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
