"""What programming languages read, hold or sort differently: names, numbers, text, depth."""

import json

from tests.verify.cases.world import (
    EVIL_KEY,
    ID,
    ISSUER,
    badge,
    case,
    change,
    ends,
    signed,
    text_of,
)

GOOD = signed(badge())
TEXT = text_of(GOOD)
NO = ends("document", "failed")
FORGED = ends("signature", "failed")
UNKNOWN_SUITE = {**ends("signature", "unknown"), "issuer-key": "skipped"}
ACHIEVEMENT = ["credentialSubject", "achievement"]
MAX_BYTES = 2_000_000


def bad(about, data):
    return case(about, data, NO)


def with_(about, path, value, checks=NO):
    """The good badge with another value somewhere, as an attacker would leave it."""
    return case(about, change(GOOD, path, value), checks)


def honest(about, *edits):
    """A badge whose issuer signed these odd values."""
    document = badge()
    for path, value in edits:
        document = change(document, path, value)
    return case(about, signed(document))


def mangled(about, old, new, checks=NO):
    """The good badge's text with one piece exchanged; bytes that are no UTF-8 are kept."""
    assert old in TEXT, old
    return case(about, TEXT.replace(old, new, 1).encode("utf-8", "surrogateescape"), checks)


def raw(data):
    """Bytes as `mangled` takes them."""
    return data.decode("utf-8", "surrogateescape")


def number(about, wanted, written, checks=None):
    """A badge of `wanted` credits, whose text says `written`."""
    document = signed(change(badge(), [*ACHIEVEMENT, "creditsAvailable"], wanted))
    plain = f'"creditsAvailable": {json.dumps(wanted)}'
    text = text_of(document)
    assert plain in text
    data = text.replace(plain, f'"creditsAvailable": {written}').encode()
    return case(about, data, checks)


def parents(levels):
    """An issuer within as many organizations."""
    profile = None
    for level in range(levels, 0, -1):
        inner = {} if profile is None else {"parentOrg": profile}
        profile = {"id": f"urn:example:{level}", "type": "Profile", **inner}
    return {"id": ISSUER, "type": "Profile", "name": "Acme Training", "parentOrg": profile}


def _flood():
    """Nameless pieces of evidence, one after the other, up to the last byte accepted."""
    start, each, end = (
        TEXT[: TEXT.index('"evidence": [')] + '"evidence": [',
        '{"type":"Evidence"}',
        "",
    )
    end = TEXT[TEXT.index('],\n  "credentialStatus"') :]
    room = MAX_BYTES - len((start + end).encode())
    count = (room + 1) // (len(each) + 1)
    spaces = " " * (room - count * (len(each) + 1) + 1)
    data = (start + ",".join([each] * count) + spaces + end).encode()
    assert len(data) == MAX_BYTES
    return data


NAMES = {
    "member_integer": with_("A member named like an array's place.", ["7"], "A+"),
    "member_integers": with_(
        "Names that some languages put before all others.", ["credentialSubject", "0"], {"1": "x"}
    ),
    "member_constructor": with_(
        "A name that every object of JavaScript knows.",
        ["constructor"],
        {"prototype": {"hashed": True}},
    ),
    "member_to_string": with_(
        "Another one, deep inside.", ["credentialSubject", "identifier", 0, "toString"], "Mallory"
    ),
    "member_has_own": with_(
        "The one with which one asks.", [*ACHIEVEMENT, "hasOwnProperty"], "true"
    ),
    "member_value_of": with_("valueOf, in the evidence.", ["evidence", 0, "valueOf"], 1),
    "member_getter": with_("__lookupGetter__, in the proof.", ["proof", 0, "__lookupGetter__"], ""),
    "member_then": with_("A name that makes an object look like a promise.", ["then"], "x"),
    "member_length": with_("length, in the issuer.", ["issuer", "length"], 3),
    "member_case": with_("'Name' for 'name'.", ["Name"], "Rocket science"),
    "member_space": with_(
        "A name with a space before it.", [" validUntil"], "2099-01-01T00:00:00Z"
    ),
    "member_zero_width": with_(
        "A name with an invisible letter.", ["na\u200bme"], "Rocket science"
    ),
    "member_keyword": with_("A name like a keyword of JSON-LD.", ["@name"], "Rocket science"),
    "proto_escaped": mangled(
        "__proto__, written with an escape.",
        '"awardedDate"',
        '"\\u005f_proto__": {"name": "Mallory"},\n  "awardedDate"',
    ),
    "type_constructor": with_("A type of that name.", ["type", 2], "constructor"),
    "type_to_string": with_(
        "A type of evidence of that name.", ["evidence", 0, "type"], "toString"
    ),
    "type_keyword": with_("A type that stands for a keyword.", ["type", 2], "id"),
    "type_json": with_("A type that is a keyword.", ["evidence", 0, "type"], ["Evidence", "@json"]),
    "kind_constructor": with_(
        "A kind of result of that name.",
        [*ACHIEVEMENT, "resultDescription", 0, "resultType"],
        "constructor",
        FORGED,
    ),
    "suite_constructor": with_(
        "A suite of that name, which we cannot check.",
        ["proof", 0, "cryptosuite"],
        "constructor",
        UNKNOWN_SUITE,
    ),
    "suite_proto": with_(
        "A suite called __proto__.", ["proof", 0, "cryptosuite"], "__proto__", UNKNOWN_SUITE
    ),
    "purpose_constructor": case(
        "An entry for a purpose of that name.",
        signed(change(badge(), ["credentialStatus", "statusPurpose"], "constructor")),
        ends("status", "unknown"),
    ),
    "key_constructor": case(
        "A key of that name, which nobody lists.",
        signed(badge(), key=EVIL_KEY, method=f"{ISSUER}#constructor"),
        ends("issuer-key", "failed"),
    ),
    "verified_object_names": honest(
        "As values such names are plain words.",
        (["name"], "constructor"),
        ([*ACHIEVEMENT, "name"], "toString"),
        (["issuer", "name"], "hasOwnProperty"),
        (["credentialSubject", "identifier", 0, "identityHash"], "__proto__"),
    ),
    "verified_escaped_member": mangled(
        "A member's name written with escapes.", '"awardedDate"', '"\\u0061warded\\u0044ate"', None
    ),
    "verified_escaped_slash": mangled(
        "A slash written with an escape.", f'"{ID}"', json.dumps(ID).replace("/", "\\/"), None
    ),
}

NUMBERS = {
    "verified_number_point": number("1.0 is 1.", 1, "1.0"),
    "verified_number_exponent": number("1e0 is 1.", 1, "1e0"),
    "verified_number_shifted": number("10E-1 is 1.", 1, "10E-1"),
    "verified_number_minus_zero": number("-0 is 0.", 0, "-0"),
    "verified_number_minus_zero_point": number("-0.0 is 0.", 0, "-0.0"),
    "verified_number_fraction": number("0.25e+1 is 2.5.", 2.5, "0.25e+1"),
    "verified_number_tenth": number("A tenth, which no binary number is.", 0.1, "0.10"),
    "verified_number_least": number("The nearest to zero that is accepted.", 1e-6, "0.000001"),
    "verified_number_zeros": number("Four hundred zeros more.", 1, "1." + "0" * 400),
    "verified_number_largest": number("2^53 - 1.", 2**53 - 1, "9007199254740991.0"),
    "verified_number_negative": number("-7.", -7, "-7.0e0"),
    "number_changed": number("A little more.", 1, "1.0000000001", FORGED),
    "number_negated": number("1 made -1.", 1, "-1", FORGED),
    "number_past_largest": number("2^53, written with a point.", 1, "9007199254740992.0", NO),
    "number_past_smallest": number("-2^53.", 1, "-9007199254740992", NO),
    "number_digits": number("More digits than are alike everywhere.", 1, "0.30000000000000004", NO),
    "number_leading_zero": number("A zero before it.", 1, "01", NO),
    "number_plus": number("A plus before it.", 1, "+1", NO),
    "number_bare_point": number("No digit before the point.", 1, ".5", NO),
    "number_point_end": number("No digit after the point.", 1, "1.", NO),
    "number_exponent_end": number("No digit in the exponent.", 1, "1e", NO),
    "number_hex": number("In base 16.", 1, "0x10", NO),
    "number_other_digits": number("In other digits.", 1, "١", NO),
}

TEXTS = {
    "surrogate_low": mangled("The other half of a surrogate pair.", "Acme", "\\udc00Acme"),
    "surrogate_swapped": mangled("The halves in the wrong order.", "Acme", "\\udc00\\ud800Acme"),
    "surrogate_two_high": mangled("The first half twice.", "Acme", "\\ud800\\ud800\\udc00Acme"),
    "surrogate_then_letter": mangled("Half of a pair, then a letter.", "Acme", "\\ud83dAcme"),
    "surrogate_in_name": mangled("Half of a pair in a name.", '"awardedDate"', '"awarded\\ud83d"'),
    "surrogate_utf8": mangled(
        "The halves of a pair, each in three bytes.", "Acme", raw(b"\xed\xa0\xbd\xed\xb8\x80")
    ),
    "verified_surrogate_pair": case(
        "A whole pair in escapes is one character.",
        text_of(signed(badge(name="Welding \U0001f525")))
        .replace("\U0001f525", "\\uD83D\\udd25")
        .encode(),
    ),
    "utf8_past_end": mangled("Past the last character.", "Acme", raw(b"\xf4\x90\x80\x80")),
    "utf8_five_bytes": mangled("A character in five bytes.", "Acme", raw(b"\xf8\x88\x80\x80\x80")),
    "utf8_cut": mangled("A character cut off.", "Acme", raw(b"\xe2\x82") + "A"),
    "utf8_continuation": mangled("The end of a character only.", "Acme", raw(b"\x80")),
    "utf8_overlong_three": mangled("An overlong quotation mark.", "Acme", raw(b"\xe0\x80\xa2")),
    "json_utf16_little": bad("UTF-16 without a mark, little end first.", TEXT.encode("utf-16-le")),
    "json_utf16_big": bad("UTF-16 without a mark, big end first.", TEXT.encode("utf-16-be")),
    "json_utf32": bad("UTF-32.", TEXT.encode("utf-32")),
    "json_form_feed": mangled("A form feed as white space.", '"awardedDate"', '\f"awardedDate"'),
    "json_no_break_space": mangled(
        "A no-break space as white space.", '"awardedDate"', '\u00a0"awardedDate"'
    ),
    "json_line_separator": bad("A line separator at the end.", (TEXT + "\u2028").encode()),
    "json_bom_inside": mangled(
        "A byte order mark as white space.", '"awardedDate"', '\ufeff"awardedDate"'
    ),
    "json_raw_newline": mangled("A line break in a text.", "Acme", "Acme\n"),
    "json_raw_tab": mangled("A tabulator in a text.", "Acme", "Acme\t"),
    "json_bad_escape": mangled("An escape of another language.", "Acme", "\\x41cme"),
    "json_short_escape": mangled("An escape of three digits.", "Acme", "\\u041 cme"),
    "json_single_quotes": mangled("Single quotes.", '"awardedDate"', "'awardedDate'"),
    "json_bare_name": mangled("A name without quotes.", '"awardedDate"', "awardedDate"),
    "json_python_false": mangled("False.", '"hashed": false', '"hashed": False'),
    "json_undefined": mangled("undefined.", '"hashed": false', '"hashed": undefined'),
    "json_delete": mangled("The control character DEL.", "Acme", "Acme\x7f"),
    "verified_odd_characters": honest(
        "Characters that are no letters: separators, marks, some for private use, some for none.",
        (
            ["credentialSubject", "identifier", 0, "identityHash"],
            "\ufeffZo\u00eb\u0085\u2028\u2029\u00ad\u200d\ue000\ufffe\uffff\U0010ffff",
        ),
    ),
    "verified_sorted_alike": honest(
        "Texts of one member that all languages sort alike.",
        ([*ACHIEVEMENT, "tag"], ["weld", "Weld", "\u00c4", "\u4e2d", "\U0001f525"]),
    ),
    "sorted_differently": with_(
        "Texts that JavaScript sorts in another order than by code points.",
        [*ACHIEVEMENT, "tag"],
        ["\uff21", "\U0001f525"],
        FORGED,
    ),
}

DEPTH = {
    "verified_depth_32": honest("As deep as is accepted.", (["issuer"], parents(30))),
    "depth_33": with_("A level deeper than is accepted.", ["issuer"], parents(31)),
    "two_megabytes": bad("Two megabytes of nameless evidence.", _flood()),
}

CASES = {**NAMES, **NUMBERS, **TEXTS, **DEPTH}
