"""What the page asks of whom, as the browser's own log and the servers themselves have it."""

import json
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import PAGE, TRUST, VERIFY, WATCH, Reader
from tests.conftest import CHROMIUM, FLAGS
from tests.verify.cases.stacked import component, named, url_of
from tests.verify.cases.world import (
    AS_OF,
    DID_URL,
    LIST_URL,
    SITE,
    badge,
    documents,
    signed,
    trusting,
)

pytestmark = pytest.mark.browser

ELSEWHERE = "https://checker.example/verify/"  # the page on a host that is not the issuer's
CHECKER = [ELSEWHERE, f"{ELSEWHERE}trust.json", "https://checker.example/seal.json"]
SEAL = f"{SITE}seal.json"  # of its own site the page asks for a list and a seal, whatever the badge
UNASKED = "Only the issuer’s website can tell"
GOOD = dump_json(signed(badge()))
# A Chromium calls home now and then, whatever page is open.
BROWSERS_OWN = re.compile(r"https?://([a-z0-9.-]+\.)?(google|googleapis|gstatic|gvt1)\.com/")
HEADERS = {"accept", "accept-encoding", "accept-language", "cache-control", "connection", "host",
    "origin", "pragma", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest",
    "sec-fetch-mode", "sec-fetch-site", "user-agent", "priority", "sec-fetch-storage-access"}  # fmt: skip


class Internet:
    """Every host there is, on this computer; `asked` is what really came over the wire."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.moved: dict[str, str] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        world = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                url = f"https://{self.headers['Host']}{self.path}"
                world.asked.append(
                    (self.command, url, {k.lower(): v for k, v in self.headers.items()})
                )
                body = world.pages.get(url, b"")
                self.send_response(
                    302 if url in world.moved else 200 if url in world.pages else 404
                )
                if url in world.moved:
                    self.send_header("Location", world.moved[url])
                kind = "text/html; charset=utf-8" if url.endswith("/") else "application/json"
                self.send_header("Content-Type", kind)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Set-Cookie", "seen=1; Path=/; SameSite=None; Secure")
                self.send_header("Cache-Control", "public, max-age=31536000")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_PUT = do_OPTIONS = do_HEAD = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Kept in `asked`."""

            def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
                return "Sun, 03 May 2026 12:00:00 GMT"

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign] - a browser hangs up
        self.port = self.server.server_address[1]

    def urls(self) -> list[str]:
        return [url for _, url, _ in self.asked]


def certificate(folder):
    """For every name; the browser is told not to mind who says so."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "anyone")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "host.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def internet(tmp_path) -> Iterator[Internet]:
    page = PAGE.read_bytes()
    given = {url: body for url, (body, *_) in documents().items()}
    listed = json.dumps(trusting()).encode()
    pages = {VERIFY: page, TRUST: listed, ELSEWHERE: page, f"{ELSEWHERE}trust.json": listed}
    one = Internet(pages | given)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))
    one.server.socket = context.wrap_socket(
        one.server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=one.server.serve_forever, daemon=True)
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


@pytest.fixture
def visit(chromium, internet, tmp_path):
    """Opens pages in a browser of its own, all of whose names lead here, and which keeps a log."""
    log = tmp_path / "net.json"
    driver = chromium.browser_type
    flags = [
        *FLAGS,
        f"--host-resolver-rules=MAP * 127.0.0.1:{internet.port}",
        f"--log-net-log={log}",
        "--disable-features=Translate,OptimizationHints,MediaRouter",
    ]
    browser = driver.launch(executable_path=str(CHROMIUM), args=flags)

    @contextmanager
    def opened(at: str, context=None):
        context = context or browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(20_000)
        milliseconds = int(datetime.fromisoformat(AS_OF).timestamp() * 1000)
        context.add_init_script(WATCH.replace("NOW", str(milliseconds), 1))
        page = context.new_page()
        reader = Reader(page, {}, AS_OF)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.requestWillBeSent", lambda sent: reader.asked.append(sent["request"]["url"])
        )
        page.goto(at)
        yield reader
        context.close()

    opened.log = log
    opened.browser = browser
    with closing(browser):
        yield opened


def own(url):
    """What costs nobody anything."""
    return url.startswith(("blob:", "data:"))


def sent(reader):
    return [url for url in reader.asked if not own(url)]


def logged(path):
    """Every address that Chromium's own network log has."""
    text = path.read_text("utf-8").rstrip().rstrip(",")
    text += "" if text.endswith("}") and text.count("]}") else "]}"
    log = json.loads(text)
    return {
        event["params"]["url"]
        for event in log["events"]
        if isinstance(event.get("params"), dict) and "url" in event["params"]
    }


def idle(reader):
    reader.page.wait_for_load_state("networkidle")
    reader.page.wait_for_timeout(300)


def test_nothing_is_asked_before_a_check(visit, internet):
    with visit(VERIFY) as reader:
        idle(reader)
        reader.page.locator("#url").fill("https://a.example/b")
        reader.page.locator("summary").first.click()
        reader.page.locator("#text").fill("{}")
        idle(reader)
        assert sent(reader) == [VERIFY]
    assert internet.urls() == [VERIFY]


def test_from_disk_nothing_is_asked_at_all(visit, internet, tmp_path):
    path = tmp_path / "verify.html"
    path.write_bytes(PAGE.read_bytes())
    with visit(path.as_uri()) as reader:
        idle(reader)
        reader.give({"trust.json": json.dumps(trusting()).encode()})
        assert reader.answered().startswith("Your own list is used")
        reader.page.evaluate("document.querySelector('#result').replaceChildren()")
        reader.give({"a.json": GOOD})
        assert reader.answered() == UNASKED
        idle(reader)
        assert sent(reader) == [path.as_uri()]
        assert reader.ran() == []
        assert internet.urls() == []
        reader.page.get_by_role("button", name="Ask badges.example.org").click()
        reader.page.locator(".verdict.good").wait_for()
    assert internet.urls() == [DID_URL, LIST_URL]
    assert {headers["origin"] for _, _, headers in internet.asked} == {"null"}


def test_a_check_asks_what_the_badge_names_and_nobody_else(visit, internet):
    with visit(VERIFY) as reader:
        assert reader.judge("a.json", GOOD) == "Checked: genuine and current"
        idle(reader)
        assert sorted(sent(reader)) == sorted([VERIFY, TRUST, SEAL, DID_URL, LIST_URL])
    assert sorted(internet.urls()) == sorted([VERIFY, TRUST, SEAL, DID_URL, LIST_URL])
    visit.browser.close()
    log = {url for url in logged(visit.log) if url.startswith(("http:", "https:"))}
    assert {url for url in log if not BROWSERS_OWN.match(url)} == {
        VERIFY,
        TRUST,
        SEAL,
        DID_URL,
        LIST_URL,
    }


def test_others_are_asked_only_once_the_reader_agrees(visit, internet):
    with visit(ELSEWHERE) as reader:
        assert reader.judge("a.json", GOOD) == UNASKED
        idle(reader)
        before = list(CHECKER)
        assert internet.urls() == before
        reader.page.get_by_role("button", name="Ask badges.example.org").click()
        reader.page.locator(".verdict.good").wait_for()
        assert sent(reader) == [*before, DID_URL, LIST_URL]
    assert internet.urls() == [*before, DID_URL, LIST_URL]


def test_no_request_says_who_reads_what(visit, internet):
    """No cookie, referrer or body; nothing from a cache, also the second time."""
    with visit(ELSEWHERE) as reader:
        for _ in range(2):
            reader.judge("a.json", GOOD)
            ask = reader.page.get_by_role("button", name="Ask badges.example.org")
            if ask.count():
                ask.click()
                reader.page.locator(".verdict.good").wait_for()
    asked = internet.asked[1:]  # after the page itself
    assert [url for _, url, _ in asked].count(LIST_URL) == 2
    for method, url, headers in asked:
        assert method == "GET"
        assert not headers.keys() - HEADERS, url
        assert "no-cache" in headers["cache-control"]
        assert headers.get("origin") in {None, "https://checker.example"}


STACK = dump_json(signed(badge(evidence=named(url_of(1), url_of(2)))))


def test_what_a_badge_is_made_of_is_asked_with_the_rest(visit, internet):
    internet.pages |= {url_of(1): dump_json(component()), url_of(2): dump_json(component(2))}
    with visit(VERIFY) as reader:
        assert reader.judge("a.json", STACK) == "Checked: genuine and current"
        idle(reader)
    assert sorted(internet.urls()) == sorted(
        [VERIFY, TRUST, SEAL, DID_URL, LIST_URL, url_of(1), url_of(2)]
    )


def test_before_a_host_is_asked_for_parts_the_reader_is_told_what_it_learns(visit, internet):
    with visit(ELSEWHERE) as reader:
        for data, learns in ((GOOD, "normally not which"), (STACK, "and its parts tell which")):
            assert reader.judge("a.json", data) == UNASKED
            assert learns in reader.page.locator("#result").inner_text()
        idle(reader)
        assert internet.urls() == CHECKER
        reader.page.get_by_role("button", name="Ask badges.example.org").click()
        reader.page.locator(".verdict.good").wait_for()
    assert internet.urls()[3:] == [DID_URL, LIST_URL, url_of(1), url_of(2)]


def test_a_part_at_another_host_is_a_question_of_its_own(visit, internet):
    part = "https://college.example/credentials/1/credential.json"
    with visit(VERIFY) as reader:
        data = dump_json(signed(badge(evidence=named(part))))
        assert reader.judge("a.json", data) == "Checked: genuine and current"
        idle(reader)
        assert part not in sent(reader)
        reader.page.get_by_role("button", name="Ask college.example").click()
        reader.page.get_by_text("college.example answered with status 404").first.wait_for()
    assert internet.urls().count(part) == 1


def test_a_redirect_is_not_followed(visit, internet):
    internet.moved[LIST_URL] = "https://tracker.example/list"
    internet.moved[DID_URL] = "https://tracker.example/keys"
    with visit(VERIFY) as reader:
        assert reader.judge("a.json", GOOD) == "We could not check everything"
        idle(reader)
    assert [url for url in internet.urls() if "tracker" in url] == []


def test_a_link_asks_its_own_address_only(visit, internet):
    link = "https://elsewhere.example/badge.json"
    internet.pages[link] = GOOD
    with visit(ELSEWHERE) as reader:
        reader.page.locator("#url").fill(link)
        reader.page.locator("#url").press("Enter")
        reader.answered()
        idle(reader)
    assert internet.urls() == [*CHECKER, link]


STATUS = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1"}


def entry(url, at=1):
    return {"id": f"{SITE}x#{at}", **STATUS, "statusListCredential": url}


LISTS = {  # what a badge may name, and what is asked of it once the reader has agreed to all
    "many": ([f"{SITE}list/{n}.json" for n in range(40)], 10),
    "javascript": (["javascript:alert(1)"], 0),
    "data": (["data:application/json,1"], 0),
    "blob": (["blob:https://checker.example/1"], 0),
    "http": (["http://badges.example.org/list.json"], 0),
    "file": (["file:///etc/passwd"], 0),
    "socket": (["wss://badges.example.org/list.json"], 0),
    "with a password": (["https://me:secret@badges.example.org/list.json"], 0),
}


@pytest.mark.parametrize(("urls", "most"), LISTS.values(), ids=LISTS.keys())
def test_a_badge_cannot_make_the_page_ask_much(visit, internet, urls, most):
    entries = [entry(url, at) for at, url in enumerate(urls)]
    hostile = dump_json(signed(badge(credentialStatus=entries)))
    with visit(VERIFY) as reader:
        assert reader.judge("a.json", hostile) != "Checked: genuine and current"
        idle(reader)
        more = [url for url in sent(reader) if url not in {VERIFY, TRUST, SEAL, DID_URL}]
        assert len(more) <= most
        assert set(more) <= set(urls)
    assert sorted(internet.urls()) == sorted(sent(reader))  # side by side


PARTS = {name: (urls, 16 if name == "many" else most) for name, (urls, most) in LISTS.items()}


@pytest.mark.parametrize(("urls", "most"), PARTS.values(), ids=PARTS.keys())
def test_nor_can_it_by_what_it_is_made_of(visit, internet, urls, most):
    hostile = dump_json(signed(badge(evidence=named(*urls))))
    with visit(VERIFY) as reader:
        assert reader.judge("a.json", hostile) == "Checked: genuine and current"
        idle(reader)
        more = [url for url in sent(reader) if url not in {VERIFY, TRUST, SEAL, DID_URL, LIST_URL}]
        assert len(more) == most
        assert set(more) <= set(urls)
    assert sorted(internet.urls()) == sorted(sent(reader))  # side by side


PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "[::1]",
    "169.254.169.254",
    "localhost",
    "router.local",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_in_the_reader_s_own_network_is_asked_for_by_name_first(visit, internet, host):
    url = f"https://{host}/admin/reboot.json"
    hostile = dump_json(signed(badge(credentialStatus=entry(url))))
    with visit(VERIFY) as reader:
        reader.judge("a.json", hostile)
        idle(reader)
        assert [each for each in internet.urls() if "reboot" in each] == []
        assert url not in sent(reader)
        offered = reader.page.get_by_role("button", name="Ask ").all_inner_texts()
        assert offered in ([], [f"Ask {host}"])


def test_a_page_in_a_frame_of_another_site_keeps_its_rules(visit, internet):
    evil = "https://evil.example/"
    internet.pages[evil] = f'<iframe src="{ELSEWHERE}#b=AAAA"></iframe>'.encode()
    with visit(evil) as reader:
        idle(reader)
    assert set(internet.urls()) <= {
        evil,
        ELSEWHERE,
        f"{ELSEWHERE}trust.json",
        "https://evil.example/favicon.ico",
    }
