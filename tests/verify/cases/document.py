"""Check "document": what is no badge, could be read in two ways, or is foreign to us."""

import json

from generator.openbadges.contexts import CONTEXT, OB_V3, VC_V2
from tests.verify.cases.world import ID, ISSUER, badge, case, change, ends, signed, text_of

GOOD = signed(badge())
TEXT = text_of(GOOD)
NO = ends("document", "failed")
UNKNOWN = ends("document", "unknown")
ACHIEVEMENT = ["credentialSubject", "achievement"]

GOOD_RESULTS = GOOD["credentialSubject"]["achievement"]["resultDescription"]


def bad(about, document):
    return case(about, document, NO)


def mangled(about, old, new):
    """The good badge's text with one piece exchanged."""
    assert old in TEXT, old
    return bad(about, TEXT.replace(old, new, 1).encode("utf-8", "surrogatepass"))


def with_(about, path, value):
    """The good badge with another value somewhere, as an attacker would leave it."""
    return bad(about, change(GOOD, path, value))


def nested(depth):
    return json.loads("[" * depth + "]" * depth)


JSON = {
    "json_empty": bad("Nothing at all.", b""),
    "json_not": bad("Prose.", b"I hereby certify that Zoe can weld.\n"),
    "json_truncated": bad("Cut off.", TEXT[: len(TEXT) // 2].encode()),
    "json_trailing": bad("Followed by something else.", TEXT.encode() + b"{}"),
    "json_array": bad("An array at the top.", f"[{TEXT}]".encode()),
    "json_comment": mangled("A comment.", "{", "{ // signed"),
    "json_trailing_comma": bad("A comma too many.", TEXT.rstrip().rstrip("}").encode() + b",}"),
    "json_bom": bad("A byte order mark.", b"\xef\xbb\xbf" + TEXT.encode()),
    "json_utf16": bad("UTF-16.", TEXT.encode("utf-16")),
    "json_latin1": bad("Latin-1.", TEXT.encode("latin-1")),
    "json_nul": bad("A NUL at the end.", TEXT.encode() + b"\0"),
    "json_overlong_utf8": bad(
        "An overlong UTF-8 slash.", TEXT.encode().replace(b"Acme", b"\xc0\xaf")
    ),
    "duplicate_member": mangled(
        "The name twice: parsers take the first or the last.",
        '"name": "Welding basics"',
        '"name": "Rocket science",\n  "name": "Welding basics"',
    ),
    "duplicate_nested": mangled(
        "A member twice, deep inside.",
        '"identityType": "name"',
        '"identityHash": "Mallory",\n        "identityType": "name"',
    ),
    "duplicate_escaped": mangled(
        "A member twice, once written with an escape.",
        '"validFrom"',
        '"valid\\u0046rom": "2020-01-01T00:00:00Z",\n  "validFrom"',
    ),
    "duplicate_proof": mangled("Two members 'proof'.", '"proof": [', '"proof": [],\n  "proof": ['),
    "big_integer": mangled(
        "2^53 + 1, which some parsers round.", '"hashed": false', '"hashed": 9007199254740993'
    ),
    "huge_integer": mangled(
        "An integer of a hundred digits.", '"hashed": false', '"hashed": ' + "9" * 100
    ),
    "huge_exponent": mangled("1e400.", '"hashed": false', '"hashed": 1e400'),
    "nan": mangled("NaN.", '"hashed": false', '"hashed": NaN'),
    "infinity": mangled("-Infinity.", '"hashed": false', '"hashed": -Infinity'),
    "proto": mangled(
        "__proto__.", '"awardedDate"', '"__proto__": {"name": "Mallory"},\n  "awardedDate"'
    ),
    "proto_nested": mangled(
        "__proto__, deep inside.", '"identityType"', '"__proto__": {},\n        "identityType"'
    ),
    "deep_array": with_("Arrays 40 deep.", ["evidence"], nested(40)),
    "deep_flood": bad("20,000 brackets.", b'{"a":' + b"[" * 20_000 + b"]" * 20_000 + b"}"),
    "lone_surrogate": mangled("Half of a surrogate pair.", "Acme", "\\ud800Acme"),
    "control_character": mangled("An escape sequence for terminals.", "Acme", "\\u001b[2JAcme"),
    "nul_character": mangled("A NUL in a text.", "Acme", "Acme\\u0000"),
}

CONTEXTS = {
    "context_missing": with_("No @context.", ["@context"], ...),
    "context_string": with_("A single context.", ["@context"], VC_V2),
    "context_empty": with_("An empty @context.", ["@context"], []),
    "context_null": with_("null, which forgets all terms.", ["@context"], [*CONTEXT, None]),
    "context_reversed": with_("The other way round.", ["@context"], CONTEXT[::-1]),
    "context_twice": with_("One context twice.", ["@context"], [*CONTEXT, OB_V3]),
    "context_swapped": with_(
        "Somebody's own context in place of the standard's.",
        ["@context"],
        [VC_V2, "https://evil.example/context-3.0.3.json"],
    ),
    "context_added": with_(
        "Somebody's own context after the standard's.",
        ["@context"],
        [*CONTEXT, "https://evil.example/more.json"],
    ),
    "context_look_alike": with_(
        "The right path on another host.",
        ["@context"],
        [VC_V2, "https://purl.imsglobal.org.evil.example/spec/ob/v3p0/context-3.0.3.json"],
    ),
    "context_http": with_(
        "http instead of https.", ["@context"], [VC_V2, OB_V3.replace("https", "http")]
    ),
    "context_inline": with_(
        "An inline context that renames a member.",
        ["@context"],
        [*CONTEXT, {"name": "https://schema.org/description"}],
    ),
    "context_inline_vocab": with_(
        "An inline context that defines every word.",
        ["@context"],
        [*CONTEXT, {"@vocab": "https://evil.example/#"}],
    ),
    "context_nested": with_(
        "A context inside the achievement.",
        [*ACHIEVEMENT, "@context"],
        {"name": "https://schema.org/description"},
    ),
    "context_nested_url": with_(
        "A context's address inside the achievement.",
        [*ACHIEVEMENT, "@context"],
        ["https://evil.example/more.json"],
    ),
    "context_in_proof": with_(
        "Another context in the proof.",
        ["proof", 0, "@context"],
        ["https://evil.example/more.json"],
    ),
    "context_without_badges": with_("Without the badges' terms.", ["@context"], [VC_V2]),
}

TERMS = {
    "unknown_member": with_("A member no context defines.", ["grade"], "A+"),
    "unknown_in_subject": with_("One in the subject.", ["credentialSubject", "grade"], "A+"),
    "unknown_in_achievement": with_("One in the achievement.", [*ACHIEVEMENT, "stars"], "5"),
    "unknown_in_evidence": with_("One in the evidence.", ["evidence", 0, "grade"], "A+"),
    "unknown_in_proof": with_("One in the proof.", ["proof", 0, "note"], "trust me"),
    "unknown_in_status": with_("One in the status entry.", ["credentialStatus", "note"], "no"),
    "unknown_empty_name": with_("A member without a name.", [""], "A+"),
    "unknown_schema_validator": with_(
        "A credentialSchema of the type that needs a third context.",
        ["credentialSchema"],
        [
            {
                "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                "type": "1EdTechJsonSchemaValidator2019",
            }
        ],
    ),
    "renamed_full_iri": with_(
        "The whole IRI of a term: signed alike, read by nobody.",
        ["https://www.w3.org/2018/credentials#validUntil"],
        "2099-01-01T00:00:00Z",
    ),
    "renamed_keyword": with_("'@id' for 'id'.", ["credentialSubject", "@id"], "urn:uuid:0d4f"),
    "renamed_type": with_("'@type' for 'type'.", ["evidence", 0, "@type"], "Evidence"),
    "graph": with_("@graph.", ["@graph"], [{"id": "urn:uuid:1", "name": "Mallory"}]),
    "included": with_("@included.", ["@included"], [{"id": "urn:uuid:1"}]),
    "reverse": with_("@reverse.", ["@reverse"], {"evidence": {"id": "urn:uuid:1"}}),
    "nest": with_("@nest.", ["@nest"], {"name": "Mallory"}),
    "value_object": with_("A value written out.", ["name"], {"@value": "Welding basics"}),
    "language_map": with_(
        "A value by language.", ["name"], {"@value": "Welding", "@language": "en"}
    ),
    "null_member": with_("null.", ["description"], None),
    "empty_array": with_("An empty array.", ["evidence"], []),
    "array_in_array": with_("An array in an array.", ["evidence"], [GOOD["evidence"]]),
    "unknown_type": with_("A type no context defines.", ["type", 2], "RocketScientist"),
    "unknown_type_iri": with_("A type as a whole IRI.", ["type", 2], "https://evil.example/Type"),
    "number_too_fine": with_(
        "A number languages write differently.", [*ACHIEVEMENT, "creditsAvailable"], 1e-7
    ),
}

IDS = {  # generator/README, trap 4: PyLD drops the whole statement, and the signature still holds
    "one_id_twice_in_a_list": with_(
        "A criterion said twice under its id: one node to the proof, two to whoever counts.",
        [*ACHIEVEMENT, "resultDescription"],
        [*GOOD_RESULTS, {name: GOOD_RESULTS[0][name] for name in ("id", "type")}],
    ),
    "smuggled_evidence": with_(
        "Evidence whose id holds a space.",
        ["evidence", 1],
        {"id": "https://evil.example/a b", "type": ["Evidence"], "description": "A doctorate."},
    ),
    "smuggled_result": with_(
        "A result whose id holds a space.",
        ["credentialSubject", "result", 1],
        {"id": "urn:best of all", "type": ["Result"], "value": "100"},
    ),
    "smuggled_subject": with_(
        "A second subject whose id holds a space.",
        ["credentialSubject"],
        [GOOD["credentialSubject"], {"id": "urn:uuid:0 1", "type": ["AchievementSubject"]}],
    ),
    "smuggled_type": with_(
        "A type that holds a space.", ["type", 2], "https://evil.example/Dr Phil"
    ),
    "smuggled_alignment": with_(
        "An alignment whose id holds a space.",
        [*ACHIEVEMENT, "alignment", 1],
        {
            "id": "https://bar.example/the bar",
            "type": ["Alignment"],
            "targetName": "Law",
            "targetUrl": "https://bar.example/",
        },
    ),
    "smuggled_image": with_(
        "A picture whose id holds a quotation mark.",
        [*ACHIEVEMENT, "image"],
        {"id": 'https://evil.example/"x', "type": "Image"},
    ),
    "smuggled_source": with_(
        "An assessor whose id holds a backslash.",
        ["credentialSubject", "source"],
        {"id": "https://evil.example\\x", "type": ["Profile"], "name": "The Queen"},
    ),
    "id_space": with_("The credential's own id holds a space.", ["id"], ID + " "),
    "id_less_than": with_("An id with '<'.", ["evidence", 0, "id"], "https://evil.example/<x>"),
    "id_newline": with_(
        "An id with a line break.", ["evidence", 0, "id"], "https://evil.example/\n<urn:a>"
    ),
    "id_brace": with_("An id with '{'.", ["evidence", 0, "id"], "https://evil.example/{x}"),
    "id_bad_percent": with_(
        "An id with a broken percent escape.", ["evidence", 0, "id"], "https://evil.example/%zz"
    ),
    "id_relative": with_("A relative id.", ["evidence", 0, "id"], "evidence/1"),
    "id_relative_list": with_(
        "A relative address of the list.", ["credentialStatus", "statusListCredential"], "1.json"
    ),
    "id_relative_key": with_(
        "A relative name of the key.", ["proof", 0, "verificationMethod"], "#key-1"
    ),
    "id_empty": with_("An empty id.", ["evidence", 0, "id"], ""),
    "id_blank": with_("A blank node's id.", ["evidence", 0, "id"], "_:b0"),
    "id_blank_subject": with_(
        "The subject a blank node by name.", ["credentialSubject", "id"], "_:c14n0"
    ),
    "blank_clique": with_(
        "Nodes named as blank, each of which points at all others.",
        ["evidence"],
        [{"id": f"_:e{n}", "type": [f"_:e{m}" for m in range(10) if m != n]} for n in range(10)],
    ),
    "id_blank_type": with_("A blank node as type.", ["evidence", 0, "type"], ["Evidence", "_:b1"]),
    "id_number": with_("An id that is a number.", ["evidence", 0, "id"], 7),
    "id_array": with_("Two ids.", ["evidence", 0, "id"], ["urn:uuid:1", "urn:uuid:2"]),
    "id_bidi": with_(
        "An id with a mark that turns text round.",
        ["evidence", 0, "id"],
        "https://evil.example/\u202egro",
    ),
    "id_no_host": with_("An https id without a host.", ["evidence", 0, "id"], "https:///x"),
    "id_compact": with_("An id that begins with a term.", ["evidence", 0, "id"], "id:x"),
    "moved_valid_until": bad(
        "validUntil moved into evidence that has the credential's own id: the statements stay.",
        change(
            change(GOOD, ["validUntil"], ...),
            ["evidence", 1],
            {"id": ID, "validUntil": GOOD["validUntil"]},
        ),
    ),
}

MEMBERS = {
    "no_id": with_("No id.", ["id"], ...),
    "no_type": with_("No type.", ["type"], ...),
    "no_issuer": with_("No issuer.", ["issuer"], ...),
    "no_valid_from": with_("No validFrom.", ["validFrom"], ...),
    "no_subject": with_("No credentialSubject.", ["credentialSubject"], ...),
    "no_subject_type": with_("A subject without its type.", ["credentialSubject", "type"], ...),
    "no_achievement": with_("No achievement.", ACHIEVEMENT, ...),
    "no_achievement_id": with_("An achievement without id.", [*ACHIEVEMENT, "id"], ...),
    "no_achievement_type": with_("An achievement without type.", [*ACHIEVEMENT, "type"], ...),
    "no_achievement_name": with_("An achievement without name.", [*ACHIEVEMENT, "name"], ...),
    "no_description": with_(
        "An achievement without description.", [*ACHIEVEMENT, "description"], ...
    ),
    "no_criteria": with_("An achievement without criteria.", [*ACHIEVEMENT, "criteria"], ...),
    "no_issuer_id": with_("An issuer without id.", ["issuer", "id"], ...),
    "only_a_credential": with_("A credential, but no badge.", ["type"], ["VerifiableCredential"]),
    "not_a_credential": with_("A badge, but no credential.", ["type"], ["OpenBadgeCredential"]),
    "two_subjects": with_(
        "Two subjects, both well formed.",
        ["credentialSubject"],
        [GOOD["credentialSubject"], {**GOOD["credentialSubject"], "id": "urn:uuid:1"}],
    ),
    "subject_in_array": with_(
        "One subject in an array, which Open Badges does not allow.",
        ["credentialSubject"],
        [GOOD["credentialSubject"]],
    ),
    "two_achievements": with_(
        "Two achievements.",
        ACHIEVEMENT,
        [
            GOOD["credentialSubject"]["achievement"],
            {**GOOD["credentialSubject"]["achievement"], "id": "urn:uuid:1"},
        ],
    ),
    "two_issuers": with_("Two issuers.", ["issuer"], [ISSUER, "did:web:evil.example"]),
    "two_names": with_("Two names of one issuer.", ["issuer", "name"], ["Acme", "The Crown"]),
    "date_only": with_("validFrom is a day.", ["validFrom"], "2026-01-15"),
    "no_time_zone": with_("validFrom has no time zone.", ["validFrom"], "2026-01-15T00:00:00"),
    "no_such_day": with_("validUntil is no day.", ["validUntil"], "2027-02-29T00:00:00Z"),
    "date_words": with_("validUntil in words.", ["validUntil"], "never"),
    "date_number": with_("validUntil is a number.", ["validUntil"], 1893456000),
    "retyped_boolean": with_(
        "The text 'false' for the truth value: signed alike, and true to some readers.",
        ["credentialSubject", "identifier", 0, "hashed"],
        "false",
    ),
    "wrapped_name": with_(
        "The earner's name in an array: signed alike, and shown by some only.",
        ["credentialSubject", "identifier", 0, "identityHash"],
        ["Zoë Ångström"],
    ),
    "status_text": with_(
        "credentialStatus is an address.", ["credentialStatus"], "https://a.example/"
    ),
}

PROOFS = {
    "unsigned": with_("No proof.", ["proof"], ...),
    "unsigned_empty": with_("An empty list of proofs.", ["proof"], []),
    "unsigned_null": with_("null for a proof.", ["proof"], None),
    "two_proofs": with_("The good proof twice.", ["proof", 1], GOOD["proof"][0]),
    "two_proofs_forged": with_(
        "A forged proof before the good one.",
        ["proof"],
        [{**GOOD["proof"][0], "proofValue": "z" + "1" * 64}, *GOOD["proof"]],
    ),
    "two_proofs_mixed": with_(
        "A proof of another kind beside the good one.",
        ["proof", 1],
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "ecdsa-rdfc-2019",
            "verificationMethod": "did:web:evil.example#key-1",
            "proofPurpose": "assertionMethod",
            "proofValue": "z1",
        },
    ),
    "two_proofs_older": with_(
        "A proof of the older kind before the good one.",
        ["proof"],
        [{"type": "Ed25519Signature2020", "proofValue": "z1"}, *GOOD["proof"]],
    ),
    "proof_in_array_in_array": with_(
        "A proof in an array in an array.", ["proof"], [GOOD["proof"]]
    ),
    "proof_text": with_("A proof that is text.", ["proof"], "signed, the director"),
    "proof_without_method": with_(
        "A proof without its key.", ["proof", 0, "verificationMethod"], ...
    ),
    "proof_without_suite": with_("A proof without its suite.", ["proof", 0, "cryptosuite"], ...),
    "proof_method_object": with_(
        "The key brought along in the proof.",
        ["proof", 0, "verificationMethod"],
        {"id": GOOD["proof"][0]["verificationMethod"], "type": "Multikey"},
    ),
    "proof_created_words": with_("A proof made 'yesterday'.", ["proof", 0, "created"], "yesterday"),
}

FOREIGN = {
    "jwt": case(
        "A JWT: an honest form that we cannot check.",
        b"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ2YyI6e319.AAAA",
        UNKNOWN,
    ),
    "older_credential": case(
        "A credential of the data model 1.1.",
        {
            **badge(
                **{"@context": ["https://www.w3.org/2018/credentials/v1", OB_V3]},
                validFrom=...,
                validUntil=...,
                issuanceDate="2026-01-15T00:00:00Z",
            ),
            "proof": {"type": "Ed25519Signature2020", "proofValue": "z1"},
        },
        UNKNOWN,
    ),
    "older_badge": case(
        "An assertion of Open Badges 2.0.",
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "Assertion",
            "id": "https://badges.example.org/assertions/1",
            "badge": "https://badges.example.org/badges/1",
            "verification": {"type": "hosted"},
        },
        UNKNOWN,
    ),
    "other_vocabulary": case(
        "A standards body's context that we do not carry.",
        change(
            GOOD, ["@context", 2], "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
        ),
        UNKNOWN,
    ),
    "unversioned_context": case(
        "The context of Open Badges without a version, whose text changes.",
        change(GOOD, ["@context", 1], "https://purl.imsglobal.org/spec/ob/v3p0/context.json"),
        UNKNOWN,
    ),
    "older_context": case(
        "The context of Open Badges 3.0.1, made for the older data model.",
        change(GOOD, ["@context", 1], OB_V3.replace("3.0.3", "3.0.1")),
        UNKNOWN,
    ),
    "older_suite": case(
        "Signed with Ed25519Signature2020, which has a context of its own.",
        change(
            change(GOOD, ["@context", 2], "https://w3id.org/security/suites/ed25519-2020/v1"),
            ["proof", 0, "type"],
            "Ed25519Signature2020",
        ),
        UNKNOWN,
    ),
}

CASES = {**JSON, **CONTEXTS, **TERMS, **IDS, **MEMBERS, **PROOFS, **FOREIGN}
