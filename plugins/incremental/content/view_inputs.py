"""The body and the plain data of Pelican's content objects, as inputs of views."""

import marshal
from contextlib import suppress
from copy import copy, deepcopy
from functools import partial
from hashlib import blake2b
from typing import Any

from pelican.urlwrappers import URLWrapper

from ..keys.fingerprint import DIGEST_BYTES
from .cached_body import CachedBody
from .cached_record import CachedRecord
from .content_record import BOUND_ATTRIBUTES
from .metadata_codec import NotStorableError, dump_value
from .restored_content import RestoredContent


def body_of(content: Any) -> CachedBody:
    """The body of one of Pelican's article or page objects, before its links are replaced."""
    if isinstance(content, RestoredContent) and not content._replaced_content:
        return CachedBody(content._origin.body_digest, lambda: content._content or "")
    text: str = content._content or ""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return CachedBody(digest, lambda: text)


def record_of(content: Any, settings_key: bytes) -> CachedRecord:
    """The attributes of an article or page object. `settings_key` is a digest of all settings.

    The digest of an unchanged object is the key of its record. The digest of any other object depends on its present
    attributes, without `metadata`, `translations` and those that aren't plain data.
    """
    if not isinstance(content, RestoredContent) or not content.is_as_made():
        return _record_of_changed(content, settings_key)
    if content._cached_record is None:
        origin = content._origin
        if len(origin.urls) == 2 and not content.has("override_url") and not content.has("override_save_as"):
            url, save_as = origin.urls
        else:
            url, save_as = content.url, content.save_as
        load = partial(content._restorer.attributes, origin.row.record)
        content._cached_record = CachedRecord(origin.row.record_key, url, save_as, body_of(content), load)
    return content._cached_record


def _record_of_changed(content: Any, settings_key: bytes) -> CachedRecord:
    plain, values = {}, {}
    for name, value in vars(content).items():
        if name not in BOUND_ATTRIBUTES:
            with suppress(NotStorableError):
                plain[name] = _plain(value)
                values[name] = _frozen_copy(value)
    body = body_of(content)
    parts = (settings_key, type(content).__name__, plain, content.url, content.save_as, body.digest)
    digest = blake2b(marshal.dumps(parts, 2), digest_size=DIGEST_BYTES).digest()
    return CachedRecord(digest, content.url, content.save_as, body, lambda _name: values)


def _plain(value: Any) -> Any:
    """A value in a form that `marshal` accepts.

    Raises:
        NotStorableError: it isn't plain data.
    """
    if isinstance(value, URLWrapper):
        return [type(value).__name__, value.name, value.slug]
    if type(value) in (list, tuple):
        return ["tuple", *map(_plain, value)]
    return dump_value(value)


def _frozen_copy(value: Any) -> Any:
    """A copy that doesn't change when the value does."""
    if type(value) in (list, tuple):
        return tuple(map(_frozen_copy, value))
    return copy(value) if isinstance(value, URLWrapper) else deepcopy(value)
