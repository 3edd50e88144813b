"""Two hundred names that look like one the reader knows; none of them may verify.

The known issuer is ``did:web:uni.edu``. A look-alike whose name makes an address owns it and
does everything right there, so that its signature is genuine: the reader's list decides, letter
by letter. The others fail before.
"""

import json
import re

from generator.openbadges.did_web import document_url
from tests.verify.cases.world import (
    AS_OF,
    EVIL_KEY,
    badge,
    case,
    did_document,
    ends,
    signed,
    trusting,
)

KNOWN = "did:web:uni.edu"
TRUST = trusting(did=KNOWN, name="The University")

_NO_IRI = re.compile("[\\s\\\\\\[\\]\u200e\u200f\u202a-\u202e]")
_LABEL = "(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_PORT = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_PART = r"(?!\.{1,2}(?::|$))[A-Za-z0-9._~-]+"
_ADDRESS = re.compile(
    rf"did:web:(?:{_LABEL}\.)*(?!\d+(?:$|%|:)){_LABEL}(?:%3A(?:{_PORT}))?(?::{_PART})*"
)

# Letters of other scripts that look like ours (Unicode's confusables), by the letter they replace.
CONFUSABLE = {
    "u": "\u03c5\u057d\u028b\u1d1c\u222a\u0446\u00fc\u00fa\u00f9\u016f\u0169\u016b\u0173\uff55",
    "n": "\u0578\u057c\u0146\u0144\u00f1\u0148\u014b\u043f\u03b7\u1d0e\uff4e",
    "i": "\u0456\u0131\u03b9\u00ed\u00ec\u00ef\u012b\u012f\u1ec9\u04cf\u217c\uff49\u0269",
    "e": "\u0435\u04bd\u00e9\u00e8\u00eb\u0113\u0119\u011b\u0117\u212e\uff45\u0454",
    "d": "\u0501\u0256\u0257\u010f\u0111\u217e\uff44",
    ".": "\u3002\uff0e\uff61\u2024\u00b7\u0701\u0660",
}
ASCII = {  # letters that are read for others, and letters left out, doubled or swapped
    "uni": "un1 unl un! vni uui uri unj unii uuni unni nui uin un uni- -uni u-ni "
    "urn1 cini uini um umi llni",
    "edu": "edv ecu eclu edu- ed edui 3du eedu eddu edou deu ebu eду",
}
LABELS = (  # the known name with more around it
    "uni.edu.evil.example",
    "uni-edu.example",
    "uni.edu-evil.example",
    "evil-uni.edu",
    "evil.uni.edu",
    "www.uni.edu",
    "badges.uni.edu",
    "secure-uni.edu",
    "uni-badges.edu",
    "unibadges.edu",
    "uni.edu.com",
    "uni.edu.co",
    "uni.com",
    "uni.education",
    "uni.edu.edu",
    "uni.uni.edu",
    "edu.uni",
    "uniedu.com",
    "uni.edu.xn--p1ai",
    "uni.edu.",
    "uni..edu",
    ".uni.edu",
    "uni.edu..",
    "uni%2Eedu",
    "uni%2eedu",
    "uni.edu%00",
    "uni.edu%00.evil.example",
    "uni.edu%2Fevil",
    "uni.edu%40evil.example",
    "uni.edu@evil.example",
    "user@uni.edu",
    "uni.edu/evil",
    "uni.edu/",
    "uni.edu\\evil",
    "uni.edu?evil",
    "uni.edu#evil",
    "uni.edu;evil",
    "uni.edu,evil",
    " uni.edu",
    "uni.edu ",
    "uni.edu\t",
    "uni.edu\n",
    "u ni.edu",
    "uni_.edu",
    "https://uni.edu",
    "//uni.edu",
    "[uni.edu]",
    "%75ni.edu",
    "uni.ed%75",
)
PATHS = (  # another issuer on the known issuer's host
    "~mallory",
    "users:mallory",
    "issuers:uni",
    "uni.edu",
    ".well-known",
    "did.json",
    "index.html",
    "%7Emallory",
    ".",
    "..",
    "%2E%2E",
    "",
    ":",
    "a:..:b",
    "a%2Fb",
    "a\\b",
    "a b",
)
PORTS = ("443", "8443", "80", "1", "65535", "65536", "0", "0443", "", "x", "443x", "%34%34%33")
METHODS = (
    "DID:web:uni.edu",
    "did:WEB:uni.edu",
    "Did:Web:uni.edu",
    "did:web::uni.edu",
    "did:web: uni.edu",
    "did:web%3Auni.edu",
    "did:webs:uni.edu",
    "did:webvh:uni.edu",
    "did:key:uni.edu",
    "did:web",
    "web:uni.edu",
    "https://uni.edu",
    "https://uni.edu/",
    "https://uni.edu/.well-known/did.json",
    "dnslink:uni.edu",
    "urn:did:web:uni.edu",
    "did:web:uni.edu#key-1",
    "did:web:uni.edu?service=x",
    "did:web:uni.edu\u200b",
    "did:web:\u200buni.edu",
    "did:web:uni\u00ad.edu",
    "did:web:uni.edu\u202e",
    "did:web:\u2066uni.edu\u2069",
    "did:web:uni\u200d.edu",
    "did:web:uni\u2060.edu",
    "did:web:uni\ufe0f.edu",
)
CASINGS = ("UNI.edu", "Uni.edu", "uni.EDU", "uni.Edu", "UNI.EDU", "uNi.eDu")


def _punycode(host):
    """As domains write it; empty where they can't."""
    try:
        return ".".join(
            label if label.isascii() else "xn--" + label.encode("punycode").decode()
            for label in host.split(".")
        )
    except UnicodeError:
        return ""


def _hosts():
    for letter, others in CONFUSABLE.items():
        for other in others:
            host = "uni.edu".replace(letter, other)
            yield host
            if letter != ".":
                yield _punycode(host)
    for other in ASCII["uni"].split():
        yield f"{other}.edu"
    for other in ASCII["edu"].split():
        yield f"uni.{other}"


def dids():
    """Every look-alike once, in a fixed order."""
    names = [f"did:web:{host}" for host in (*_hosts(), *LABELS, *CASINGS)]
    names += [f"{KNOWN}:{path}" for path in PATHS]
    names += [f"{KNOWN}%3A{port}" for port in PORTS]
    return list(dict.fromkeys([*names, *METHODS]))


def minimal(did):
    """The smallest badge, in the name of `did`."""
    document = badge(
        issuer={"id": did, "type": ["Profile"], "name": "The University"},
        name=...,
        awardedDate=...,
        validUntil=...,
        evidence=...,
        credentialStatus=...,
    )
    achievement = {
        "id": "urn:uuid:3b1f8c8e-5a54-4c5e-9a37-5d1f1f1d1a01",
        "type": ["Achievement"],
        "name": "Welding basics",
        "description": "Joins two plates so that they hold.",
        "criteria": {"narrative": "Weld three seams."},
    }
    subject = {"type": ["AchievementSubject"], "achievement": achievement}
    return {**document, "credentialSubject": subject}


def expected(did):
    """What must come out, from the rules of did:web and of IRIs, not from our verifier."""
    if _NO_IRI.search(did):
        return ends("document", "failed")
    if not did.startswith("did:web:"):
        return ends("issuer-key", "unknown")
    return ends("issuer-trust" if _ADDRESS.fullmatch(did) else "issuer-key", "failed")


def look_alike(about, did):
    """The case of one name."""
    checks = expected(did)
    if checks["document"] == "failed":  # not to be signed at all
        document = {**minimal(did), "proof": signed(minimal(KNOWN), key=EVIL_KEY)["proof"]}
        return case(about, document, checks, trust=TRUST)
    own = checks["issuer-key"] == "passed"
    found = {document_url(did): (did_document(EVIL_KEY, did=did), False)} if own else {}
    method = f"{did.partition('#')[0]}#{EVIL_KEY.multibase}"
    document = signed(minimal(did), key=EVIL_KEY, method=method)
    return case(about, document, checks, trust=TRUST, documents=found)


def table():
    """All of them as one JSON value, for verifiers in any language."""
    rows = []
    for did in dids():
        one = look_alike("", did)
        documents = {url: json.loads(body) for url, (body, _) in one.documents.items()}
        verdict = one.suffix.removeprefix("_")
        row = {"did": did, "verdict": verdict, "checks": one.checks}
        rows.append({**row, "credential": json.loads(one.credential), "documents": documents})
    return {"as_of": AS_OF, "trust": TRUST, "cases": rows}


CASES = {
    f"look_alike_{name}": look_alike(about, f"did:web:{rest}")
    for name, about, rest in (
        ("cyrillic_raw", "A Cyrillic letter, not as domains write it.", "un\u0456.edu"),
        ("cyrillic", "A Cyrillic letter, as domains write it.", _punycode("un\u0456.edu")),
        ("greek", "A Greek letter, as domains write it.", _punycode("\u03c5ni.edu")),
        ("accent", "An accent that is easily overlooked.", _punycode("uni\u0307.edu")),
        ("digit", "A digit for a letter.", "un1.edu"),
        ("two_letters", "Two letters that are read as one.", "urni.edu"),
        ("hyphen", "A hyphen for a dot.", "uni-edu.example"),
        ("more_labels", "The known name, and more after it.", "uni.edu.evil.example"),
        ("own_subdomain", "A subdomain of the known name is another issuer.", "evil.uni.edu"),
        ("trailing_dot", "A dot at the end.", "uni.edu."),
        ("user_path", "A person's page on the known host.", "uni.edu:~mallory"),
        ("default_port", "The port that https has anyway.", "uni.edu%3A443"),
        ("user_name", "The known name before an '@'.", "uni.edu@evil.example"),
        ("zero_width", "An invisible letter.", "uni.edu\u200b"),
        ("bidi", "A mark that turns text round.", "uni.edu\u202e"),
        ("nul", "An encoded NUL.", "uni.edu%00.evil.example"),
        ("well_known", "The path where the known document stands.", "uni.edu:.well-known"),
        ("capitals", "Capitals.", "UNI.edu"),
    )
}
