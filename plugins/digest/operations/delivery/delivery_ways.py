"""Hands each letter to the way by which its recipient gets letters: the mail server, or a webhook."""

from collections.abc import Callable
from datetime import datetime

from ...site.letters.letter import Letter
from .delivery_file import Deliveries
from .delivery_secrets import hook_addresses, mail_server
from .due_letters import Recipient
from .mail_sending import mail_of, send_mail
from .webhook_sending import hook_request, send_request


class DeliveryWays:
    """All ways of a site. Its name is that of the sender of mails."""

    def __init__(self, deliveries: Deliveries, site_name: str, clock: Callable[[], datetime]) -> None:
        """Takes addresses and secrets from the environment.

        Raises:
            ConfigurationError: one is missing or can't be used.
        """
        self._server = mail_server(deliveries)
        self._addresses = hook_addresses(deliveries)
        self._hooks = {hook.name: hook for hook in deliveries.webhook}
        self._site_name = site_name
        self._clock = clock

    def send(self, recipient: Recipient, letter: Letter, id_: str) -> None:
        """Sends a letter; `id_` is the same each time that it is sent.

        Raises:
            DeliveryError: it did not arrive.
        """
        if recipient.address:
            assert self._server
            mail = mail_of(letter, self._server, recipient.address, name=self._site_name, id_=id_, now=self._clock())
            send_mail(mail, self._server)
            return
        hook, address = self._hooks[recipient.name], self._addresses[recipient.name]
        send_request(hook_request(letter, hook, address, id_=id_, now=self._clock()))
