"""Badges that carry endorsements: by whom, about what, and whether they hold.

The optional check "endorsements" never changes the verdict.
"""

from tests.verify.cases.world import (
    EVIL_KEY,
    ID,
    SITE,
    Key,
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

ACHIEVEMENT = badge()["credentialSubject"]["achievement"]["id"]
ENDORSER = "did:web:chamber.example"
ENDORSER_URL = "https://chamber.example/.well-known/did.json"
ENDORSER_KEY = Key("endorser")
ENDORSER_LIST = "https://chamber.example/status/1.json"
COMMENT = "Our members hire on this badge."


def endorsement(*, about=ACHIEVEMENT, key=ENDORSER_KEY, number=1, comment=COMMENT, **changes):
    """What the chamber of commerce says of the badge, signed."""
    document = {
        "@context": badge()["@context"],
        "id": f"https://chamber.example/endorsements/{number}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": ENDORSER, "type": ["Profile"], "name": "Chamber of Commerce"},
        "validFrom": "2026-01-10T00:00:00Z",
        "credentialSubject": {
            "id": about,
            "type": ["EndorsementSubject"],
            "endorsementComment": comment,
        },
        **changes,
    }
    return signed(
        {name: value for name, value in document.items() if value is not ...},
        key=key,
        method=f"{ENDORSER}#{ENDORSER_KEY.multibase}",
        created="2026-01-10T09:00:00Z",
    )


def endorsed(about, outcome, *found, award=(), handed=False, **settings):
    """The good badge, endorsed; in the world stands the endorser's document too."""
    document = badge()
    if found:
        place = ["credentialSubject", "achievement", "endorsement"]
        document = change(document, place, list(found))
    if award:
        document["endorsement"] = list(award)
    keys = {ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), handed)}
    settings.setdefault("documents", documents(**keys))
    checks = {**settings.pop("checks", ends()), "endorsements": outcome}
    return case(about, signed(document), checks, **settings)


def status_entry(index):
    return {
        "id": f"{ENDORSER_LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": ENDORSER_LIST,
    }


def withdrawn_world(**changes):
    status = status_list(
        url=ENDORSER_LIST,
        issuer=ENDORSER,
        key=ENDORSER_KEY,
        method=f"{ENDORSER}#{ENDORSER_KEY.multibase}",
        withdrawn=[7],
        **changes,
    )
    keys = {ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False)}
    return documents(**keys, **{ENDORSER_LIST: (status, False)})


GOOD = endorsement()
FORGED = endorsement(key=EVIL_KEY)
KNOWN = {
    "issuers": [
        *trusting()["issuers"],
        *trusting(ENDORSER_KEY, did=ENDORSER, name="The Chamber")["issuers"],
    ]
}
ELSEWHERE = "https://famous.example/badges/1/achievement.json"
AWARD_ELSEWHERE = "https://famous.example/credentials/1/credential.json"

CASES = {
    "endorsed": endorsed("A known endorser signed what it says.", "passed", GOOD, trust=KNOWN),
    "endorsed_by_stranger": endorsed("By an endorser the reader does not know.", "passed", GOOD),
    "endorsed_award": endorsed(
        "An endorsement of this one award.", "passed", award=[endorsement(about=ID)]
    ),
    "endorsed_without_comment": endorsed(
        "An endorsement without words.",
        "passed",
        endorsement(credentialSubject={"id": ACHIEVEMENT, "type": ["EndorsementSubject"]}),
    ),
    "endorsed_with_list": endorsed(
        "An endorsement that could be withdrawn and is not.",
        "passed",
        endorsement(credentialStatus=status_entry(8)),
        documents=withdrawn_world(),
    ),
    "endorsement_withdrawn": endorsed(
        "The endorser withdrew it.",
        "failed",
        endorsement(credentialStatus=status_entry(7)),
        documents=withdrawn_world(),
    ),
    "endorsement_list_unavailable": endorsed(
        "Whether it was withdrawn can't be told.",
        "unknown",
        endorsement(credentialStatus=status_entry(7)),
    ),
    "endorsement_forged": endorsed("Signed by another's key.", "failed", FORGED),
    "endorsement_one_forged": endorsed(
        "One of two is forged.", "failed", GOOD, endorsement(key=EVIL_KEY, number=2)
    ),
    "endorsement_changed": endorsed(
        "Other words than were signed.",
        "failed",
        change(GOOD, ["credentialSubject", "endorsementComment"], "We hire nobody else."),
    ),
    "endorsement_of_other": endorsed(
        "Of another badge of the issuer.",
        "failed",
        endorsement(about=f"{SITE}badges/other/achievement.json"),
    ),
    "endorsement_expired": endorsed(
        "Past its end.", "failed", endorsement(validUntil="2026-05-01T00:00:00Z")
    ),
    "endorsement_early": endorsed(
        "Before its start.", "failed", endorsement(validFrom="2026-06-01T00:00:00Z")
    ),
    "endorsement_unsigned": endorsed(
        "Nobody signed it.",
        "failed",
        {name: value for name, value in GOOD.items() if name != "proof"},
    ),
    "endorsement_without_context": endorsed(
        "Without a context of its own.",
        "failed",
        {name: value for name, value in GOOD.items() if name != "@context"},
    ),
    "endorsement_is_a_link": endorsed("A link in its place.", "failed", GOOD["id"]),
    "endorsement_is_a_badge": endorsed(
        "A badge in its place.",
        "failed",
        endorsement(type=["VerifiableCredential", "OpenBadgeCredential"]),
    ),
    "endorsement_other_subject": endorsed(
        "About something that is no subject of an endorsement.",
        "failed",
        endorsement(credentialSubject={"id": ACHIEVEMENT}),
    ),
    "endorser_unavailable": endorsed(
        "The endorser's keys can't be had.", "unknown", GOOD, documents=documents()
    ),
    "endorser_handed": endorsed(
        "The endorser's keys came with the badge.", "unknown", GOOD, handed=True
    ),
    "endorser_handed_and_pinned": endorsed(
        "The endorser's keys came with the badge and are known.",
        "passed",
        GOOD,
        handed=True,
        trust=KNOWN,
    ),
    "endorser_clock": endorsed(
        "The endorser's host has another time; the issuer's has ours.",
        "unknown",
        GOOD,
        documents=documents()
        | {ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False, "2026-05-09T12:00:00Z")},
    ),
    "endorsement_flood": endorsed(
        "More than anybody needs.",
        "unknown",
        *(endorsement(number=number) for number in range(9)),
    ),
    "endorsed_withdrawn": endorsed(
        "A withdrawn badge is withdrawn, however good its endorsement.",
        "passed",
        GOOD,
        checks=ends("status", "failed"),
        documents=documents(
            status=status_list(withdrawn=[70_707]),
            **{ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False)},
        ),
    ),
    "endorsed_by_changed_badge": case(
        "The badge itself was changed: nothing in it is judged.",
        {
            **signed(change(badge(), ["credentialSubject", "achievement", "endorsement"], [GOOD])),
            "name": "Master welder",
        },
        {**ends("signature", "failed"), "endorsements": "skipped"},
    ),
    "endorsement_borrowed": case(
        "A stranger's badge takes the id of a famous one, and what is said of that.",
        signed(
            change(
                change(badge(), ["credentialSubject", "achievement", "id"], ELSEWHERE),
                ["credentialSubject", "achievement", "endorsement"],
                [endorsement(about=ELSEWHERE)],
            )
        ),
        {**ends("issuer-trust", "failed"), "endorsements": "unknown"},
        documents=documents(**{ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False)}),
        trust={"issuers": []},
    ),
    "endorsement_of_award_borrowed": case(
        "A stranger's badge takes the id of somebody's award, and what is said of that.",
        signed(
            {**badge(), "id": AWARD_ELSEWHERE, "endorsement": [endorsement(about=AWARD_ELSEWHERE)]}
        ),
        {**ends("issuer-trust", "failed"), "endorsements": "unknown"},
        documents=documents(**{ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False)}),
        trust={"issuers": []},
    ),
    "endorsed_elsewhere": case(
        "A known issuer awards a badge that is described at another host.",
        signed(
            change(
                change(badge(), ["credentialSubject", "achievement", "id"], ELSEWHERE),
                ["credentialSubject", "achievement", "endorsement"],
                [endorsement(about=ELSEWHERE)],
            )
        ),
        {**ends(), "endorsements": "passed"},
        documents=documents(**{ENDORSER_URL: (did_document(ENDORSER_KEY, did=ENDORSER), False)}),
    ),
}
