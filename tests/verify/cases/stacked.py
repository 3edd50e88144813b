"""Badges that are made of others: which of these hold, and what is not followed.

The optional check "components" never changes the verdict.
"""

from generator.openbadges.strict_json import dump_json
from tests.verify.cases.world import (
    ATTACKER,
    ATTACKER_URL,
    EVIL_KEY,
    ID,
    INDEX,
    LIST_URL,
    OTHER_KEY,
    SITE,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    signed,
    status_list,
    trusting,
)

NAME = ["credentialSubject", "identifier", 0, "identityHash"]
PARTNER = "did:web:college.example"
PARTNER_URL = "https://college.example/.well-known/did.json"
BOTH = {"issuers": [*trusting()["issuers"], *trusting(did=ATTACKER, name="Evil")["issuers"]]}


def url_of(number):
    """The id of that component."""
    return f"{SITE}credentials/{number:032x}/credential.json"


def component(number=1, *, edit=None, key=None, **changes):
    """A badge that counts toward the stack, signed; `edit` is a path and what to put there."""
    document = badge(**{"id": url_of(number), "evidence": ..., **changes})
    if "credentialStatus" not in changes:
        document = change(document, ["credentialStatus", "statusListIndex"], str(number))
        document["credentialStatus"]["id"] = f"{LIST_URL}#{number}"
    document = change(document, *edit) if edit else document
    return signed(document, key=key) if key else signed(document)


def named(*urls):
    """Evidence that names other earned badges."""
    return [{"id": url, "type": ["Evidence"], "genre": "OpenBadgeCredential"} for url in urls]


def stacked(about, outcome, *found, urls=None, withdrawn=(), more=None, stack=None, **settings):
    """A stack of what is found at the components' own addresses, or `urls` of other ones."""
    bodies = [each if isinstance(each, bytes) else dump_json(each) for each in found]
    if urls is None:
        urls = [each["id"] for each in found if isinstance(each, dict)]
    at = dict(zip(urls, ((body, False) for body in bodies), strict=False)) | (more or {})
    settings.setdefault("documents", documents(status=status_list(withdrawn=withdrawn), **at))
    checks = {**settings.pop("checks", ends()), "components": outcome}
    document = badge(evidence=[*badge()["evidence"], *named(*urls)])
    return case(about, signed(stack(document) if stack else document), checks, **settings)


def _by(did, key, number=1, **changes):
    profile = {"id": did, "type": ["Profile"], "name": "Northgate College"}
    return component(number, key=key, issuer=profile, credentialStatus=..., **changes)


GOOD = component()
SECOND = component(2)
THEIRS = "https://college.example/credentials/1/credential.json"
PARTNERS = signed(
    badge(
        id=THEIRS, evidence=..., credentialStatus=..., issuer={"id": PARTNER, "type": ["Profile"]}
    ),
    key=OTHER_KEY,
)
PARTNER_KEYS = {PARTNER_URL: (did_document(OTHER_KEY, did=PARTNER), False)}
BORROWED = _by(ATTACKER, EVIL_KEY)
ATTACKERS_KEYS = {ATTACKER_URL: (did_document(EVIL_KEY, did=ATTACKER), False)}
FORGED = change(GOOD, ["name"], "Master welder")
STACK_OF_STACK = component(evidence=named(url_of(9)))

CASES = {
    "stacked": stacked("Made of two badges, both good.", "passed", GOOD, SECOND),
    "stacked_of_one": stacked("Made of one badge.", "passed", GOOD),
    "stacked_of_sixteen": stacked("As many as are followed.", "passed", *map(component, range(16))),
    "stacked_of_seventeen": stacked(
        "One more than is followed.", "unknown", *map(component, range(17))
    ),
    "stacked_of_seventeen_one_withdrawn": stacked(
        "One more than is followed, and one that was withdrawn.",
        "failed",
        *map(component, range(17)),
        withdrawn=[3],
    ),
    "component_withdrawn": stacked("One was withdrawn.", "failed", GOOD, SECOND, withdrawn=[2]),
    "component_expired": stacked(
        "One has expired.", "failed", GOOD, component(2, validUntil="2026-05-01T00:00:00Z")
    ),
    "component_early": stacked(
        "One is not in force yet.", "failed", component(validFrom="2026-06-01T00:00:00Z")
    ),
    "component_changed": stacked("One was changed after it was signed.", "failed", FORGED),
    "component_unreadable": stacked(
        "A web page stands in its place.", "failed", b"<!doctype html>", urls=[url_of(1)]
    ),
    "component_older_form": stacked(
        "Something that this verifier can't check stands in its place.",
        "unknown",
        b"eyJhbGciOiJFZERTQSJ9.e30.AAAA",
        urls=[url_of(1)],
    ),
    "component_of_another_person": stacked(
        "One names somebody else.", "failed", GOOD, component(2, edit=(NAME, "Ada Lovelace"))
    ),
    "component_without_name": stacked(
        "One names nobody, which contradicts nobody.",
        "passed",
        component(edit=(["credentialSubject", "identifier"], ...)),
    ),
    "stacked_without_name": stacked(
        "The stack names nobody.",
        "passed",
        GOOD,
        stack=lambda document: change(document, ["credentialSubject", "identifier"], ...),
    ),
    "component_of_another_id": stacked(
        "At its address stands another badge.", "failed", SECOND, urls=[url_of(1)]
    ),
    "component_unavailable": stacked(
        "One can't be had.", "unknown", GOOD, urls=[url_of(1), url_of(2)]
    ),
    "component_list_unavailable": stacked(
        "Whether one was withdrawn is not known.",
        "unknown",
        component(
            edit=(
                ["credentialStatus", "statusListCredential"],
                LIST_URL.replace("1.json", "9.json"),
            )
        ),
    ),
    "component_clock": stacked(
        "The host of one's issuer has another time.",
        "unknown",
        PARTNERS,
        more={PARTNER_URL: (*PARTNER_KEYS[PARTNER_URL], "2026-05-09T12:00:00Z")},
    ),
    "component_is_the_stack": case(
        "It names itself, so that its proof could not tell the two apart.",
        change(signed(badge()), ["evidence"], named(ID)),
        ends("document", "failed"),
    ),
    "component_is_a_stack": stacked(
        "What one is made of is not followed.", "passed", STACK_OF_STACK
    ),
    "components_name_each_other": stacked(
        "One is made of the stack that it counts toward.", "passed", component(evidence=named(ID))
    ),
    "component_by_another": stacked(
        "One by an issuer whom the reader does not know, at its own host.",
        "passed",
        PARTNERS,
        more=PARTNER_KEYS,
    ),
    "component_borrowed": stacked(
        "A stranger took the address of one.", "unknown", BORROWED, more=ATTACKERS_KEYS
    ),
    "component_borrowed_by_known": stacked(
        "One stands elsewhere than its issuer, whom the reader knows.",
        "passed",
        BORROWED,
        more=ATTACKERS_KEYS,
        trust=BOTH,
    ),
    "component_without_address": stacked(
        "One is named without an address.",
        "unknown",
        stack=lambda document: change(document, ["evidence", 1, "id"], ...),
        urls=[url_of(1)],
    ),
    "component_not_https": stacked(
        "One is named by something that nobody can be asked for.",
        "unknown",
        urls=["urn:uuid:0d4ff0a2-6a0e-4c4d-9a59-6b5a5f3c2d12"],
    ),
    "component_in_a_part": stacked(
        "One is named as a part of a document.", "unknown", urls=[f"{url_of(1)}#x"]
    ),
    "component_given": stacked(
        "One was handed in together with the stack, and stands nowhere else.",
        "passed",
        urls=[url_of(1)],
        given={url_of(1): dump_json(GOOD)},
    ),
    "component_given_withdrawn": stacked(
        "One that was handed in was withdrawn.",
        "failed",
        urls=[url_of(1)],
        given={url_of(1): dump_json(GOOD)},
        withdrawn=[1],
    ),
    "component_given_forged": stacked(
        "What was handed in is not it; at its address it stands.",
        "passed",
        GOOD,
        given={url_of(1): dump_json(FORGED)},
    ),
    "component_given_forged_only": stacked(
        "What was handed in is not it, and it stands nowhere else.",
        "failed",
        urls=[url_of(1)],
        given={url_of(1): dump_json(FORGED)},
    ),
    "component_given_borrowed": stacked(
        "A stranger's was handed in in place of one that was withdrawn.",
        "failed",
        GOOD,
        more=ATTACKERS_KEYS,
        given={url_of(1): dump_json(BORROWED)},
        withdrawn=[1],
    ),
    "stack_expired": stacked(
        "An expired stack has expired, however good its parts.",
        "passed",
        GOOD,
        checks=ends("validity-period", "failed"),
        stack=lambda document: {**document, "validUntil": "2026-05-01T00:00:00Z"},
    ),
    "stack_withdrawn": stacked(
        "A withdrawn stack is withdrawn, however good its parts.",
        "passed",
        GOOD,
        checks=ends("status", "failed"),
        withdrawn=[INDEX],
    ),
    "stack_changed": case(
        "The stack itself was changed: nothing that it names is asked for.",
        {**signed(badge(evidence=named(url_of(1)))), "name": "Master welder"},
        {**ends("signature", "failed"), "components": "skipped"},
    ),
}
