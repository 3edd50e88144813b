"""The HTTPS resolver against a server of our own on this machine; no network."""

import datetime as dt
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.verify.https import HttpsResolver, is_public
from generator.verify.resolver import Unavailable

HOST = "badges.example.org"
LOOPBACK = ip_address("127.0.0.1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate for HOST, with its key, in one file."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None)
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def serving(certificate, answers, *, shake_hands=True):
    """A server that gives each connection the next of `answers` (an iterable of byte blocks)."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        for blocks in answers:
            raw, _ = listener.accept()
            try:
                if not shake_hands:
                    for block in blocks:
                        raw.sendall(block)
                    continue
                with tls.wrap_socket(raw, server_side=True) as connection:
                    asked.append(connection.recv(65536))
                    for block in blocks:
                        connection.sendall(block)
                    connection.unwrap()
            except OSError:
                continue
            finally:
                raw.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        listener.close()
        thread.join(5)


def resolver(certificate, **changes):
    client = ssl.create_default_context(cafile=str(certificate))
    settings = {
        "look_up": lambda *_: [LOOPBACK],
        "may_connect": lambda address: address == LOOPBACK,
        "tls": client,
        **changes,
    }
    return HttpsResolver(**settings)


def answer(body=b"{}", status=b"200 OK", headers=b"", length=None):
    size = len(body) if length is None else length
    return [b"HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n" % (status, size, headers), body]


def redirect(place):
    return answer(b"", b"302 Found", b"Location: " + place + b"\r\n")


def drip(blocks, pause=0.05):
    for block in blocks:
        time.sleep(pause)
        yield block


def test_a_document_is_fetched_from_the_address_that_was_looked_up(certificate):
    looked_up = []

    def look_up(host, _port):
        looked_up.append(host)
        return [LOOPBACK]

    with serving(certificate, [answer(b'{"id": 1}')]) as (port, asked):
        document = resolver(certificate, look_up=look_up).get(
            f"https://{HOST}:{port}/a/did.json?x=1"
        )

    assert (document.body, document.handed) == (b'{"id": 1}', False)
    assert looked_up == [HOST]
    assert asked[0].splitlines()[0] == b"GET /a/did.json?x=1 HTTP/1.1"
    assert f"Host: {HOST}:{port}".encode() in asked[0]


TIMES = {  # headers: what the host's clock says
    b"Date: Sun, 03 May 2026 12:00:00 GMT\r\n": "2026-05-03T12:00:00+00:00",
    b"Date: Sun, 03 May 2026 12:00:00 GMT\r\nAge: 3600\r\n": "2026-05-03T13:00:00+00:00",
    b"Date: Sun, 03 May 2026 14:00:00 +0200\r\n": "2026-05-03T12:00:00+00:00",
    b"Date: Sun, 03 May 2026 12:00:00 -0000\r\n": "2026-05-03T12:00:00+00:00",
    b"": None,
    b"Date: yesterday\r\n": None,
    b"Date: Fri, 31 Dec 9999 23:59:59 -1200\r\n": None,
    b"Date: Sun, 03 May 2026 12:00:00 GMT\r\nAge: old\r\n": None,
    b"Date: Sun, 03 May 2026 12:00:00 GMT\r\nAge: 99999999999999\r\n": "2343-03-24T05:46:39+00:00",
}


@pytest.mark.parametrize(("headers", "date"), TIMES.items(), ids=map(repr, TIMES))
def test_the_host_tells_its_time_where_it_is_wanted(certificate, headers, date):
    with serving(certificate, [answer(headers=headers)] * 2) as (port, _):
        url = f"https://{HOST}:{port}/a"
        told = resolver(certificate, tells_time=True).get(url).date
        assert (told and told.isoformat()) == date
        assert resolver(certificate).get(url).date is None


def test_a_redirect_is_followed_and_its_host_looked_up_too(certificate):
    looked_up = []

    def look_up(host, _port):
        looked_up.append(host)
        return [LOOPBACK]

    with serving(certificate, [redirect(b"/b"), answer(b"here")]) as (port, asked):
        document = resolver(certificate, look_up=look_up).get(f"https://{HOST}:{port}/a")

    assert document.body == b"here"
    assert looked_up == [HOST, HOST]
    assert [request.split(b" ")[1] for request in asked] == [b"/a", b"/b"]


REFUSED = {  # what the server does: (its answers, the sentence)
    "redirect to another scheme": (
        [redirect(b"http://badges.example.org/a")],
        "'http://badges.example.org/a' is not an https address.",
    ),
    "redirect to a file": (
        [redirect(b"file:///etc/passwd")],
        "'file:///etc/passwd' is not an https address.",
    ),
    "redirects without end": (
        [redirect(b"/again")] * 4,
        "badges.example.org redirects more than 3 times.",
    ),
    "redirect to nowhere": (
        [answer(b"", b"301 Moved Permanently")],
        "badges.example.org redirects to nowhere.",
    ),
    "not found": (
        [answer(b"", b"404 Not Found")],
        "badges.example.org answered with status 404.",
    ),
    "too large": (
        [answer(b"x" * 2001)],
        "badges.example.org sent more than 2,000 bytes.",
    ),
    "packed": (
        [answer(b"x", headers=b"Content-Encoding: gzip\r\n")],
        "badges.example.org sent it packed, although asked not to.",
    ),
    "cut off": (
        [answer(b"half", length=8)],
        "badges.example.org gave an answer that cannot be read.",
    ),
    "no HTTP": (
        [[b"hello\r\n\r\n"]],
        "badges.example.org gave an answer that cannot be read.",
    ),
}


@pytest.mark.parametrize(("answers", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_server_may_not_do(certificate, answers, sentence):
    with (
        serving(certificate, answers) as (port, _),
        pytest.raises(Unavailable) as caught,
    ):
        resolver(certificate, max_bytes=2000).get(f"https://{HOST}:{port}/a")
    assert str(caught.value) == sentence


DRIPS = {  # a server that never quite finishes
    "headers": ([b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 30], True),
    "body": ([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 30], True),
    "handshake": ([b"\x16", *[b"\x03"] * 30], False),
    "silence": ([b""] * 30, True),
}


@pytest.mark.parametrize(("blocks", "shake_hands"), DRIPS.values(), ids=DRIPS.keys())
def test_a_slow_server_is_left_in_time(certificate, blocks, shake_hands):
    with (
        serving(certificate, [drip(blocks)], shake_hands=shake_hands) as (port, _),
        pytest.raises(Unavailable) as caught,
    ):
        resolver(certificate, max_seconds=0.5).get(f"https://{HOST}:{port}/a")
    assert str(caught.value) == f"{HOST} took longer than 0.5 seconds to answer."


def test_a_certificate_of_another_host_is_refused(certificate):
    with serving(certificate, [answer()]) as (port, _), pytest.raises(Unavailable) as caught:
        resolver(certificate).get(f"https://other.example.org:{port}/a")
    assert str(caught.value) == (
        "other.example.org cannot prove that it is other.example.org (its certificate)."
    )


def test_the_second_answer_of_a_name_server_changes_nothing(certificate):
    """DNS rebinding: what was judged is what is connected to, whatever is said later."""
    answers = iter([[LOOPBACK], [ip_address("10.0.0.1")]])
    judged = []

    def may_connect(address):
        judged.append(address)
        return True

    once = resolver(certificate, look_up=lambda *_: next(answers), may_connect=may_connect)
    with serving(certificate, [answer(b"mine")]) as (port, _):
        assert once.get(f"https://{HOST}:{port}/a").body == b"mine"
    assert judged == [LOOPBACK]
    assert next(answers) == [ip_address("10.0.0.1")]


PRIVATE = {
    "loopback": ["127.0.0.1"],
    "loopback v6": ["::1"],
    "private": ["10.1.2.3"],
    "link-local": ["169.254.169.254"],
    "link-local v6": ["fe80::1"],
    "unique local": ["fd00::1"],
    "carrier's own": ["100.64.0.1"],
    "unspecified": ["0.0.0.0"],
    "mapped": ["::ffff:127.0.0.1"],
    "compatible": ["::127.0.0.1"],
    "6to4": ["2002:7f00:1::"],
    "NAT64": ["64:ff9b::a00:1"],
    "Teredo": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "multicast": ["224.0.0.1"],
    "one of two": ["93.184.215.14", "192.168.0.1"],
    "none": [],
}


@pytest.mark.parametrize("addresses", PRIVATE.values(), ids=PRIVATE.keys())
def test_a_private_address_is_never_connected_to(addresses):
    private = HttpsResolver(look_up=lambda *_: [ip_address(each) for each in addresses])
    with pytest.raises(Unavailable) as caught:
        private.get("https://intranet.example.org/did.json")
    assert str(caught.value) == "intranet.example.org is not an address of the public internet."


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e"])
def test_a_public_address_is_public(address):
    assert is_public(ip_address(address))


ODD = {
    "http://badges.example.org/": "'http://badges.example.org/' is not an https address.",
    "https://user@badges.example.org/": (
        "'https://user@badges.example.org/' does not name a host plainly."
    ),
    "https:///did.json": "'https:///did.json' does not name a host plainly.",
    "https://h.example/a b": "'https://h.example/a b' holds characters that an address cannot hold.",
    "https://h.example:99999/": "'https://h.example:99999/' is not an address.",
    "https://[::1/": "'https://[::1/' is not an address.",
    "ftp://h.example/": "'ftp://h.example/' is not an https address.",
}


@pytest.mark.parametrize(("url", "sentence"), ODD.items(), ids=ODD.keys())
def test_an_odd_address_is_not_asked(url, sentence):
    with pytest.raises(Unavailable) as caught:
        HttpsResolver(look_up=lambda *_: [LOOPBACK]).get(url)
    assert str(caught.value) == sentence


def test_a_host_nobody_knows_is_told_so():
    def look_up(*_):
        raise socket.gaierror

    with pytest.raises(Unavailable) as caught:
        HttpsResolver(look_up=look_up).get("https://nobody.example.org/")
    assert str(caught.value) == "No address is known for nobody.example.org."
