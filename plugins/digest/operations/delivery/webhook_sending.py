"""Letters to webhooks: as JSON, signed as Standard Webhooks asks, as a message of ntfy, or into a room of Matrix.

Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. Redirects
are not followed: whoever moves says so to the editor.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from ...site.letters.letter import Letter
from .delivery_file import WebhookDelivery
from .delivery_secrets import HookAddress
from .mail_sending import DeliveryError

TIMEOUT_S: Final = 20.0  # for the whole request
MAX_TEXT_CHARS: Final = 3_500  # ntfy takes 4,096 bytes, and makes a file of more
_SECRET_PREFIX: Final = "whsec_"  # noqa: S105  before a key in base64, as the standard writes one


@dataclass(frozen=True, slots=True)
class HookRequest:
    """What is sent where. The headers may have secrets."""

    method: Literal["POST", "PUT"]
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes


def hook_request(
    letter: Letter, hook: WebhookDelivery, address: HookAddress, *, id_: str, now: datetime
) -> HookRequest:
    """The request that delivers a letter. `id_` is the same for the same letter; receivers drop doubles by it.

    ntfy has no such id: there a letter may come twice.
    """
    headers = {"Content-Type": "application/json", "User-Agent": "the-concordance"}
    if address.token:
        headers["Authorization"] = f"Bearer {address.token}"
    if hook.form == "ntfy":
        root, topic = _topic(address.url)
        message = {"topic": topic, "title": letter.subject, "message": _short(letter), "click": letter.url}
        return HookRequest("POST", root, headers, _json(message))
    if hook.form == "matrix":
        path = f"/_matrix/client/v3/rooms/{quote(hook.room, safe='')}/send/m.room.message/{id_}"
        content = {
            "msgtype": "m.notice",
            "body": letter.text,
            "format": "org.matrix.custom.html",
            "formatted_body": str(letter.html),
        }
        return HookRequest("PUT", f"{address.url.rstrip('/')}{path}", headers, _json(content))
    at = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    body = _json({"type": letter.kind, "timestamp": at, "id": id_, "data": dict(letter.data)})
    moment = str(int(now.timestamp()))
    headers |= {"webhook-id": id_, "webhook-timestamp": moment}
    if address.secret:
        headers["webhook-signature"] = signature(address.secret, id_, moment, body)
    return HookRequest("POST", address.url, headers, body)


def signature(secret: str, id_: str, moment: str, body: bytes) -> str:
    """The signature of a request: HMAC-SHA256 over id, moment and body. A secret that begins with "whsec_" is
    base64."""
    signed = hmac.new(_key(secret), f"{id_}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def _key(secret: str) -> bytes:
    if secret.startswith(_SECRET_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def send_request(request: HookRequest) -> None:
    """Sends it once.

    Raises:
        DeliveryError: any answer but one of success, or none.
    """
    asyncio.run(_send(request))


async def _send(request: HookRequest) -> None:
    import aiohttp  # noqa: PLC0415  most sites have no webhook

    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.request(
                request.method, request.url, data=request.body, headers=request.headers, allow_redirects=False
            ) as answer,
        ):
            status = answer.status
    except TimeoutError:
        raise DeliveryError(f"no answer within {TIMEOUT_S:.0f} s") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:  # their texts may have the address, which may be secret
        reason = getattr(getattr(error, "os_error", error), "strerror", None)
        raise DeliveryError(f"it can't be reached: {reason or type(error).__name__}") from None
    if status >= HTTPStatus.MULTIPLE_CHOICES or status < HTTPStatus.OK:
        raise DeliveryError(f"it answers {status}")


def _topic(url: str) -> tuple[str, str]:
    """The address of an ntfy server and the topic: of https://ntfy.example.org/desk."""
    parts = urlsplit(url)
    root, _, topic = parts.path.rstrip("/").rpartition("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{root}/", "", "")), topic


def _short(letter: Letter) -> str:
    """The text of a letter as far as a notification takes it, cut at a line."""
    text = letter.text.strip()
    data = text.encode()[:MAX_TEXT_CHARS]
    if len(data) < len(text.encode()):
        text = f"{data.decode(errors='ignore').rpartition(chr(10))[0]}\n…"
    return text


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
