"""Who may ask the desk: nobody without the token, and no page of another site that a browser has open.

A page of the web can't learn the token, but it can send requests to 127.0.0.1, and by DNS rebinding its own host can
become that address: so the host that was asked for is looked at, and where a form comes from.
"""

from dataclasses import dataclass
from email.message import Message
from hmac import compare_digest
from typing import Final

from ..http_server import HOST

MAX_BODY_BYTES: Final = 64 * 1024
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class DeskGuard:
    """The token of one run, and the port at which the desk is."""

    token: str
    port: int

    @property
    def root(self) -> str:
        """The path below which the desk is."""
        return f"/{self.token}/"

    def refusal(self, path: str, headers: Message) -> str:
        """Why a request is refused, for a person; "" where it isn't."""
        hosts = headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in {f"{HOST}:{self.port}", f"localhost:{self.port}"}:
            return f"the desk is at {HOST}:{self.port} alone"
        first = path.removeprefix("/").partition("/")[0]
        if not _same(first, self.token):
            return "the address lacks the token of this run: open the address that the command printed"
        return ""

    def refusal_of_form(self, headers: Message, token: str) -> str:
        """Why a form is refused whose path is right; "" where it isn't."""
        origin = headers.get("Origin", "")
        own = {f"http://{host}" for host in headers.get_all("Host", [])}
        if (origin and origin not in own) or headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return "the form comes from another page than the desk's"
        return "" if _same(token, self.token) else "the form lacks the token of this run"


def _same(text: str, token: str) -> bool:
    return compare_digest(text.encode("utf-8", "replace"), token.encode())
