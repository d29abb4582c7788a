"""What a subscription shows to its server, and that no message shows it."""

import pytest

from digest.contracts.subscriptions import Subscription
from digest.errors import ConfigurationError
from digest.feeds.http.credentials import authorization_of


def subscription(url: str = "https://wire.example/f", credentials: str = "WIRE") -> Subscription:
    return Subscription(url=url, name="Wire", slug="wire", credentials=credentials)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Bearer abc.def", "Bearer abc.def"), ("jane:s3cret", "Basic amFuZTpzM2NyZXQ="), ("jané:é", "Basic amFuw6k6w6k=")],
)
def test_a_token_is_sent_as_it_is_and_a_password_in_basic(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: str
) -> None:
    monkeypatch.setenv("WIRE", value)
    assert authorization_of(subscription(), ()) == expected
    assert authorization_of(subscription(credentials=""), ()) == ""


@pytest.mark.parametrize("value", ["", "s3cret", "s3cret\n:x"])
def test_a_value_that_can_not_be_used_is_an_error_that_does_not_show_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("WIRE", value)
    with pytest.raises(ConfigurationError, match="WIRE") as raised:
        authorization_of(subscription(), ())
    assert "s3cret" not in str(raised.value)


def test_credentials_go_over_https_or_to_a_server_of_the_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE", "jane:s3cret")
    with pytest.raises(ConfigurationError, match="over http"):
        authorization_of(subscription("http://wire.example/f"), ())
    assert authorization_of(subscription("http://wire.example/f"), ("wire.example",))
