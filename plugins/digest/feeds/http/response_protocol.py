"""How the bytes of one connection become one response, also where a server says more than it announced.

A response ends where its headers say (RFC 9112, 6.3). Servers send bytes after that end all the same: a body with a
304, a text that is longer than its Content-Length. aiohttp reads such bytes as the status line of another response, so
that the response before them is lost, or the next one on the connection. Here they are passed over, and the connection
is given up (RFC 9112, 9.2: data that no request asked for is no response).
"""

from functools import partial
from typing import Any, Final

from aiohttp import ClientPayloadError, ClientResponse, ServerDisconnectedError, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import RawResponseMessage
from aiohttp.http_exceptions import HttpProcessingError, LineTooLong
from aiohttp.streams import StreamReader

MAX_HEADER_BYTES: Final = 256 * 1024  # of one response, as in Chromium; policies and preloads of pages have up to 30 KB
MAX_HEADERS: Final = 1000
_WITHOUT_BODY: Final = frozenset({204, 304})  # RFC 9110, 15.3.5 and 15.4.5


class ResponseProtocol(ResponseHandler):
    """A connection of aiohttp that takes one response for each request. `surplus_after` is the number of the response
    on this connection after whose end the server went on, 0 where it did not."""

    def __init__(self, loop: Any) -> None:
        super().__init__(loop)
        self.responses = 0
        self.surplus_after = 0
        self._has_begun = False  # whether the headers of the response to the last request came
        self._header_bytes = 0

    def set_response_params(self, **parameters: Any) -> None:
        """Get ready for the next response."""
        self._has_begun = False
        self._header_bytes = 0
        super().set_response_params(**parameters)

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """Hand on a response whose headers came."""
        message = data[0]
        if message.code >= 200:
            self._has_begun = True
            self.responses += 1
        announces_body = "Transfer-Encoding" in message.headers or message.headers.get("Content-Length", "0") != "0"
        if message.code in _WITHOUT_BODY and announces_body:
            self.force_close()  # the announced body may be on its way, and would spoil the next response
        super().feed_data(data, size)

    def data_received(self, data: bytes) -> None:
        """Read what came: headers line by line, so that nothing after them can spoil them."""
        begin = 0
        while begin < len(data) and self._parser is not None and not self._has_begun:
            end = data.find(b"\n", begin) + 1 or len(data)
            self._header_bytes += end - begin
            if self._header_bytes > MAX_HEADER_BYTES:
                self._give_up(LineTooLong(b"", MAX_HEADER_BYTES))
                return
            super().data_received(data[begin:end])
            begin = end
            if self._exception is not None:
                return
        if begin == len(data) and data:
            return
        if self._is_whole:
            if data[begin:].strip(b"\r\n"):  # a line end after the body is an old custom (RFC 9112, 2.2)
                self._give_up(HttpProcessingError())
            return
        super().data_received(data[begin:])

    def set_exception(self, exc: Any, exc_cause: Any = None) -> None:
        """Note why the connection can't be used any more."""
        if isinstance(exc, HttpProcessingError):
            if self._is_whole:
                self.surplus_after = self.responses
            elif self.responses and not self._has_begun:
                # What came is left over from the response before. aiohttp asks again over another connection.
                exc = ServerDisconnectedError()
            elif self._has_begun and self._payload is not None:
                # aiohttp leaves who reads the body waiting for more of it.
                self._payload.set_exception(ClientPayloadError())
        if exc_cause is not None and exc_cause is not exc:
            exc.__cause__ = exc_cause  # aiohttp sets it only where somebody waits already
        super().set_exception(exc, exc_cause or exc)

    @property
    def _is_whole(self) -> bool:
        """Whether the response to the last request has ended."""
        return self._has_begun and (self._payload is None or self._payload.is_eof())

    def _give_up(self, error: HttpProcessingError) -> None:
        if self.transport is not None:
            self.transport.close()
        self.set_exception(error)


class BoundedResponse(ClientResponse):
    """A response that knows whether its server went on after its end."""

    _connection_protocol: Any = None
    _number: int = 0

    async def start(self, connection: Connection) -> ClientResponse:
        """Read the headers."""
        self._connection_protocol = connection.protocol
        response = await super().start(connection)
        self._number = self._connection_protocol.responses
        return response

    @property
    def has_surplus(self) -> bool:
        """Whether more came than the response's own length says, as far as it has been received."""
        return self._number > 0 and self._connection_protocol.surplus_after == self._number


class ResponseConnector(TCPConnector):
    """A connector whose connections are each a ResponseProtocol."""

    def __init__(self, **parameters: Any) -> None:
        super().__init__(**parameters)
        # There is no public way; tests with real servers would notice a change of aiohttp's.
        self._factory: Any = partial(ResponseProtocol, loop=self._loop)
