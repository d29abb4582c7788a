"""Mails as a mail server gets them."""

import logging
import smtplib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from selectolax.lexbor import LexborHTMLParser

from digest.operations.delivery import mail_sending
from digest.operations.delivery.delivery_secrets import MailServer
from digest.operations.delivery.mail_sending import DeliveryError, mail_of, send_mail
from digest.site.letters.digest_letter import day_letter
from digest.site.letters.letter import Letter

from .conftest import HOSTILE, NOW, GrowingArchive, MailBox, news


def server(box: MailBox, **more: Any) -> MailServer:
    return MailServer("127.0.0.1", box.port, "none", "news@digest.example", **more)


def digest(growing: GrowingArchive) -> Letter:
    letter = day_letter(growing.archive, NOW.date().replace(day=9))
    assert letter is not None
    return letter


def sent(growing: GrowingArchive, box: MailBox) -> Any:
    mail = mail_of(digest(growing), server(box), "desk@example.org", name="Tide “Watch”", id_="0123", now=NOW)
    send_mail(mail, server(box))
    (_, came), *_ = box.mails
    return came


def test_a_mail_arrives_as_text_and_as_html(growing: GrowingArchive, mailbox: MailBox) -> None:
    mail = sent(growing, mailbox)
    assert mail["Subject"] == "Site: Sunday 9 July 2023"
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Tide “Watch”", "news@digest.example")
    assert mail["To"] == "desk@example.org"
    assert mail["Message-ID"] == "<0123@digest.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert "* Report strike" in text.get_content()
    assert "https://digest.example/2023/07/09/strike/" in text.get_content()
    assert html.get_content_type() == "text/html"
    assert [node.text() for node in LexborHTMLParser(html.get_content()).css("h1")] == ["Site: Sunday 9 July 2023"]


def test_the_html_loads_nothing_and_runs_nothing_whatever_a_stranger_writes(
    growing: GrowingArchive, mailbox: MailBox
) -> None:
    growing.add(news(9, "hostile", "Words.", headline=HOSTILE, hour=13))
    mail = sent(growing, mailbox)
    assert mail["Bcc"] is None
    text, html = (part.get_content() for part in mail.iter_parts())
    tree = LexborHTMLParser(html)
    names = {node.tag for node in tree.css("*")}
    plain = {"html", "head", "meta", "title", "body", "h1", "h2", "p", "a", "b", "br", "small", "blockquote", "mark"}
    assert names <= plain
    loading = {name for node in tree.css("*") for name in node.attributes} - {"href", "lang", "dir", "style", "charset"}
    assert loading == set()
    assert "url(" not in html
    assert all(
        str(node.attributes["href"]).startswith(("https://digest.example/", "https://north.example/"))
        for node in tree.css("a")
    )
    assert "<script>alert(1)</script>" in "".join(node.text() for node in tree.css("body"))
    assert "\nBcc:" not in text
    assert "\u202e" not in text + html


@pytest.mark.parametrize("answer", ["451 later", "554 no", "421 closing"])
def test_a_server_that_takes_no_mail_is_told_by_its_answer(
    growing: GrowingArchive, mailbox: MailBox, answer: str
) -> None:
    mailbox.answer = answer
    with pytest.raises(DeliveryError, match=answer[:3]):
        sent(growing, mailbox)


def test_a_server_that_is_not_there_or_says_nothing_is_told(
    growing: GrowingArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sending, "TIMEOUT_S", 0.3)
    mail = mail_of(digest(growing), server(MailBox(1)), "desk@example.org", name="Site", id_="1", now=NOW)
    with pytest.raises(DeliveryError, match="can't be reached"):
        send_mail(mail, server(MailBox(1)))
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(DeliveryError, match="the mail server says nothing"),
    ):
        send_mail(mail, server(MailBox(silent.getsockname()[1])))


def test_a_server_without_tls_gets_neither_mail_nor_password(growing: GrowingArchive, mailbox: MailBox) -> None:
    mail = mail_of(digest(growing), server(mailbox), "desk@example.org", name="Site", id_="1", now=NOW)
    with pytest.raises(DeliveryError, match="the mail server can't be used: SMTPNotSupportedError"):
        send_mail(mail, MailServer("127.0.0.1", mailbox.port, "starttls", "news@digest.example", "me", "hunter2"))
    assert mailbox.mails == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost, with its key in the same file, that nobody has signed."""
    file: Path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command = ["openssl", *options.split(), "-keyout", str(file), "-out", f"{file}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def safe_mailbox(certificate: Path) -> Iterator[MailBox]:
    """A mail server that wants TLS, and then a user and a password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = MailBox(free.getsockname()[1])

    def is_known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        box.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"hunter2", handled=False)

    controller = Controller(
        box, hostname="127.0.0.1", port=box.port, tls_context=context, require_starttls=True,
        authenticator=is_known, auth_required=True,
    )  # fmt: skip
    controller.start()
    yield box
    controller.stop()


def test_a_mail_goes_by_tls_to_a_server_that_can_be_trusted(
    growing: GrowingArchive, safe_mailbox: MailBox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = MailServer("localhost", safe_mailbox.port, "starttls", "news@digest.example", "me", "hunter2")
    mail = mail_of(digest(growing), at, "desk@example.org", name="Site", id_="1", now=NOW)
    with pytest.raises(DeliveryError, match="no safe connection"):
        send_mail(mail, at)
    assert safe_mailbox.logins == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send_mail(mail, at)
    assert safe_mailbox.logins == [("me", "hunter2")]
    assert len(safe_mailbox.mails) == 1


def test_a_password_that_is_wrong_is_in_no_message_and_no_log(
    growing: GrowingArchive, safe_mailbox: MailBox, certificate: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    at = MailServer("localhost", safe_mailbox.port, "starttls", "news@digest.example", "me", "letmein99")
    mail = mail_of(digest(growing), at, "desk@example.org", name="Site", id_="1", now=NOW)
    with pytest.raises(DeliveryError, match="refuses user and password: 535") as error:
        send_mail(mail, at)
    assert error.value.__cause__ is None
    assert not isinstance(error.value.__context__, smtplib.SMTPAuthenticationError) or error.value.__suppress_context__
    assert "letmein99" not in str(error.value)
    assert "letmein99" not in "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
