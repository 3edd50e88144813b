"""Keys that were stolen and withdrawn, and the list of what their issuer itself had signed.

And keys that may sign status lists alone.
"""

from generator.openbadges.attested import (
    attested_digest,
    attested_list_credential,
    join_digests,
)
from generator.openbadges.strict_json import dump_json
from tests.verify.cases.endorsed import ENDORSER, ENDORSER_KEY, ENDORSER_URL, endorsement
from tests.verify.cases.world import (
    AS_OF,
    ATTACKER,
    ATTACKER_URL,
    EVIL_KEY,
    ISSUER,
    KEY,
    LIST_URL,
    OTHER_KEY,
    SITE,
    Key,
    badge,
    case,
    change,
    did_document,
    documents,
    ends,
    moment,
    signed,
    status_list,
    trusting,
)

GOOD = signed(badge())
NO = ends("issuer-key", "failed")
UNKNOWN = ends("issuer-key", "unknown")
STOLEN = "2026-04-01T00:00:00Z"
LISTED_URL = f"{SITE}issuers/acme/attested/{KEY.multibase}.json"
METHOD = f"{ISSUER}#{KEY.multibase}"
STATUS_KEY = Key("issuer's key for lists")


def value_of(document):
    return document["proof"][0]["proofValue"]


def chance(size):
    """Random only in name, so that the same code writes the same bytes."""
    chance.drawn += 1
    return chance.drawn.to_bytes(size, "big")


def service(name, endpoint, kind="AttestedCredentials"):
    return {"id": name, "type": kind, "serviceEndpoint": endpoint}


ATTESTED = service(f"{METHOD}-attested", LISTED_URL)


def stolen_keys(*others, services=(ATTESTED,), key=KEY, **edits):
    """The issuer's document after the theft; `others` are its keys besides."""
    more = {"service": list(services)} if services else {}
    return did_document((key, {"revoked": STOLEN, **edits}), *(others or (OTHER_KEY,)), **more)


def unsigned_attested(*listed, url=LISTED_URL, **changes):
    """The list, which holds `listed` credentials among others."""
    chance.drawn = 0
    document = attested_list_credential(
        url=url,
        issuer=ISSUER,
        key=KEY.multibase,
        digests=join_digests({attested_digest(value_of(each)) for each in listed}, chance),
        valid_from=moment("2026-04-02T00:00:00Z"),
    )
    return {**document, **changes}


def attested(*listed, key=OTHER_KEY, method=None, proof=None, **changes):
    """The list, signed, as bytes; of the good badge, where nothing else is said."""
    document = unsigned_attested(*(listed or (GOOD,)), **changes)
    options = {"created": "2026-04-02T08:00:00Z", **(proof or {})}
    return dump_json(signed(document, key=key, method=method, did=ISSUER, **options))


def after(about, checks=None, document=None, *, did=None, listed=None, **settings):
    """After the theft: the status list was signed anew, and a list names the good badge."""
    listed = attested() if listed is None else listed
    settings.setdefault(
        "documents",
        documents(
            did=stolen_keys() if did is None else did,
            status=status_list(key=OTHER_KEY),
            **({} if listed is ... else {LISTED_URL: (listed, False)}),
        ),
    )
    return case(about, document, checks, **settings)


def listed(about, body, checks=UNKNOWN, **settings):
    """After the theft, with another list."""
    return after(about, checks, listed=body, **settings)


def serviced(about, checks, *services):
    """After the theft, and the issuer's document names the list in another way."""
    return after(about, checks, did=stolen_keys(services=services))


LATER = signed(badge(name="Rocket science"), created="2026-01-15T09:30:00Z")
AGAIN = signed(badge(), created="2026-01-15T09:30:01Z")

DRILL = {
    "stolen_before": after(
        "Judged as of a moment before the theft was known: the key is in force.",
        did=stolen_keys(revoked="2026-06-01T00:00:00Z"),
        listed=...,
    ),
    "stolen_listed": after("Signed by the issuer itself, which has confirmed it with another key."),
    "stolen_at_that_instant": after(
        "Judged at the instant from which the key is withdrawn.",
        did=stolen_keys(revoked=AS_OF),
    ),
    "stolen_forged": after("By the thief, who wrote a date before the theft.", NO, LATER),
    "stolen_copied": after(
        "By the thief: a badge of the issuer's, word for word, signed a second later.", NO, AGAIN
    ),
    "stolen_changed": after(
        "Confirmed, and changed since.",
        ends("signature", "failed"),
        change(GOOD, ["name"], "Rocket science"),
    ),
    "stolen_signed_anew": after(
        "Signed anew with the issuer's other key.",
        None,
        signed(badge(), key=OTHER_KEY),
        listed=...,
    ),
    "stolen_key_set_changed": after(
        "The stolen key is no longer listed at all.",
        NO,
        did=did_document(OTHER_KEY, service=[ATTESTED]),
    ),
    "stolen_withdrawn": after(
        "Confirmed, and withdrawn.",
        ends("status", "failed"),
        documents=documents(
            did=stolen_keys(),
            status=status_list(key=OTHER_KEY, withdrawn=[70_707]),
            **{LISTED_URL: (attested(), False)},
        ),
    ),
    "stolen_expired": after(
        "Confirmed, and past its end.",
        ends("validity-period", "failed"),
        (LONG_AGO := signed(badge(validUntil="2026-02-01T00:00:00Z"))),
        listed=attested(LONG_AGO),
    ),
    "stolen_and_retired": after(
        "The key was retired after it signed, and stolen later.",
        did=stolen_keys(expires="2026-02-01T00:00:00Z"),
    ),
    "stolen_after_retirement": after(
        "Confirmed, though it says that it was signed after the key was retired.",
        NO,
        did=stolen_keys(expires="2026-01-01T00:00:00Z"),
    ),
    "stolen_list_of_the_stolen_key": after(
        "The withdrawal list is still signed with the stolen key, which never counts.",
        ends("status", "unknown"),
        documents=documents(did=stolen_keys(), **{LISTED_URL: (attested(), False)}),
    ),
}

LISTS = {
    "stolen_list_unavailable": after("The list can't be had.", UNKNOWN, listed=...),
    "stolen_list_none": after("There is no list.", NO, did=stolen_keys(services=())),
    "stolen_list_empty": listed("A list of other badges.", attested(LATER), NO),
    "stolen_list_by_itself": listed(
        "The list is signed with the stolen key itself.", attested(LATER, GOOD, key=KEY)
    ),
    "stolen_list_by_stranger": listed("The list is the thief's own.", attested(key=EVIL_KEY)),
    "stolen_list_by_stranger_named": listed(
        "The thief's list names the issuer's other key.",
        attested(key=EVIL_KEY, method=f"{ISSUER}#{OTHER_KEY.multibase}"),
    ),
    "stolen_list_of_other_issuer": after(
        "The list is another issuer's.",
        UNKNOWN,
        documents=documents(
            did=stolen_keys(),
            status=status_list(key=OTHER_KEY),
            **{
                ATTACKER_URL: (did_document(EVIL_KEY, did=ATTACKER), False),
                LISTED_URL: (
                    attested(
                        key=EVIL_KEY, method=f"{ATTACKER}#{EVIL_KEY.multibase}", issuer=ATTACKER
                    ),
                    False,
                ),
            },
        ),
    ),
    "stolen_list_by_another_stolen_key": after(
        "The key that signed the list was stolen later, and the list was not signed anew.",
        UNKNOWN,
        documents=documents(
            did=stolen_keys((OTHER_KEY, {"revoked": "2026-04-20T00:00:00Z"}), STATUS_KEY),
            status=status_list(key=STATUS_KEY),
            **{LISTED_URL: (attested(), False)},
        ),
    ),
    "stolen_twice": after(
        "The key that signed the list was stolen later, and the list was signed anew.",
        documents=documents(
            did=stolen_keys((OTHER_KEY, {"revoked": "2026-04-20T00:00:00Z"}), STATUS_KEY),
            status=status_list(key=STATUS_KEY),
            **{LISTED_URL: (attested(key=STATUS_KEY), False)},
        ),
    ),
    "stolen_list_by_retired_key": listed(
        "The key that signed the list was retired since, which takes nothing back.",
        attested(),
        None,
        did=stolen_keys((OTHER_KEY, {"expires": "2026-04-20T00:00:00Z"}), STATUS_KEY),
    ),
    "stolen_list_by_status_key": listed(
        "The list is signed with a key for status lists alone.",
        attested(key=STATUS_KEY),
        did=stolen_keys(
            OTHER_KEY,
            STATUS_KEY,
            services=(
                ATTESTED,
                service(f"{ISSUER}#{STATUS_KEY.multibase}-status", ISSUER, "StatusListKey"),
            ),
        ),
    ),
    "stolen_list_of_another_key": listed(
        "The list is about another key.",
        attested(
            credentialSubject={
                **unsigned_attested(GOOD)["credentialSubject"],
                "id": f"{ISSUER}#{OTHER_KEY.multibase}",
            }
        ),
    ),
    "stolen_list_changed": listed(
        "The list was changed since it was signed.",
        attested(LATER).replace(
            attested_digest(value_of(LATER)).encode(), attested_digest(value_of(GOOD)).encode()
        ),
    ),
    "stolen_list_without_digests": listed(
        "The list holds nothing.", attested(credentialSubject={"id": METHOD})
    ),
    "stolen_list_of_texts": listed(
        "The list holds the digests one by one, which is not its form.",
        attested(
            credentialSubject={
                "id": METHOD,
                "digestMultibase": [attested_digest(value_of(GOOD)), "f00"],
            }
        ),
    ),
    "stolen_list_from_later": listed(
        "The list is from a later time.", attested(validFrom="2026-05-04T00:00:00Z")
    ),
    "stolen_list_old": listed(
        "The list is past its end.", attested(validUntil="2026-05-02T00:00:00Z")
    ),
    "stolen_list_proof_expired": listed(
        "The list's proof is past its end.", attested(proof={"expires": "2026-05-02T00:00:00Z"})
    ),
    "stolen_list_not_json": listed("What stands there is a web page.", b"<!doctype html>"),
    "stolen_list_is_the_badge": listed("What stands there is the badge.", dump_json(GOOD)),
    "stolen_list_is_a_status_list": listed(
        "What stands there is the withdrawal list.", status_list(key=OTHER_KEY)
    ),
    "stolen_status_is_the_list": after(
        "What stands as the withdrawal list is the list of what the issuer signed.",
        ends("status", "unknown"),
        documents=documents(
            did=stolen_keys(), status=attested(), **{LISTED_URL: (attested(), False)}
        ),
    ),
}

SERVICES = {
    "stolen_service_of_another_key": serviced(
        "The list named is another key's.",
        NO,
        service(f"{ISSUER}#{OTHER_KEY.multibase}-attested", LISTED_URL),
    ),
    "stolen_service_relative": serviced(
        "The list's service is named without the issuer.",
        None,
        service(f"#{KEY.multibase}-attested", LISTED_URL),
    ),
    "stolen_service_beside_others": serviced(
        "The list's service stands among others, some of which are odd.",
        None,
        "x",
        {"id": 5},
        service(f"{ISSUER}#hub", {"origins": []}, "Hub"),
        ATTESTED,
    ),
    "stolen_service_first": serviced(
        "Of two of one name the first counts.",
        None,
        ATTESTED,
        service(f"{METHOD}-attested", f"{SITE}other.json"),
    ),
    "stolen_service_http": serviced(
        "The list's address is not https.",
        NO,
        service(f"{METHOD}-attested", LISTED_URL.replace("https", "http")),
    ),
    "stolen_service_fragment": serviced(
        "The list's address has a fragment.",
        NO,
        service(f"{METHOD}-attested", f"{LISTED_URL}#x"),
    ),
    "stolen_service_several": serviced(
        "The list's address is a list.", NO, service(f"{METHOD}-attested", [LISTED_URL])
    ),
}

HANDED = {
    "stolen_handed": case(
        "All documents came with the badge, and the reader's list pins both keys.",
        documents=documents(
            did=stolen_keys(),
            status=status_list(key=OTHER_KEY),
            handed=True,
            **{LISTED_URL: (attested(), True)},
        ),
        trust=trusting(KEY, OTHER_KEY),
    ),
    "stolen_handed_other_unpinned": case(
        "All documents came with the badge, and the key that signed the list is not pinned.",
        None,
        UNKNOWN,
        documents=documents(
            did=stolen_keys(),
            status=status_list(key=OTHER_KEY),
            handed=True,
            **{LISTED_URL: (attested(), True)},
        ),
        trust=trusting(KEY),
    ),
    "stolen_handed_list": case(
        "The list alone came with the badge: it is the issuer's all the same.",
        documents=documents(
            did=stolen_keys(),
            status=status_list(key=OTHER_KEY),
            **{LISTED_URL: (attested(), True)},
        ),
    ),
    "stolen_handed_without_list": case(
        "The documents came with the badge without the list.",
        None,
        UNKNOWN,
        documents=documents(did=stolen_keys(), status=status_list(key=OTHER_KEY), handed=True),
        trust=trusting(KEY, OTHER_KEY),
    ),
}

FOR_LISTS = did_document(
    KEY,
    STATUS_KEY,
    service=[
        service(
            f"{ISSUER}#{STATUS_KEY.multibase}-status",
            f"{ISSUER}#{STATUS_KEY.multibase}",
            "StatusListKey",
        )
    ],
)
_ACHIEVEMENT = ["credentialSubject", "achievement", "endorsement"]
_ENDORSED = change(badge(), _ACHIEVEMENT, [endorsement()])


def endorsed_by(about, outcome, keys):
    """The good badge with an endorsement, and the endorser's document."""
    found = {**ends(), "endorsements": outcome}
    return case(
        about,
        signed(_ENDORSED),
        found,
        documents=documents(**{ENDORSER_URL: (keys, False)}),
    )


USES = {
    "status_key_on_a_list": case(
        "The withdrawal list is signed with a key for lists alone.",
        documents=documents(did=FOR_LISTS, status=status_list(key=STATUS_KEY)),
    ),
    "status_key_on_a_badge": case(
        "The badge is signed with a key for lists alone.",
        signed(badge(), key=STATUS_KEY),
        NO,
        documents=documents(did=FOR_LISTS),
    ),
    "status_key_of_another_name": case(
        "The badge is signed with the key for lists alone, under the other key's name.",
        signed(badge(), key=STATUS_KEY, method=METHOD),
        ends("signature", "failed"),
        documents=documents(did=FOR_LISTS),
    ),
    "status_key_pinned": case(
        "The badge is signed with a key for lists alone, which the reader's list pins.",
        signed(badge(), key=STATUS_KEY),
        NO,
        documents=documents(did=FOR_LISTS),
        trust=trusting(KEY, STATUS_KEY),
    ),
    "status_key_retired_on_a_list": case(
        "The withdrawal list is signed with a key for lists that was retired before.",
        None,
        ends("status", "unknown"),
        documents=documents(
            did=did_document(
                KEY,
                (STATUS_KEY, {"expires": "2026-03-01T00:00:00Z"}),
                service=[service(f"#{STATUS_KEY.multibase}-status", LIST_URL, "StatusListKey")],
            ),
            status=status_list(key=STATUS_KEY),
        ),
    ),
    "endorsed_with_a_status_key": endorsed_by(
        "The endorser's key is for lists alone.",
        "failed",
        did_document(
            ENDORSER_KEY,
            did=ENDORSER,
            service=[service(f"#{ENDORSER_KEY.multibase}-status", LIST_URL, "StatusListKey")],
        ),
    ),
    "endorsed_with_a_stolen_key": endorsed_by(
        "The endorser's key was stolen; endorsements are signed anew, not confirmed by a list.",
        "failed",
        did_document(
            (ENDORSER_KEY, {"revoked": STOLEN}),
            did=ENDORSER,
            service=[service(f"#{ENDORSER_KEY.multibase}-attested", LISTED_URL)],
        ),
    ),
}

CASES = {**DRILL, **LISTS, **SERVICES, **HANDED, **USES}
