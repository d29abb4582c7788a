"""What goes to whom, from `content/delivery.toml`. docs/delivery.md has examples of each.

[[mail]]
name = "desk"                       # names it in the journal and the log
to = ["desk@example.org"]           # each address gets mails of its own
send = ["day", "watches"]           # digests of days or weeks, and new hits of watches
watches = ["harbour-strikes"]       # their slugs; without any, all

[[webhook]]
name = "newsroom-chat"
url = "CHAT_HOOK"                   # an address, or the environment variable that holds it
form = "json"                       # or "ntfy", "matrix"
send = ["watches"]
secret = "CHAT_SECRET"              # the environment variable with the key that signs each request
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ...archive.watches import Watches
from ...contracts.toml_tables import load_tables, table_place
from ...errors import ConfigurationError

DELIVERY_FILE: Final = "delivery.toml"
MAX_DELIVERIES: Final = 100
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAIL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]*")
_ROOM: Final = re.compile(r"![!-~]{1,250}")


def _name(text: str) -> str:
    if not _NAME.fullmatch(text) or len(text) > 60:
        raise ValueError("expected small letters, digits and hyphens: news-desk")
    return text


def mail_address(text: str) -> str:
    """The text, if it is a mail address.

    Raises:
        ValueError: it is not.
    """
    if not _MAIL.fullmatch(text) or len(text) > 254:
        raise ValueError("expected the address alone, in ASCII: desk@example.org")
    return text


def _variable(text: str) -> str:
    if text and not _VARIABLE.fullmatch(text):
        raise ValueError("expected the name of an environment variable, such as DESK_TOKEN: what it holds stays out")
    return text


def _address_or_variable(text: str) -> str:
    return text if _VARIABLE.fullmatch(text) else web_address(text)


def web_address(text: str) -> str:
    """The text, if it is an http(s) address without user and password.

    Raises:
        ValueError: it is not.
    """
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("expected an address, https://chat.example.org/hook, or the variable that holds it: CHAT_HOOK")
    if "@" in parts.netloc:
        raise ValueError("expected an address without a password; an environment variable may hold one with a secret")
    return text


def _room(text: str) -> str:
    if text and not _ROOM.fullmatch(text):
        raise ValueError("expected the internal id of a room: !abc:example.org")
    return text


class _Delivery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, AfterValidator(_name)]
    send: tuple[Literal["day", "week", "watches"], ...] = Field(min_length=1)
    watches: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _watches_are_sent(self) -> Self:
        if self.watches and "watches" not in self.send:
            raise ValueError('expected "watches" in send, where watches are named')
        return self


class MailDelivery(_Delivery):
    """Letters by mail. Each address gets mails of its own."""

    to: tuple[Annotated[str, AfterValidator(mail_address)], ...] = Field(min_length=1)


class WebhookDelivery(_Delivery):
    """Letters to an address. `url`, `secret` and `token` may name, or name, variables of the environment."""

    url: Annotated[str, AfterValidator(_address_or_variable)]
    form: Literal["json", "ntfy", "matrix"] = "json"
    secret: Annotated[str, AfterValidator(_variable)] = ""
    token: Annotated[str, AfterValidator(_variable)] = ""
    room: Annotated[str, AfterValidator(_room)] = ""

    @model_validator(mode="after")
    def _has_what_its_form_needs(self) -> Self:
        if self.form == "matrix" and not (self.room and self.token):
            raise ValueError('expected room and token with form = "matrix"')
        if self.form != "matrix" and self.room:
            raise ValueError('expected room with form = "matrix" alone')
        if self.form != "json" and self.secret:
            raise ValueError('expected secret with form = "json" alone, which is signed')
        return self


class Deliveries(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mail: tuple[MailDelivery, ...] = Field(default=(), max_length=MAX_DELIVERIES)
    webhook: tuple[WebhookDelivery, ...] = Field(default=(), max_length=MAX_DELIVERIES)


NO_DELIVERIES: Final = Deliveries()


def load_deliveries(path: Path, watches: Watches) -> Deliveries:
    """What the file says; nothing where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else; a line for each mistake names
            the file, the line and what is expected, and repeats no value, which may be a secret.
    """
    deliveries, text = load_tables(path, NO_DELIVERIES, {"mail": MailDelivery, "webhook": WebhookDelivery})
    if faults := list(_faults(path, text, deliveries, watches)):
        raise ConfigurationError("\n".join(faults))
    return deliveries


def _faults(path: Path, text: str, deliveries: Deliveries, watches: Watches) -> Iterator[str]:
    """A line for each name that is there twice, and for each watch that is not."""
    names: set[str] = set()
    slugs = {watch.slug for watch in watches.watch}
    for table, entries in (("mail", deliveries.mail), ("webhook", deliveries.webhook)):
        for index, entry in enumerate(entries):
            place = f"{path}{table_place(text, table, index)}"
            if entry.name in names:
                yield f"{place}, name: another delivery has the name {entry.name!r}: expected a name of its own"
            names.add(entry.name)
            for slug in entry.watches:
                if slug not in slugs:
                    yield f"{place}, watches: there is no watch {slug!r}: expected the slug of one in watches.toml"
