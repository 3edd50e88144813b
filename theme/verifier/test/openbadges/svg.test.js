import assert from "node:assert/strict"
import { test } from "node:test"

import { BakingError } from "../../src/openbadges/baking.js"
import { bakeSvg, MAX_BYTES, unbakeSvg } from "../../src/openbadges/svg.js"

// tests/openbadges/test_twins_wire.py compares many more with Python's reader.

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const OB = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
const CREDENTIAL = '{"a": "é]]>"}'
const ELEMENT = '<openbadges:credential><![CDATA[{"a": "é]]]]><![CDATA[>"}]]></openbadges:credential>'

const BAKED = { // drawing: the drawing baked
    [`<svg ${NS}><g/></svg>`]: `<svg ${OB} ${NS}>${ELEMENT}<g/></svg>`,
    [`<svg ${NS} />`]: `<svg ${OB} ${NS} >${ELEMENT}</svg>`,
    [`<s:svg xmlns:s="http://www.w3.org/2000/svg"/>`]:
        `<s:svg ${OB} xmlns:s="http://www.w3.org/2000/svg">${ELEMENT}</s:svg>`,
    [`\ufeff<?xml version="1.0"?>\r\n<!-- <svg> --><svg ${NS} a='>é"'></svg>`]:
        `\ufeff<?xml version="1.0"?>\r\n<!-- <svg> --><svg ${OB} ${NS} a='>é"'>${ELEMENT}</svg>`,
    [`<svg ${NS} ${OB}>é<openbadges:credential>{}</openbadges:credential>é</svg>`]:
        `<svg ${NS} ${OB}>${ELEMENT}éé</svg>`,
}

const READ = { // what is in the root: what it carries
    '<c xmlns="https://purl.imsglobal.org/ob/v3p0"><credential> {&#34;a&#34;}\r\n</credential></c>': '{"a"}',
    '<x:credential xmlns:x="https://purl.imsglobal.org/ob/v3p0">a<!--b--><![CDATA[<]]>c\r\nd</x:credential>':
        "a<c\nd",
}

const OTHER = "The SVG is not well-formed."
const UTF8 = "The SVG is not in UTF-8."
const TYPE = "The SVG has a document type (<!DOCTYPE>), which we do not read."
const BAD = { // drawing: the whole message
    "": OTHER,
    [`<svg ${NS}>`]: OTHER,
    [`<svg ${NS}/><svg/>`]: OTHER,
    [`<svg ${NS}><x:g/></svg>`]: OTHER,
    [`<svg ${NS} a="" a=""/>`]: OTHER,
    [`<svg ${NS} xmlns:b="u" xmlns:c="u" b:a="" c:a=""/>`]: OTHER,
    [`<svg ${NS}>&nbsp;</svg>`]: OTHER,
    [`<svg ${NS}>]]></svg>`]: OTHER,
    [`<svg ${NS}><!-- -- --></svg>`]: OTHER,
    [`<svg ${NS}><?xml a?></svg>`]: OTHER,
    [`<svg ${NS}>\u0001</svg>`]: OTHER,
    [`<svg ${NS}>\0</svg>`]: UTF8,
    [`<?xml version="1.0" encoding="latin1"?><svg ${NS}/>`]: UTF8,
    "<html/>": "The file is not an SVG.",
    "<svg/>": "The file is not an SVG.",
    [`<!-- a --> <!DOCTYPE svg><svg ${NS}/>`]: TYPE,
    [`<svg ${NS}/>`]: "The SVG carries no credential.",
    [`<svg ${NS} ${OB}>${ELEMENT}<g>${ELEMENT}</g></svg>`]: "The SVG carries more than one credential.",
    [`<svg ${NS} ${OB}><openbadges:credential verify="a.b.c"/></svg>`]:
        "The SVG carries a signed token (VC-JWT), which we do not read.",
    [`<svg ${NS} ${OB}><openbadges:credential><b/></openbadges:credential></svg>`]:
        "The SVG's credential holds markup.",
}

for (const [drawing, baked] of Object.entries(BAKED)) {
    test(`baked: ${drawing}`, () => {
        assert.equal(decoded(bakeSvg(encoded(drawing), encoded(CREDENTIAL))), baked)
        assert.equal(decoded(bakeSvg(encoded(baked), encoded(CREDENTIAL))), baked)
        assert.equal(decoded(unbakeSvg(encoded(baked))), CREDENTIAL)
    })
}

for (const [inside, carried] of Object.entries(READ)) {
    test(`read: ${inside}`, () => {
        assert.equal(decoded(unbakeSvg(encoded(`<svg ${NS}>${inside}</svg>`))), carried)
    })
}

for (const [drawing, message] of Object.entries(BAD)) {
    test(`refused: ${JSON.stringify(drawing)}`, () => refuses(() => unbakeSvg(encoded(drawing)), message))
}

test("what cannot be baked", () => {
    const plain = encoded(`<svg ${NS}/>`)
    const other = encoded(`<svg ${NS} xmlns:openbadges="http://openbadges.org"/>`)
    refuses(() => bakeSvg(plain, Uint8Array.of(0xff)), "The credential is not UTF-8.")
    refuses(() => bakeSvg(plain, Uint8Array.of(1)), "The credential holds a character that no SVG can hold.")
    refuses(() => bakeSvg(other, encoded("{}")), "The SVG uses the name 'openbadges' for something else.")
    refuses(() => unbakeSvg(Uint8Array.of(0xff, 0xfe)), UTF8)
    refuses(() => unbakeSvg(new Uint8Array(MAX_BYTES + 1)), "The SVG is larger than 4,000,000 bytes.")
})

test("half a million elements deep", () => {
    const depth = 500_000
    const deep = `<svg ${NS}>${"<g>".repeat(depth)}${"</g>".repeat(depth)}</svg>`
    refuses(() => unbakeSvg(encoded(deep)), "The SVG carries no credential.")
})

function encoded(text) {
    return new TextEncoder().encode(text)
}

function decoded(bytes) {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
}

function refuses(call, message) {
    assert.throws(call, error => error instanceof BakingError && error.message === message)
}
