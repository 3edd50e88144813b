import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.openbadges import BakingError, bake_svg, unbake_svg
from generator.openbadges.svg import MAX_BYTES
from tests.corpora import corpus
from tests.openbadges.wire import message_of

NS = 'xmlns="http://www.w3.org/2000/svg"'
OB = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
PLAIN = f'<svg {NS} viewBox="0 0 1 1"><path d="M0 0"/></svg>'.encode()
CREDENTIAL = '{"a": "é"}'.encode()
ELEMENT = b"<openbadges:credential><![CDATA[" + CREDENTIAL + b"]]></openbadges:credential>"

BAKED = {  # case: (drawing, the drawing baked)
    "plain": (PLAIN.decode(), f'<svg {OB} {NS} viewBox="0 0 1 1">%s<path d="M0 0"/></svg>'),
    "empty": (f"<svg {NS}/>", f"<svg {OB} {NS}>%s</svg>"),
    "empty, spaced": (f"<svg {NS} />", f"<svg {OB} {NS} >%s</svg>"),
    "prefix": (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        f'<s:svg {OB} xmlns:s="http://www.w3.org/2000/svg">%s</s:svg>',
    ),
    "declared already": (f"<svg {NS} {OB}></svg>", f"<svg {NS} {OB}>%s</svg>"),
    "declaration, comment, instruction": (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- <svg> --><?x <svg?>\n<svg\n{NS}></svg>\n<!-- é -->',
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- <svg> --><?x <svg?>\n<svg {OB}\n{NS}>%s</svg>\n<!-- é -->',
    ),
    "byte order mark": (f"\ufeff<svg {NS}></svg>", f"\ufeff<svg {OB} {NS}>%s</svg>"),
    "> in values": (
        f"<svg a='>\"' b=\">'\" {NS}></svg>",
        f"<svg {OB} a='>\"' b=\">'\" {NS}>%s</svg>",
    ),
    "script, untouched": (
        f"<svg {NS}><script>alert(1)</script></svg>",
        f"<svg {OB} {NS}>%s<script>alert(1)</script></svg>",
    ),
    "é before it": (
        f'<!-- é --><svg {NS} id="é"></svg>',
        f'<!-- é --><svg {OB} {NS} id="é">%s</svg>',
    ),
    "baked before": (
        f"<svg {OB} {NS}><openbadges:credential><![CDATA[{{}}]]></openbadges:credential><path/></svg>",
        f"<svg {OB} {NS}>%s<path/></svg>",
    ),
    "baked twice before, in two ways": (
        f"""<svg {NS}><x:credential xmlns:x="https://purl.imsglobal.org/ob/v3p0">{{}}</x:credential>
<g><credential xmlns="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/></g></svg>""",
        f"<svg {OB} {NS}>%s\n<g></g></svg>",
    ),
}


@pytest.mark.parametrize(("svg", "baked"), BAKED.values(), ids=BAKED.keys())
def test_a_credential_comes_first_and_the_drawing_stays(svg, baked):
    expected = baked.encode().replace(b"%s", ELEMENT)
    assert bake_svg(svg.encode(), CREDENTIAL) == expected
    assert unbake_svg(expected) == CREDENTIAL
    assert bake_svg(expected, CREDENTIAL) == expected


def test_the_end_of_cdata_within_the_credential():
    credential = b'{"a": "]]>]]]>]]", "b": [["]]>"]]}'
    baked = bake_svg(PLAIN, credential)
    assert b"]]>]]]>" not in baked
    assert unbake_svg(baked) == credential


def test_a_credential_in_escaped_text_is_read_too():
    svg = f"<svg {NS} {OB}><g><openbadges:credential> {{&quot;a&quot;: &quot;&lt;&#233;&quot;}}\n</openbadges:credential></g></svg>"
    assert unbake_svg(svg.encode()) == '{"a": "<é"}'.encode()


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"))
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_survives(text):
    credential = f"{{{text}}}".encode()
    assert unbake_svg(bake_svg(PLAIN, credential)) == credential


DOCTYPE = "The SVG has a document type (<!DOCTYPE>), which we do not read."
UTF8 = "The SVG is not in UTF-8."
BAD = {  # case: (bytes, the whole message)
    "empty": (b"", "The SVG is not well-formed."),
    "PNG": (
        b"\x89PNG\r\n\x1a\n",
        UTF8,
    ),
    "HTML": (b"<html/>", "The file is not an SVG."),
    "SVG of no namespace": (b"<svg/>", "The file is not an SVG."),
    "SVG inside": (f"<g><svg {NS}/></g>".encode(), "The file is not an SVG."),
    "cut off": (PLAIN[:-1], "The SVG is not well-formed."),
    "two roots": (
        PLAIN * 2,
        "The SVG is not well-formed.",
    ),
    "document type": (b"<!DOCTYPE svg>" + PLAIN, DOCTYPE),
    "entity": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + PLAIN, DOCTYPE),
    "entities on entities": (
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        + PLAIN.replace(b"<path", b"&b;<path"),
        DOCTYPE,
    ),
    "file": (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + PLAIN, DOCTYPE),
    "definition elsewhere": (
        b'<!DOCTYPE svg SYSTEM "https://evil.example/a.dtd">' + PLAIN,
        DOCTYPE,
    ),
    "unknown entity": (
        PLAIN.replace(b"<path", b"&x;<path"),
        "The SVG is not well-formed.",
    ),
    "prefix of nothing": (
        PLAIN.replace(b"<path", b"<x:path"),
        "The SVG is not well-formed.",
    ),
    "control character": (PLAIN.replace(b"M0", b"\x01"), "The SVG is not well-formed."),
    "noncharacter": (PLAIN.replace(b"M0", "\uffff".encode()), "The SVG is not well-formed."),
    "name not in ASCII": (PLAIN.replace(b"path", "päth".encode()), "The SVG is not well-formed."),
    "attribute's name not in ASCII": (
        PLAIN.replace(b"d=", "ä=".encode()),
        "The SVG is not well-formed.",
    ),
    "prefix not in ASCII": (
        PLAIN.replace(b"d=", "xmlns:ä=".encode()),
        "The SVG is not well-formed.",
    ),
    "instruction not in ASCII": ("<?ä?>".encode() + PLAIN, "The SVG is not well-formed."),
    "document type that does not end": (b"<?x?><!-- a --><!DOCTYPE " + PLAIN, DOCTYPE),
    "UTF-16": (("\ufeff" + PLAIN.decode()).encode("utf-16-le"), UTF8),
    "UTF-16 without a mark": (PLAIN.decode().encode("utf-16-be"), UTF8),
    "Latin-1": (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + PLAIN, UTF8),
    "broken UTF-8": (
        PLAIN.replace(b"M0", b"\xff"),
        UTF8,
    ),
    "too large": (PLAIN + b" " * MAX_BYTES, "The SVG is larger than 4,000,000 bytes."),
    "markup in the credential": (
        PLAIN.replace(
            b"<path",
            b'<c xmlns="https://purl.imsglobal.org/ob/v3p0"><credential><b/></credential></c><path',
        ),
        "The SVG's credential holds markup.",
    ),
}
NOT_CARRYING = {
    "none": (PLAIN, "The SVG carries no credential."),
    "of another namespace": (
        f'<svg {NS} xmlns:openbadges="http://openbadges.org"><openbadges:credential>{{}}</openbadges:credential></svg>'.encode(),
        "The SVG carries no credential.",
    ),
    "in a comment": (
        PLAIN.replace(b"<path", b"<!--" + ELEMENT + b"--><path"),
        "The SVG carries no credential.",
    ),
    "two": (
        f"<svg {NS} {OB}>{ELEMENT.decode() * 2}</svg>".encode(),
        "The SVG carries more than one credential.",
    ),
    "two, one deep within": (
        f"<svg {NS} {OB}>{ELEMENT.decode()}<g><g>{ELEMENT.decode()}</g></g></svg>".encode(),
        "The SVG carries more than one credential.",
    ),
    "a token": (
        f'<svg {NS} {OB}><openbadges:credential verify="a.b.c"/></svg>'.encode(),
        "The SVG carries a signed token (VC-JWT), which we do not read.",
    ),
}
UNFIT = {
    "not UTF-8": (PLAIN, b"\xff", "The credential is not UTF-8."),
    "control character": (
        PLAIN,
        b"{\x01}",
        "The credential holds a character that no SVG can hold.",
    ),
    "noncharacter": (
        PLAIN,
        '"\uffff"'.encode(),
        "The credential holds a character that no SVG can hold.",
    ),
    "name of something else": (
        f'<svg {NS} xmlns:openbadges="http://openbadges.org"/>'.encode(),
        b"{}",
        "The SVG uses the name 'openbadges' for something else.",
    ),
}


@pytest.mark.parametrize(("svg", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_drawing_says_why(svg, message):
    assert message_of(lambda: bake_svg(svg, CREDENTIAL), BakingError) == message
    assert message_of(lambda: unbake_svg(svg), BakingError) == message


@pytest.mark.parametrize(("svg", "message"), NOT_CARRYING.values(), ids=NOT_CARRYING.keys())
def test_a_drawing_without_one_credential_says_so(svg, message):
    assert message_of(lambda: unbake_svg(svg), BakingError) == message


@pytest.mark.parametrize(("svg", "credential", "message"), UNFIT.values(), ids=UNFIT.keys())
def test_what_cannot_be_baked_says_why(svg, credential, message):
    assert message_of(lambda: bake_svg(svg, credential), BakingError) == message


@given(st.data())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_damaged_drawing_never_crashes(data):
    baked = bytearray(bake_svg(PLAIN, CREDENTIAL))
    for _ in range(data.draw(st.integers(1, 4))):
        baked[data.draw(st.integers(0, len(baked) - 1))] = data.draw(st.integers(0, 255))
    message_of(lambda: unbake_svg(bytes(baked)), BakingError)
    message_of(lambda: bake_svg(bytes(baked), CREDENTIAL), BakingError)


def test_a_token_baked_by_1edtech_is_told_apart():
    svg = (corpus("1edtech-ob30-samples") / "simple-jwt.svg").read_bytes()
    assert message_of(lambda: unbake_svg(svg), BakingError)
