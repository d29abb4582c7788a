"""What the environment says of deliveries: the mail server, and the addresses, keys and tokens of webhooks.

Secrets are kept here alone: the records don't show them when they are printed, and no message names more of them than
the variable.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from ...errors import ConfigurationError
from .delivery_file import Deliveries, WebhookDelivery, mail_address, web_address

SMTP_HOST: Final = "DIGEST_SMTP_HOST"
SMTP_PORT: Final = "DIGEST_SMTP_PORT"
SMTP_TLS: Final = "DIGEST_SMTP_TLS"
SMTP_USER: Final = "DIGEST_SMTP_USER"
SMTP_PASSWORD: Final = "DIGEST_SMTP_PASSWORD"  # noqa: S105  the name of a variable
SMTP_FROM: Final = "DIGEST_SMTP_FROM"
Tls: TypeAlias = Literal["starttls", "tls", "none"]
_PORTS: Final[Mapping[str, int]] = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mails. Without `user` nobody logs in."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HookAddress:
    """Where a webhook is, what signs its requests, and who we are to it."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def mail_server(deliveries: Deliveries) -> MailServer | None:
    """The server of the environment; None where nothing goes by mail.

    Raises:
        ConfigurationError: a variable is missing or can't be used.
    """
    if not deliveries.mail:
        return None
    host = _needed(SMTP_HOST, os.environ.get(SMTP_HOST), "the mail server: smtp.example.org")
    sender = _needed(SMTP_FROM, os.environ.get(SMTP_FROM), "the address that mails are from: news@example.org")
    tls = os.environ.get(SMTP_TLS) or "starttls"
    if tls not in _PORTS:
        raise ConfigurationError(f"{SMTP_TLS}: expected starttls, tls or none")
    port = os.environ.get(SMTP_PORT) or str(_PORTS[tls])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ConfigurationError(f"{SMTP_PORT}: expected a number from 1 to 65535")
    if not host.isascii() or not host.isprintable() or " " in host:
        raise ConfigurationError(f"{SMTP_HOST}: expected the name of a server: smtp.example.org")
    try:
        mail_address(sender)
    except ValueError as error:
        raise ConfigurationError(f"{SMTP_FROM}: {error}") from error
    user, password = os.environ.get(SMTP_USER, ""), os.environ.get(SMTP_PASSWORD, "")
    if bool(user) != bool(password):
        raise ConfigurationError(f"{SMTP_USER} and {SMTP_PASSWORD}: expected both, or none")
    if user and tls == "none":
        raise ConfigurationError(f"{SMTP_TLS} is none: a password would go over the network for all to read")
    known_tls: Tls = "starttls" if tls == "starttls" else "tls" if tls == "tls" else "none"
    return MailServer(host, int(port), known_tls, sender, user, password)


def hook_addresses(deliveries: Deliveries) -> dict[str, HookAddress]:
    """The addresses and secrets of all webhooks, by their names.

    Raises:
        ConfigurationError: a variable that one names is missing or can't be used; a line for each.
    """
    faults: list[str] = []
    addresses = {hook.name: HookAddress(*_values(hook, faults)) for hook in deliveries.webhook}
    if faults:
        raise ConfigurationError("\n".join(faults))
    return addresses


def _values(hook: WebhookDelivery, faults: list[str]) -> Iterator[str]:
    """Its address, secret and token; what is wrong goes to `faults`."""
    if "://" in hook.url:
        yield hook.url
    else:
        url = _value(hook.name, hook.url, faults)
        try:
            yield web_address(url) if url else ""
        except ValueError:
            faults.append(f"webhook {hook.name}: {hook.url} holds no address: expected https://chat.example.org/hook")
            yield ""
    yield _value(hook.name, hook.secret, faults)
    yield _value(hook.name, hook.token, faults)


def _value(name: str, variable: str, faults: list[str]) -> str:
    value = os.environ.get(variable, "") if variable else ""
    if variable and not value:
        faults.append(f"webhook {name}: the environment has no {variable}: expected a value")
    elif not value.isascii() or not value.isprintable():
        faults.append(f"webhook {name}: {variable}: expected printable ASCII characters")
    return value


def _needed(variable: str, value: str | None, expected: str) -> str:
    if not value:
        raise ConfigurationError(f"the environment has no {variable}, which mails need: expected {expected}")
    return value
