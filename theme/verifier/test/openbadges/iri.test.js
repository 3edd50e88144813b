// tests/openbadges/test_twins_json.py holds thousands of texts to Python's answer.

import assert from "node:assert/strict"
import { test } from "node:test"

import { isAbsoluteIri } from "../../src/openbadges/iri.js"

const GOOD = [
    "https://badges.example",
    "https://badges.example/a/b?c=d&e#f",
    "https://user@badges.example:8443/",
    "https://[2001:db8::1]:8/",
    "http://é.example/ü?\ue000",
    "urn:uuid:6f1d3b53-2d2a-4f55-a0b7-0f3f3f9d9b01",
    "did:web:badges.example%3A8443:issuers:a",
    "did:key:z6Mk#z6Mk",
    "data:image/png;base64,iVBOR/+==",
    "a+b.c-1:",
    "x:\u{10000}",
]

const BAD = {
    relative: "badge.json",
    "relative to the scheme": "//badges.example/",
    "fragment alone": "#key",
    empty: "",
    "blank node": "_:b0",
    keyword: "@id",
    space: "https://badges.example/a b",
    "no-break space": "https://badges.example/a\u00a0b",
    "line separator": "https://badges.example/\u2028",
    "newline at the end": "https://badges.example/\n",
    "angle bracket": "https://badges.example/<",
    backslash: "https://badges.example\\@evil.example/",
    "two fragments": "urn:a#b#c",
    "cut escape": "https://badges.example/%4",
    "escape of no hex": "https://badges.example/%zz",
    "bracket in a path": "https://badges.example/[a]",
    "two users": "https://a@b@c/",
    "no host": "https:///a",
    "no slashes": "https:badges.example",
    "port of no digits": "https://badges.example:8x/",
    "text behind a bracketed host": "https://[::1]a/",
    "right-to-left override": "https://badges.example/\u202egnp.exe",
    "private use outside the query": "https://badges.example/\ue000",
    "lone surrogate": "https://badges.example/\ud800",
    noncharacter: "https://badges.example/\uffff",
}

for (const text of GOOD) test(`an absolute IRI: ${text}`, () => assert.equal(isAbsoluteIri(text), true))

for (const [name, text] of Object.entries(BAD)) {
    test(`no absolute IRI: ${name}`, () => assert.equal(isAbsoluteIri(text), false))
}

test("a long IRI is looked through as well", () => {
    const long = "data:x," + "a%41".repeat(400_000)
    assert.equal(isAbsoluteIri(long), true)
    assert.equal(isAbsoluteIri(long + " "), false)
})
