"""Letters by SMTP, each as plain text and as HTML."""

import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from ...errors import DigestError
from ...site.letters.letter import Letter
from .delivery_secrets import MailServer

TIMEOUT_S: Final = 30.0  # for each answer of the server


class DeliveryError(DigestError):
    """A letter did not arrive. The message says why, without an address or a secret."""


def mail_of(letter: Letter, server: MailServer, address: str, *, name: str, id_: str, now: datetime) -> EmailMessage:
    """The mail to an address. `name` is the site's; `id_` makes the Message-ID, which is the same for the same
    letter."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=name, addr_spec=server.sender)
    mail["To"] = address
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{id_}@{server.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence notice answers it
    mail.set_content(letter.text)
    mail.add_alternative(str(letter.html), subtype="html")
    return mail


def send_mail(mail: EmailMessage, server: MailServer) -> None:
    """Hands a mail to the server.

    Raises:
        DeliveryError: the server did not take it, or its certificate can't be trusted.
    """
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        (code, _), *_ = error.recipients.values()
        raise DeliveryError(f"the mail server refuses the address: {code}") from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(f"the mail server refuses user and password: {error.smtp_code}") from None
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"the mail server answers {error.smtp_code}") from None
    except ssl.SSLError as error:
        raise DeliveryError(f"no safe connection to the mail server: {error.reason or 'TLS failed'}") from None
    except (TimeoutError, smtplib.SMTPServerDisconnected):  # smtplib says the one for the other
        raise DeliveryError(f"the mail server says nothing for {TIMEOUT_S:.0f} s, or has hung up") from None
    except smtplib.SMTPException as error:
        raise DeliveryError(f"the mail server can't be used: {type(error).__name__}") from None
    except OSError as error:
        raise DeliveryError(f"the mail server can't be reached: {error.strerror or type(error).__name__}") from None


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    if server.tls == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection
