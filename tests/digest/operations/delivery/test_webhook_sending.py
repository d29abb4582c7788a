"""Requests as a webhook gets them."""

import base64
import hashlib
import hmac
import socket
from typing import Any

import pytest

from digest.archive.questions.watch_hits import watch_hits
from digest.operations.delivery import webhook_sending
from digest.operations.delivery.delivery_file import WebhookDelivery
from digest.operations.delivery.delivery_secrets import HookAddress
from digest.operations.delivery.mail_sending import DeliveryError
from digest.operations.delivery.webhook_sending import hook_request, send_request, signature
from digest.site.letters.letter import Letter
from digest.site.letters.watch_letter import watch_letter

from .conftest import HOSTILE, NOW, GrowingArchive, Hook, news


def letter(growing: GrowingArchive) -> Letter:
    growing.add(news(10, "walkout", "A long text. The strike goes on.", headline=HOSTILE))
    hits = [hit for hit in watch_hits(growing.index, NOW.date()) if hit.watch.slug == "strikes"]
    return watch_letter(growing.archive, hits)


def delivery(hook: Hook, **more: Any) -> WebhookDelivery:
    return WebhookDelivery(name="chat", url=hook.url, send=("watches",), **more)


def test_a_request_is_json_with_a_signature_that_its_receiver_can_check(growing: GrowingArchive, hook: Hook) -> None:
    address = HookAddress(f"{hook.url}/hook?x=1", secret="a long secret", token="abc")
    send_request(hook_request(letter(growing), delivery(hook), address, id_="0123", now=NOW))
    (seen,) = hook.seen
    assert (seen.method, seen.path) == ("POST", "/hook?x=1")
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.headers["Authorization"] == "Bearer abc"
    assert seen.json["type"] == "watch.hits"
    assert seen.json["data"]["watch"] == {"name": "Harbour strikes", "slug": "strikes", "query": "strike"}
    (hit,) = seen.json["data"]["hits"]
    assert hit["headline"] == growing.archive.articles.with_id("news/2023/07/10/walkout.md").headline
    assert hit["url"] == "https://digest.example/2023/07/10/walkout/"
    (passage,) = hit["passages"]
    start, end = passage["marks"][0]
    assert passage["text"][start - passage["start"] : end - passage["start"]] == "strike"
    id_, moment = seen.headers["webhook-id"], seen.headers["webhook-timestamp"]
    signed = hmac.new(b"a long secret", f"{id_}.{moment}.".encode() + seen.body, hashlib.sha256).digest()
    assert seen.headers["webhook-signature"] == f"v1,{base64.b64encode(signed).decode()}"
    assert moment == str(int(NOW.timestamp()))


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of its reference libraries."""
    secret, id_ = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    body = b'{"test": 2432232314}'
    assert signature(secret, id_, "1614265330", body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature("whsec_no base64", "1", "2", b"").startswith("v1,")


def test_ntfy_gets_a_message_of_its_topic(growing: GrowingArchive, hook: Hook) -> None:
    address = HookAddress(f"{hook.url}/desk", token="tk_1")
    long = letter(growing)
    send_request(hook_request(long, delivery(hook, form="ntfy"), address, id_="0123", now=NOW))
    (seen,) = hook.seen
    assert (seen.method, seen.path) == ("POST", "/")
    assert seen.json["topic"] == "desk"
    assert seen.json["title"] == long.subject
    assert seen.json["click"] == long.url
    assert "strike" in seen.json["message"]
    assert len(seen.json["message"].encode()) <= 4096


def test_a_room_of_matrix_gets_a_notice_once_by_its_transaction(growing: GrowingArchive, hook: Hook) -> None:
    matrix = delivery(hook, form="matrix", room="!abc/../x:example.org", token="TOKEN")
    send_request(hook_request(letter(growing), matrix, HookAddress(f"{hook.url}/", token="syt"), id_="0123", now=NOW))
    (seen,) = hook.seen
    assert seen.method == "PUT"
    rooms = "/_matrix/client/v3/rooms/!abc%2F..%2Fx:example.org"
    assert seen.path == f"{rooms}/send/m.room.message/0123"
    assert seen.headers["Authorization"] == "Bearer syt"
    assert seen.json["msgtype"] == "m.notice"
    assert "<script" not in seen.json["formatted_body"]


@pytest.mark.parametrize("status", [302, 404, 429, 500])
def test_any_answer_but_success_is_told_and_no_redirect_followed(
    growing: GrowingArchive, hook: Hook, status: int
) -> None:
    hook.status = status
    with pytest.raises(DeliveryError, match=f"it answers {status}"):
        send_request(hook_request(letter(growing), delivery(hook), HookAddress(hook.url), id_="1", now=NOW))


def test_an_address_that_is_secret_is_in_no_message(
    growing: GrowingArchive, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_sending, "TIMEOUT_S", 0.3)
    made = letter(growing)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        addresses = {
            "http://127.0.0.1:1/hunter2": "can't be reached",
            f"http://127.0.0.1:{silent.getsockname()[1]}/hunter2": "no answer within",
            "http://no-such-host.invalid/hunter2": "can't be reached",
        }
        for url, expected in addresses.items():
            address = HookAddress(url, secret="hunter2", token="hunter2")
            request = hook_request(made, delivery(hook), address, id_="1", now=NOW)
            with pytest.raises(DeliveryError, match=expected) as error:
                send_request(request)
            assert "hunter2" not in str(error.value) + repr(request)
            assert error.value.__suppress_context__
