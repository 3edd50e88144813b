"""The words, lists and resolvers of the checks, beside their JavaScript twins."""

import json
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from itertools import product

import pytest

from generator.model.trust import PublishedTrust
from generator.openbadges import parse_json
from generator.verify.report import CHECK_IDS
from generator.verify.resolver import MappedResolver, Unavailable, host_of
from generator.verify.verify import not_had
from generator.verify.words import plain_date, printable, say
from tests.twins import Twin, answer, told
from tests.verify.cases.world import KEY
from tests.verify.test_report import OUTCOMES, report
from tests.verify.test_resolver import ASTRAY, SITE


@pytest.fixture(scope="module")
def twin():
    """The JavaScript function of that module and name; each in one Node for all tests here."""
    with ExitStack() as running:

        @cache
        def start(module, name):
            return running.enter_context(Twin(module, name))

        yield lambda module, name: start(f"src/verify/{module}.js", name).call


FOREIGN = {
    "braces": "{issuer} {0} {{}}",
    "controls": "did:\u202eweb\x1b[2J\x7f\x85\xa0",
    "separators": "a\u2028b\u2029c\u3000d\u200be",
    "private and half": "\ue000\U0010fffd\ud83d",
    "at the limit": "\U0001f600" * 200,
    "past the limit": "\U0001f600" * 201,
    "long": "x" * 5_000,
    "a dollar": "$& $1 $$ $`",
    "of another version of Unicode": "\U0001343b\U0001343f",
    "assigned later": "\U0001fae8\u0378",
}


@pytest.mark.parametrize("value", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_value_is_said_alike(twin, value):
    key = "issuer-trust.passed"
    assert twin("words", "say")(key, {"name": value}) == say(key, name=value)


def test_the_same_characters_do_not_print(twin):
    for start in range(0, 0x110000, 0x4000):
        part = " ".join(map(chr, range(start, start + 0x4000)))  # or two halves make a pair
        assert twin("words", "printable")(part) == printable(part)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2024, 2, 29, 12, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
    ids=str,
)
def test_a_day_is_told_alike(twin, moment):
    assert twin("words", "plainDate")(moment) == plain_date(moment)


def test_every_combination_of_outcomes_gives_the_same_verdict(twin):
    for letters in product(OUTCOMES, repeat=len(CHECK_IDS)):
        mine = report("".join(letters))
        theirs = twin("report", "report")([asdict(check) for check in mine.checks])
        assert theirs == answer(told, mine)


HOSTS = [
    "https://Badges.Example.org/did.json",
    "https://h.example:8443/x",
    "https://user@h.example/",
    "https://h.example",
    "https://h.example?x@y",
    "data:x",
    "",
    "https:///x",
]


@pytest.mark.parametrize("url", HOSTS)
def test_a_host_is_named_alike(twin, url):
    assert twin("resolver", "hostOf")(url) == host_of(url)


ENTRY = {"did": "did:web:a.example", "name": "A", "since": "2026-01-01"}
TRUST = {  # text, or an entry of the list changed
    "not JSON": "{",
    "a list": "[]",
    "twice": '{"issuers": [], "issuers": []}',
    "empty": "{}",
    "no issuers": '{"issuers": []}',
    "issuers null": '{"issuers": null}',
    "issuers object": '{"issuers": {}}',
    "unknown member": '{"issuers": [], "more": 1}',
    "prototype's member": '{"constructor": 1}',
    "entry not an object": '{"issuers": ["did:web:a.example"]}',
    "a site": '{"site": "https://badges.example.org/"}',
    "a site with a path": '{"site": "https://badges.example.org/a/b_c.d/"}',
    "a site null": '{"site": null}',
    "a site without slash": '{"site": "https://badges.example.org"}',
    "a site of http": '{"site": "http://badges.example.org/"}',
    "a site with a port": '{"site": "https://badges.example.org:8443/"}',
    "a site with a query": '{"site": "https://badges.example.org/?"}',
    "a site with dots": '{"site": "https://badges.example.org/../"}',
    "a site with a newline": '{"site": "https://badges.example.org/\\n"}',
    "a site in capitals": '{"site": "https://Badges.example.org/"}',
    "a site without domain": '{"site": "https://localhost/"}',
    "a site number": '{"site": 1}',
    "good": {},
    "note": {"note": "Seen  at the fair."},
    "note null": {"note": None},
    "note number": {"note": 1},
    "note empty": {"note": ""},
    "note long": {"note": "x" * 301},
    "keys": {"keys": [KEY.multibase, KEY.multibase]},
    "keys null": {"keys": None},
    "keys text": {"keys": KEY.multibase},
    "keys number": {"keys": [1]},
    "key short": {"keys": [KEY.multibase[:-1]]},
    "key with newline": {"keys": [KEY.multibase + "\n"]},
    "extra": {"trusted": True},
    "did missing": {"did": ...},
    "did number": {"did": 1},
    "did key": {"did": "did:key:z6Mk"},
    "did with port": {"did": "did:web:a.example%3A8443:x"},
    "did with other digits": {"did": "did:web:a.example%3A\u0663"},
    "did with dots": {"did": "did:web:a.example:..:x"},
    "did with newline": {"did": "did:web:a.example\n"},
    "did with slash": {"did": "did:web:a.example/x"},
    "name missing": {"name": ...},
    "name null": {"name": None},
    "name empty": {"name": ""},
    "name of spaces": {"name": " \u3000 "},
    "name folded": {"name": "\n A \u2003 B\n"},
    "name composed": {"name": "Zoe\u0308"},
    "name of two lines": {"name": "A\nB"},
    "name with tab": {"name": "A\tB"},
    "name hidden": {"name": "A\u202eB"},
    "name with next line": {"name": "A\x85B"},
    "name with zero width": {"name": "A\u200b\ufeff B"},
    "name longest": {"name": "\U0001f600" * 120},
    "name too long": {"name": "\U0001f600" * 121},
    "name long in spaces": {"name": "A" + " " * 200 + "B"},
    "since missing": {"since": ...},
    "since number": {"since": 20000},
    "since words": {"since": "May"},
    "since with time": {"since": "2026-01-01T00:00:00Z"},
    "since leap": {"since": "2024-02-29"},
    "since no leap": {"since": "2026-02-29"},
    "since thirteenth": {"since": "2026-13-01"},
    "since year 0": {"since": "0000-01-01"},
    "since year 1": {"since": "0001-01-01"},
    "since other digits": {"since": "\u0662026-01-01"},
    "since with newline": {"since": "2026-01-01\n"},
    "since short": {"since": "2026-1-1"},
}


def read(data):
    """As ``--trust`` reads a trust.json."""
    trust = PublishedTrust.model_validate(parse_json(data))
    return {
        "issuers": [
            {**each.model_dump(mode="json"), "keys": list(each.keys)} for each in trust.issuers
        ],
        "site": trust.site,
    }


@pytest.mark.parametrize("given", TRUST.values(), ids=TRUST.keys())
def test_a_list_of_known_issuers_is_read_alike(twin, given):
    if isinstance(given, dict):
        entry = {name: value for name, value in {**ENTRY, **given}.items() if value is not ...}
        given = json.dumps({"issuers": [entry]})
    mine = answer(read, given.encode())
    theirs = twin("trust", "readTrust")(given.encode())
    if "error" in mine:
        assert theirs["error"] == "TrustError"
    else:
        assert theirs == mine


FILES = {"issuers/acme/did.json": b"{}"}
ODD = [path for _, path in ASTRAY.values() if set(path) & set("%?\\:")]  # a folder can hold these


@pytest.mark.parametrize(("url", "path"), ASTRAY.values(), ids=ASTRAY.keys())
def test_a_folder_is_astray_alike(twin, url, path):
    folder = MappedResolver(SITE, FILES.get)
    found = twin("../../test/intake/folder", "fromFolder")(SITE, [*FILES, *ODD], url)
    assert found["body"] is None
    assert found["reason"] == answer(folder.get, url)["message"]
    assert path in found["reason"]


def test_a_folder_hands_its_files_alike(twin):
    url = f"{SITE}issuers/acme/did.json"
    found = twin("../../test/intake/folder", "fromFolder")(SITE, list(FILES), url)
    assert found == answer(lambda: asdict(MappedResolver(SITE, FILES.get).get(url)))
    assert twin("../../test/intake/folder", "fromFolder")(SITE, list(FILES), "https://h/") is None


def test_what_could_not_be_had_is_told_alike(twin):
    mine = not_had(Unavailable("No such host."))
    assert twin("report", "notHad")("No such host.") == answer(told, mine)
