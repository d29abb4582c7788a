"""The credentials of a subscription: the value of the environment variable that the editor named in its line."""

import base64
import os
import re
from typing import Final
from urllib.parse import urlsplit

from ...contracts.subscriptions import Subscription
from ...errors import ConfigurationError

_SCHEME_AND_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]* [\x21-\x7e][\x20-\x7e]*")  # "Bearer abc", as it is sent


def authorization_of(feed: Subscription, allow_private: tuple[str, ...]) -> str:
    """The value of the Authorization header, "" where the subscription needs none.

    Raises:
        ConfigurationError: the variable isn't set or its value can't be used, or the feed's URL isn't https. No message
            shows the value.
    """
    if not feed.credentials:
        return ""
    value = os.environ.get(feed.credentials, "")
    if not value:
        raise ConfigurationError(f"{feed.name!r}: the environment has no {feed.credentials}, which it names")
    parts = urlsplit(feed.url)
    if parts.scheme != "https" and parts.netloc.lower() not in allow_private:
        raise ConfigurationError(f"{feed.name!r}: over http everybody on the way could read its credentials")
    if _SCHEME_AND_TOKEN.fullmatch(value):
        return value
    if ":" not in value or not value.isprintable():
        raise ConfigurationError(
            f'{feed.name!r}: {feed.credentials} holds neither "user:password" nor a scheme and a token'
        )
    return "Basic " + base64.b64encode(value.encode("utf-8")).decode("ascii")
