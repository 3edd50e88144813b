from datetime import UTC, datetime

import pytest

from generator.openbadges import (
    DidError,
    DidKey,
    MultikeyError,
    assertion_key,
    did_document,
    did_for_url,
    document_url,
)
from tests.openbadges.wire import DID, METHOD, MULTIKEY, message_of

OTHER = "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu"

URLS = {  # address: (DID, address of its document)
    "https://h.example/issuers/a/did.json": (
        "did:web:h.example:issuers:a",
        "https://h.example/issuers/a/did.json",
    ),
    "https://h.example/p/": ("did:web:h.example:p", "https://h.example/p/did.json"),
    "https://h.example/p": ("did:web:h.example:p", "https://h.example/p/did.json"),
    "https://h.example/": ("did:web:h.example", "https://h.example/.well-known/did.json"),
    "https://h.example": ("did:web:h.example", "https://h.example/.well-known/did.json"),
    "https://h.example/.well-known/did.json": (
        "did:web:h.example",
        "https://h.example/.well-known/did.json",
    ),
    "https://h.example:8443/p/": (
        "did:web:h.example%3A8443:p",
        "https://h.example:8443/p/did.json",
    ),
    "https://localhost:8000/": (
        "did:web:localhost%3A8000",
        "https://localhost:8000/.well-known/did.json",
    ),
    "https://xn--bcher-kva.example/": (
        "did:web:xn--bcher-kva.example",
        "https://xn--bcher-kva.example/.well-known/did.json",
    ),
}


@pytest.mark.parametrize(("url", "did"), [(url, did) for url, (did, _) in URLS.items()])
def test_an_address_has_its_did(url, did):
    assert did_for_url(url) == did


@pytest.mark.parametrize(("did", "url"), URLS.values(), ids=URLS.keys())
def test_a_did_has_its_address(did, url):
    assert document_url(did) == url
    assert did_for_url(url) == did


BAD_URLS = {
    "http": ("http://h.example/", "'http://h.example/' is not a plain https address."),
    "query": ("https://h.example/?a", "'https://h.example/?a' is not a plain https address."),
    "fragment": ("https://h.example/#", "'https://h.example/#' is not a plain https address."),
    "user": ("https://u@h.example/", "The host of 'did:web:u@h.example' is not a domain name."),
    "number": ("https://192.0.2.1/", "The host of 'did:web:192.0.2.1' is not a domain name."),
    "IPv6": ("https://[::1]/", "The host of 'did:web:[%3A%3A1]' is not a domain name."),
    "dots": (
        "https://h.example/a/../b/",
        "The path of 'did:web:h.example:a:..:b' holds a part that is not plain.",
    ),
    "no host": ("https:///a/", "The host of 'did:web::a' is not a domain name."),
    "colon in the path": (
        "https://h.example/a:b/",
        "'https://h.example/a:b/' has a colon in its path, which did:web cannot say.",
    ),
}


@pytest.mark.parametrize(("url", "message"), BAD_URLS.values(), ids=BAD_URLS.keys())
def test_an_address_that_did_web_cannot_say(url, message):
    assert message_of(lambda: did_for_url(url), DidError) == message


PATH = "The path of '{}' holds a part that is not plain."
HOST = "The host of '{}' is not a domain name."
BAD_DIDS = {
    "other method": ("did:key:z6Mk", "'{}' is not a did:web identifier."),
    "upper case": ("did:WEB:h.example", "'{}' is not a did:web identifier."),
    "not a DID": ("https://h.example", "'{}' is not a did:web identifier."),
    "no host": ("did:web:", HOST),
    "one dot": ("did:web:h.example:.", PATH),
    "two dots": ("did:web:h.example:..:a", PATH),
    "encoded dots": ("did:web:h.example:%2e%2e:a", PATH),
    "encoded slash": ("did:web:h.example:a%2Fb", PATH),
    "slash": ("did:web:h.example:a/b", PATH),
    "encoded backslash": ("did:web:h.example:a%5Cb", PATH),
    "empty part": ("did:web:h.example::a", PATH),
    "empty part at the end": ("did:web:h.example:a:", PATH),
    "question mark": ("did:web:h.example:a?b", PATH),
    "fragment": ("did:web:h.example:a#b", PATH),
    "space": ("did:web:h.example:a b", PATH),
    "newline": ("did:web:h.example:a\n", PATH),
    "newline after the host": ("did:web:h.example\n", HOST),
    "not ASCII": ("did:web:h.example:é", PATH),
    "slash in the host": ("did:web:h.example/a", HOST),
    "encoded slash in the host": ("did:web:h.example%2Fa", HOST),
    "user": ("did:web:u@h.example", HOST),
    "encoded user": ("did:web:u%40h.example", HOST),
    "address of numbers": ("did:web:127.0.0.1", HOST),
    "one number": ("did:web:2130706433", HOST),
    "IPv6": ("did:web:[::1]", HOST),
    "dot at the end": ("did:web:h.example.", HOST),
    "underscore": ("did:web:h_.example", HOST),
    "lower-case percent": ("did:web:h.example%3a80", HOST),
    "no port": ("did:web:h.example%3A", "The port of '{}' is not a number from 1 to 65535."),
    "port 0": ("did:web:h.example%3A0", "The port of '{}' is not a number from 1 to 65535."),
    "large port": (
        "did:web:h.example%3A65536",
        "The port of '{}' is not a number from 1 to 65535.",
    ),
    "port of letters": (
        "did:web:h.example%3Aabc",
        "The port of '{}' is not a number from 1 to 65535.",
    ),
    "long label": ("did:web:" + "a" * 64 + ".example", HOST),
    "endless": ("did:web:h.example" + ":a" * 5_000, None),
}


@pytest.mark.parametrize(("did", "message"), BAD_DIDS.values(), ids=BAD_DIDS.keys())
def test_a_did_that_could_be_read_in_two_ways(did, message):
    expected = message or "'{}' is not a did:web identifier."
    assert message_of(lambda: document_url(did), DidError) == expected.format(did[:200])


def document(**changes):
    return did_document(DID, [DidKey(MULTIKEY)]) | changes


def test_the_document_lists_every_key():
    end = datetime(2026, 5, 3, tzinfo=UTC)
    made = did_document(DID, [DidKey(MULTIKEY, revoked=end), DidKey(OTHER, expires=end)])
    assert made == {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": DID,
        "verificationMethod": [
            {
                "id": f"{DID}#{MULTIKEY}",
                "type": "Multikey",
                "controller": DID,
                "revoked": "2026-05-03T00:00:00Z",
                "publicKeyMultibase": MULTIKEY,
            },
            {
                "id": f"{DID}#{OTHER}",
                "type": "Multikey",
                "controller": DID,
                "expires": "2026-05-03T00:00:00Z",
                "publicKeyMultibase": OTHER,
            },
        ],
        "assertionMethod": [f"{DID}#{MULTIKEY}", f"{DID}#{OTHER}"],
    }
    assert assertion_key(made, DID, METHOD) == DidKey(MULTIKEY, revoked=end)
    assert assertion_key(made, DID, f"{DID}#{OTHER}") == DidKey(OTHER, expires=end)


def test_a_document_is_not_made_of_a_bad_key_or_did():
    assert message_of(lambda: did_document(DID, [DidKey("z6Mk")]), MultikeyError)
    assert message_of(lambda: did_document("did:web:..", []), DidError)


METHOD_OBJECT = {
    "id": METHOD,
    "type": "Multikey",
    "controller": DID,
    "publicKeyMultibase": MULTIKEY,
}

FOUND = {
    "by its name": document(),
    "relative names": document(
        verificationMethod=[METHOD_OBJECT | {"id": f"#{MULTIKEY}"}],
        assertionMethod=[f"#{MULTIKEY}"],
    ),
    "written out where it is used": document(
        verificationMethod=[], assertionMethod=[METHOD_OBJECT]
    ),
    "one for a list": document(verificationMethod=METHOD_OBJECT, assertionMethod=METHOD),
    "beside others": document(
        verificationMethod=[{"id": f"{DID}#x", "type": "JsonWebKey"}, 5, None, METHOD_OBJECT]
    ),
}


@pytest.mark.parametrize("made", FOUND.values(), ids=FOUND.keys())
def test_the_key_is_found(made):
    assert assertion_key(made, DID, METHOD) == DidKey(MULTIKEY)


NOT_FOUND = {  # case: (document, name of the key, the whole message)
    "somebody else's document": (
        document(id="did:web:evil.example"),
        METHOD,
        "The issuer's document is about somebody else.",
    ),
    "document of no id": ({}, METHOD, "The issuer's document is about somebody else."),
    "somebody else's key": (
        document(),
        f"did:web:evil.example#{MULTIKEY}",
        "The key that signed is not named as the issuer's.",
    ),
    "DID that only begins alike": (
        document(),
        f"{DID}.evil.example#{MULTIKEY}",
        "The key that signed is not named as the issuer's.",
    ),
    "unknown key": (
        document(),
        f"{DID}#{OTHER}",
        "The issuer's document does not have the key that signed.",
    ),
    "key in the name only": (
        document(verificationMethod=[]),
        METHOD,
        "The issuer's document does not have the key that signed.",
    ),
    "not for assertions": (
        document(assertionMethod=[]),
        METHOD,
        "The issuer's document does not list the key for signing badges.",
    ),
    "for logging in only": (
        document(assertionMethod=[], authentication=[METHOD]),
        METHOD,
        "The issuer's document does not list the key for signing badges.",
    ),
    "two of one name": (
        document(verificationMethod=[METHOD_OBJECT, METHOD_OBJECT | {"publicKeyMultibase": OTHER}]),
        METHOD,
        "The issuer's document has two keys of one name.",
    ),
    "listed twice": (
        document(assertionMethod=[METHOD, METHOD]),
        METHOD,
        "The issuer's document has two keys of one name.",
    ),
    "controlled by somebody else": (
        document(verificationMethod=[METHOD_OBJECT | {"controller": "did:web:evil.example"}]),
        METHOD,
        "The key that signed is controlled by somebody else.",
    ),
    "of another type": (
        document(verificationMethod=[METHOD_OBJECT | {"type": "JsonWebKey"}]),
        METHOD,
        "The key that signed is not given as a Multikey.",
    ),
    "without a key": (
        document(verificationMethod=[METHOD_OBJECT | {"publicKeyMultibase": None}]),
        METHOD,
        "The key that signed has no publicKeyMultibase.",
    ),
    "with a broken key": (
        document(verificationMethod=[METHOD_OBJECT | {"publicKeyMultibase": MULTIKEY[:-1]}]),
        METHOD,
        "The issuer's key cannot be used: The key is not an Ed25519 public key.",
    ),
    "with a wrong end": (
        document(verificationMethod=[METHOD_OBJECT | {"expires": "soon"}]),
        METHOD,
        "The key that signed has a wrong 'expires': 'soon' is not a date and time with a time zone.",
    ),
}


@pytest.mark.parametrize(("made", "name", "message"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_a_key_not_to_be_used_says_why(made, name, message):
    assert message_of(lambda: assertion_key(made, DID, name), DidError) == message
