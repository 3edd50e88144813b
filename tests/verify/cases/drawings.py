"""Check "document" for SVGs: what XML allows, and what only looks like the one badge of a drawing."""

from tests.verify.cases.pictures import BAKED_SVG, DATA, SVG, svg, svg_with
from tests.verify.cases.world import ends


def with_element(start, end):
    """A drawing that carries the badge in an element so written."""
    return SVG.replace(b"<title>", start + b"<![CDATA[" + DATA + b"]]>" + end + b"<title>", 1)


def with_text(text):
    """A drawing whose badge is so written."""
    start = b'<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
    element = start + text + b"</openbadges:credential>"
    return SVG.replace(b"<title>", element + b"<title>", 1)


CASES = {
    "svg_script": svg_with(
        "A drawing with a script and a handler, which no verifier runs.",
        b"<title>",
        b'<script>alert(1)</script><g onload="alert(2)"/><title>',
        ends(),
    ),
    "svg_foreign_html": svg_with(
        "A drawing with a page in it.",
        b"<title>",
        b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x"/></body>'
        b"</foreignObject><title>",
        ends(),
    ),
    "svg_default_namespace": svg(
        "The badge's element names its namespace itself.",
        with_element(b"<credential xmlns='https://purl.imsglobal.org/ob/v3p0'>", b"</credential>"),
        ends(),
    ),
    "svg_other_prefix": svg(
        "Another prefix for the same namespace.",
        with_element(
            b'<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0">', b"</b:credential>"
        ),
        ends(),
    ),
    "svg_prefixed_root": svg(
        "The drawing's own elements have a prefix.",
        BAKED_SVG.replace(b"<svg ", b"<s:svg ")
        .replace(b" xmlns=", b" xmlns:s=")
        .replace(b"<title>", b"<s:title>")
        .replace(b"</title></svg>", b"</s:title></s:svg>"),
        ends(),
    ),
    "svg_prefix_rebound": svg(
        "The usual prefix, bound to somebody's own namespace on the way down.",
        with_element(
            b'<g xmlns:openbadges="https://evil.example/"><openbadges:credential>',
            b"</openbadges:credential></g>",
        ),
    ),
    "svg_prefix_unbound": svg(
        "A prefix that nothing explains.",
        with_element(b"<openbadges:credential>", b"</openbadges:credential>"),
    ),
    "svg_namespace_by_reference": svg(
        "The namespace, written with a reference to a letter.",
        with_element(
            b'<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p&#48;">',
            b"</b:credential>",
        ),
        ends(),
    ),
    "svg_namespace_space": svg(
        "A space in the namespace makes it another.",
        with_element(
            b'<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0 ">', b"</b:credential>"
        ),
    ),
    "svg_namespace_case": svg(
        "The element's name in capitals is another name.",
        with_element(
            b'<b:Credential xmlns:b="https://purl.imsglobal.org/ob/v3p0">', b"</b:Credential>"
        ),
    ),
    "svg_attribute_credential": svg_with(
        "A second badge as an attribute is no badge.",
        b"viewBox",
        b'openbadges:credential="{}" viewBox',
        ends(),
    ),
    "svg_references": svg(
        "The badge as text with references, without CDATA.",
        with_text(DATA.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b"A", b"&#x41;")),
        ends(),
    ),
    "svg_cdata_twice": svg(
        "The badge in two CDATA sections.",
        with_text(b"<![CDATA[" + DATA[:700] + b"]]><![CDATA[" + DATA[700:] + b"]]>"),
        ends(),
    ),
    "svg_cdata_and_text": svg(
        "The badge half in CDATA, half in text.",
        with_text(b"<![CDATA[" + DATA[:700] + b"]]>" + DATA[700:]),
        ends(),
    ),
    "svg_comment": svg(
        "A comment within the badge is no part of it.",
        with_text(DATA[:700] + b'<!-- ]]> "name": "Mallory" -->' + DATA[700:]),
        ends(),
    ),
    "svg_instruction": svg(
        "An instruction within the badge is no part of it.",
        with_text(DATA[:700] + b"<?mallory was here?>" + DATA[700:]),
        ends(),
    ),
    "svg_markup": svg("An element within the badge.", with_text(DATA[:700] + b"<g/>" + DATA[700:])),
    "svg_cdata_end": svg("The end of a CDATA section, in plain text.", with_text(DATA + b"]]>")),
    "svg_entity_name": svg(
        "A character by a name of HTML's.",
        with_text(DATA.replace("ö".encode(), b"&ouml;")),
    ),
    "svg_reference_nul": svg("A reference to NUL.", with_text(DATA + b"&#0;")),
    "svg_reference_half": svg(
        "References to the halves of a pair.", with_text(DATA.replace(b"Acme", b"&#xD83D;&#xDD25;"))
    ),
    "svg_bom": svg("A byte order mark before it.", b"\xef\xbb\xbf" + BAKED_SVG, ends()),
    "svg_without_declaration": svg(
        "Without an XML declaration.", BAKED_SVG.partition(b"\n")[2], ends()
    ),
    "svg_comment_first": svg(
        "A comment before the drawing.",
        BAKED_SVG.replace(b"?>\n", b"?>\n<!-- drawn by hand -->\n", 1),
        ends(),
    ),
    "svg_space_first": svg("A line break before the declaration.", b"\n" + BAKED_SVG),
    "svg_latin1": svg("Said to be Latin-1.", BAKED_SVG.replace(b"UTF-8", b"ISO-8859-1", 1)),
    "svg_overlong": svg("Overlong UTF-8.", BAKED_SVG.replace(b"Acme", b"\xc1\x81cme", 1)),
    "svg_control": svg("A control character.", BAKED_SVG.replace(b"Welding</t", b"W\x01</t", 1)),
    "svg_no_character": svg(
        "U+FFFF, which XML forbids.", BAKED_SVG.replace(b"</t", b"\xef\xbf\xbf</t", 1)
    ),
    "svg_twice_attribute": svg_with("An attribute twice.", b"viewBox", b'id="a" id="b" viewBox'),
    "svg_two_roots": svg("Two drawings.", BAKED_SVG + SVG.partition(b"\n")[2]),
    "svg_after_end": svg("Text after its end.", BAKED_SVG + b"more"),
    "svg_other_root": svg(
        "A drawing in a page.", b"<html>" + BAKED_SVG.partition(b"\n")[2] + b"</html>"
    ),
    "svg_no_namespace": svg(
        "A drawing without its namespace.",
        BAKED_SVG.replace(b'xmlns="http://www.w3.org/2000/svg" ', b"", 1),
    ),
    "svg_empty": svg("An empty badge.", with_text(b" \n ")),
}
