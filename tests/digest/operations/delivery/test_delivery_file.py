"""Mistakes in delivery.toml and in the environment are told before anything is sent, without a secret."""

from pathlib import Path

import pytest

from digest.archive.watches import NO_WATCHES, Watch, Watches
from digest.errors import ConfigurationError
from digest.operations.delivery.delivery_file import NO_DELIVERIES, load_deliveries
from digest.operations.delivery.delivery_secrets import hook_addresses, mail_server

MAIL = '[[mail]]\nname = "desk"\nto = ["desk@example.org"]\nsend = ["day"]\n'
HOOK = '[[webhook]]\nname = "chat"\nurl = "https://chat.example/x"\nsend = ["watches"]\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "delivery.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_no_file_delivers_nothing(tmp_path: Path) -> None:
    assert load_deliveries(tmp_path / "delivery.toml", NO_WATCHES) is NO_DELIVERIES


def test_what_goes_to_whom_is_read(tmp_path: Path) -> None:
    watches = Watches(watch=(Watch(name="Strikes", query="strike"),))
    text = f'{MAIL}{HOOK}watches = ["strikes"]\nsecret = "CHAT_SECRET"\n'
    deliveries = load_deliveries(written(tmp_path, text), watches)
    assert [mail.to for mail in deliveries.mail] == [("desk@example.org",)]
    assert [(hook.form, hook.secret, hook.watches) for hook in deliveries.webhook] == [
        ("json", "CHAT_SECRET", ("strikes",))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[mail]\n", "delivery.toml: this isn't TOML"),
        ("[[post]]\n", "delivery.toml, line 1, post: there is no such key: expected [[mail]], [[webhook]]"),
        ('[[mail]]\nname = "desk"\nsend = ["day"]\n', "line 1, [[mail]] 1, to: it is missing"),
        (f"{MAIL}{MAIL}", "line 5, [[mail]] 2, name: another delivery has the name 'desk'"),
        (MAIL.replace("desk@example.org", "Desk <desk@example.org>"), "expected the address alone"),
        (MAIL.replace("desk@example.org", "a@b.example\\nBcc: x@y.example"), "expected the address alone"),
        (MAIL.replace('["day"]', '["hour"]'), 'line 4, [[mail]] 1, send, entry 1: expected "day", "week" or "watches"'),
        (MAIL.replace('["day"]', "[]"), "[[mail]] 1, send: "),
        (f'{MAIL}watches = ["x"]\n', 'expected "watches" in send'),
        (f'{HOOK}watches = ["x"]\n', "there is no watch 'x': expected the slug of one in watches.toml"),
        (f'{HOOK}password = "hunter2"\n', "[[webhook]] 1, password: there is no such key: expected name, send"),
        (f'{HOOK}secret = "hunter2!"\n', "[[webhook]] 1, secret: expected the name of an environment variable"),
        (f'{HOOK}form = "matrix"\n', 'expected room and token with form = "matrix"'),
        (f'{HOOK}form = "ntfy"\nsecret = "A"\n', 'expected secret with form = "json" alone'),
        (f'{HOOK}room = "!a:b"\n', 'expected room with form = "matrix" alone'),
        (HOOK.replace("https://chat.example/x", "ftp://x/"), "expected an address, https://chat.example.org/hook"),
        (HOOK.replace("https://chat.example/x", "https://u:hunter2@x/"), "expected an address without a password"),
        (HOOK.replace("https://chat.example/x", "http://[::1"), "expected an address"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_expected(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_deliveries(written(tmp_path, text), NO_WATCHES)
    assert expected in str(error.value)
    assert str(error.value).startswith(f"{tmp_path}/delivery.toml")
    assert "hunter2" not in str(error.value)


def test_a_file_that_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "delivery.toml").mkdir()
    with pytest.raises(ConfigurationError, match=r"delivery\.toml: can't be read"):
        load_deliveries(tmp_path / "delivery.toml", NO_WATCHES)


SMTP = {"HOST": "smtp.example.org", "FROM": "news@example.org"}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"HOST": "", "FROM": "news@example.org"}, "the environment has no DIGEST_SMTP_HOST"),
        ({"HOST": "smtp.example.org"}, "the environment has no DIGEST_SMTP_FROM"),
        (SMTP | {"FROM": "News <news@example.org>"}, "DIGEST_SMTP_FROM: expected the address alone"),
        (SMTP | {"PORT": "x"}, "DIGEST_SMTP_PORT: expected a number"),
        (SMTP | {"TLS": "perhaps"}, "DIGEST_SMTP_TLS: expected starttls, tls or none"),
        (SMTP | {"USER": "me"}, "DIGEST_SMTP_USER and DIGEST_SMTP_PASSWORD: expected both"),
        (SMTP | {"USER": "me", "PASSWORD": "hunter2", "TLS": "none"}, "a password would go over the network"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("HOST", "PORT", "TLS", "USER", "PASSWORD", "FROM"):
        monkeypatch.delenv(f"DIGEST_SMTP_{name}", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(f"DIGEST_SMTP_{name}", value)
    with pytest.raises(ConfigurationError) as error:
        mail_server(load_deliveries(written(tmp_path, MAIL), NO_WATCHES))
    assert expected in str(error.value)
    assert "hunter2" not in str(error.value)


def test_variables_that_are_missing_are_told_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_URL", "hunter2")
    text = HOOK.replace("https://chat.example/x", "CHAT_URL") + 'secret = "NO_SECRET"\ntoken = "NO_TOKEN"\n'
    with pytest.raises(ConfigurationError) as error:
        hook_addresses(load_deliveries(written(tmp_path, text), NO_WATCHES))
    told = str(error.value).splitlines()
    assert [line.partition(": ")[2].split()[0] for line in told] == ["CHAT_URL", "the", "the"]
    assert "hunter2" not in str(error.value)


def test_a_record_with_a_secret_does_not_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHAT_URL", "CHAT_SECRET", "CHAT_TOKEN", "DIGEST_SMTP_PASSWORD"):
        monkeypatch.setenv(name, "https://hunter2.example/")
    for name, value in (SMTP | {"USER": "me"}).items():
        monkeypatch.setenv(f"DIGEST_SMTP_{name}", value)
    text = HOOK.replace("https://chat.example/x", "CHAT_URL") + 'secret = "CHAT_SECRET"\ntoken = "CHAT_TOKEN"\n'
    deliveries = load_deliveries(written(tmp_path, MAIL + text), NO_WATCHES)
    assert "hunter2" not in repr((deliveries, hook_addresses(deliveries), mail_server(deliveries)))
