"""The one place of the verify room that reaches the network: HTTPS, to public addresses only.

Whoever writes a badge chooses the addresses we ask. So:

1. only ``https``, also after a redirect; no user name in the address;
2. the host is looked up once, every address found must be public, and the connection
   goes to that very address, so that a second answer of the name server changes nothing;
3. caps on size, redirects and the time of it all, slow dripping included;
4. no cache and no proxy: the answer is the issuer's, now.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from time import monotonic
from urllib.parse import urljoin, urlsplit

from generator.verify.resolver import Document, Unavailable

Address = IPv4Address | IPv6Address

MAX_BYTES = 2_000_000  # as strict_json; a list of four million entries fits
MAX_REDIRECTS = 3
MAX_SECONDS = 15.0  # for one document, redirects included

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BLOCK = 64 * 1024
# Ranges in which a private IPv4 address can hide in an IPv6 one (RFC 6052, RFC 8215).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_SHARED = IPv4Network("100.64.0.0/10")  # RFC 6598, behind a carrier's own translation


def is_public(address: Address) -> bool:
    """Is `address` one of the public internet: not private, loopback, link-local, or a disguise."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in _TRANSLATED):
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address in _COMPATIBLE or address.is_site_local:
            return False
    elif address in _SHARED:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )


def look_up(host: str, port: int) -> Sequence[Address]:
    """The addresses of `host`, by the system's resolver, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    addresses = (ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)
    return list(dict.fromkeys(addresses))


@dataclass(frozen=True, slots=True)
class HttpsResolver:
    """Fetches documents over HTTPS. Its parts can be exchanged to try it without a network."""

    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    look_up: Callable[[str, int], Sequence[Address]] = look_up
    may_connect: Callable[[Address], bool] = is_public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    tells_time: bool = False
    """Whether documents carry the host's time: only where ours is the moment of judging."""

    def get(self, url: str) -> Document:
        """The document at `url`, after at most `MAX_REDIRECTS` redirects."""
        deadline = monotonic() + self.max_seconds
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(url, deadline)
            if isinstance(answer, Document):
                return answer
            url = answer
        raise Unavailable(f"{_host(url)} redirects more than {MAX_REDIRECTS} times.")

    def _ask(self, url: str, deadline: float) -> Document | str:
        """The document, or the address to ask next."""
        host, port, target = _parts(url)
        try:
            connection = _Pinned(host, port, self._address(host, port), self.tls)
            guard = threading.Timer(max(deadline - monotonic(), 0.0), connection.cut)
            guard.daemon = True
            guard.start()
            try:
                connection.timeout = max(deadline - monotonic(), 0.001)
                connection.request("GET", target, headers=_HEADERS)
                answer = self._read(connection.getresponse(), url)
            finally:
                guard.cancel()
                connection.close()
            if connection.was_cut:  # what came may lack its end
                raise TimeoutError
        except ssl.SSLCertVerificationError:
            raise Unavailable(f"{host} cannot prove that it is {host} (its certificate).") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if monotonic() >= deadline:
                reason = f"{host} took longer than {self.max_seconds:g} seconds to answer."
            elif isinstance(error, socket.gaierror):
                reason = f"No address is known for {host}."
            elif isinstance(error, OSError):
                reason = f"{host} could not be reached."
            else:
                reason = f"{host} gave an answer that cannot be read."
            raise Unavailable(reason) from None
        return answer

    def _address(self, host: str, port: int) -> Address:
        addresses = self.look_up(host, port)
        if not addresses or not all(map(self.may_connect, addresses)):
            raise Unavailable(f"{host} is not an address of the public internet.")
        return addresses[0]

    def _read(self, response: http.client.HTTPResponse, url: str) -> Document | str:
        if response.status in _REDIRECTS:
            place = response.getheader("Location")
            if not place:
                raise Unavailable(f"{_host(url)} redirects to nowhere.")
            return urljoin(url, place)
        if response.status != HTTPStatus.OK:
            raise Unavailable(f"{_host(url)} answered with status {response.status}.")
        if response.getheader("Content-Encoding", "identity").lower() != "identity":
            raise Unavailable(f"{_host(url)} sent it packed, although asked not to.")
        body = bytearray()
        while block := response.read(_BLOCK):
            body += block
            if len(body) > self.max_bytes:
                raise Unavailable(f"{_host(url)} sent more than {self.max_bytes:,} bytes.")
        if response.length:  # cut off before the announced end
            raise http.client.IncompleteRead(b"")
        return Document(bytes(body), date=_time_of(response) if self.tells_time else None)


_HEADERS = {
    "Accept": "application/json, application/did+json, application/vc, */*;q=0.1",
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "Connection": "close",
    "User-Agent": "badgepress",
}


class _Pinned(http.client.HTTPConnection):
    """A TLS connection for `host` that goes to one address, already looked up."""

    default_port = 443

    def __init__(self, host: str, port: int, address: Address, tls: ssl.SSLContext) -> None:
        super().__init__(host, port)
        self._address = address
        self._tls = tls
        self.was_cut = False

    def connect(self) -> None:
        """Connect and shake hands; the certificate must be the host's."""
        raw = socket.create_connection((str(self._address), self.port), self.timeout)
        secure = self._tls.wrap_socket(
            raw, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock = secure
        if self.was_cut:
            raise TimeoutError
        secure.do_handshake()

    def cut(self) -> None:
        """End it from another thread: whoever waits for the other side wakes."""
        self.was_cut = True
        if self.sock is not None:
            try:
                # Not SSLSocket's own method, which would go on in plain text.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def _parts(url: str) -> tuple[str, int, str]:
    """Host, port and request target of an address that may be asked."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unavailable(f"'{url[:200]}' is not an address.") from None
    if parts.scheme != "https":
        raise Unavailable(f"'{url[:200]}' is not an https address.")
    if not host or parts.username is not None or parts.password is not None:
        raise Unavailable(f"'{url[:200]}' does not name a host plainly.")
    if not url.isascii() or any(character <= " " or character == "\x7f" for character in url):
        raise Unavailable(f"'{url[:200]}' holds characters that an address cannot hold.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, port or 443, target


def _time_of(response: http.client.HTTPResponse) -> datetime | None:
    """The host's time (RFC 9110, 6.6.1); a cache on the way adds how old its copy is (RFC 9111)."""
    try:
        said = parsedate_to_datetime(response.getheader("Date", ""))
        age = timedelta(seconds=int(response.getheader("Age", "0")[:10]))
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC) + age
    except (ValueError, LookupError, OverflowError):  # `email` raises what its parts raise
        return None


def _host(url: str) -> str:
    return urlsplit(url).hostname or url[:200]
