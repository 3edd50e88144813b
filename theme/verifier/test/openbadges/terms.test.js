// tests/openbadges/test_twins_json.py holds every case and random documents to Python's findings.

import assert from "node:assert/strict"
import { test } from "node:test"

import { findUndefined } from "../../src/openbadges/terms.js"
import { badge, credential, CONTEXT } from "./sample.js"

const A = "/credentialSubject/achievement"
const ID = "https://badges.example/credentials/1/credential.json"
const nested = depth => ({ type: "Evidence", name: depth ? nested(depth - 1) : "x" })

const GOOD = {
    "as it is": credential(),
    number: badge({ creditsAvailable: 1.5 }),
    "one text for a list": badge({ tag: "data" }),
    "data URL as image": badge({ image: { id: "data:image/png;base64,AA==", type: "Image" } }),
    "the contexts again, below": credential(document => (document.issuer["@context"] = CONTEXT)),
    "a purpose by its name": credential(document => {
        document.proof = [{ type: "DataIntegrityProof", proofPurpose: "assertionMethod" }]
    }),
}

for (const [name, document] of Object.entries(GOOD)) {
    test(`a good credential has no finding: ${name}`, () => assert.deepEqual(findUndefined(document), []))
}

const BAD = {
    "unknown member": [{ foo: 1 }, "/foo: no context defines this member"],
    "names of what every object has": [{ toString: 1 }, "/toString: no context defines this member"],
    "keyword type": [{ "@type": "Profile" }, "/@type: no context defines this member"],
    "no context": [{ "@context": null }, "/@context: not the document's list of context URLs"],
    "unknown context": [{ "@context": ["urn:x"] }, "/@context: The context 'urn:x' is not one we know."],
    "inline context": [
        { issuer: { "@context": { name: "urn:n" }, id: "urn:i" } },
        "/issuer/@context: not the document's list of context URLs",
    ],
    "unknown type": [
        { evidence: { type: ["constructor"] } },
        "/evidence/type: no context defines the type 'constructor'",
    ],
    "type of no text": [{ evidence: { type: 5 } }, "/evidence/type: no context defines the type a number"],
    "no type": [{ evidence: { type: [] } }, "/evidence/type: not from 1 to 20 types"],
    "relative id": [{ evidence: { id: "e/2" } }, "/evidence/id: not an absolute IRI: 'e/2'"],
    "null id": [{ evidence: { id: null } }, "/evidence/id: not an absolute IRI: null"],
    "object for an id": [{ evidence: { id: {} } }, "/evidence/id: not an absolute IRI: an object"],
    "long id": [
        { evidence: { id: "😀".repeat(90) } },
        `/evidence/id: not an absolute IRI: '${"😀".repeat(80)}'`,
    ],
    "id that a term could expand": [
        { evidence: { id: "name:x" } },
        "/evidence/id: begins with a term that a context defines: 'name:x'",
    ],
    "proof that is a name only": [{ proof: { id: "urn:p" } }, "/proof: states nothing"],
    "proof that is a text": [{ proof: "urn:p" }, "/proof: not an object"],
    "empty list": [{ evidence: [] }, "/evidence: empty"],
    "empty object": [{ evidence: {} }, "/evidence: empty"],
    "list in a list": [{ evidence: [["a"]] }, "/evidence/0: a list within a list"],
    "null in a list": [{ evidence: [null] }, "/evidence/0: null"],
    "JSON literal": [
        { credentialSchema: { id: "urn:s", type: "JsonSchema", jsonSchema: {} } },
        "/credentialSchema/jsonSchema: this kind of member is not supported",
    ],
    "expiry moved elsewhere": [
        { evidence: { id: ID, type: "Evidence", name: "x" } },
        "/evidence/id: the id of the document again",
    ],
    "one id twice in a list": [
        { evidence: [{ id: "urn:a:b", type: "Evidence" }, { id: "urn:a:b", type: "Evidence" }] },
        "/evidence: one id twice",
    ],
    "too deep": [{ evidence: nested(40) }, `/evidence${"/name".repeat(32)}: nested deeper than 32 levels`],
}

for (const [name, [members, finding]] of Object.entries(BAD)) {
    test(`a finding says where and what: ${name}`, () => {
        assert.equal(findUndefined(Object.assign(credential(), members))[0], finding)
    })
}

const NUMBERS = {
    "past what is exact": [2 ** 53, "a number past 9007199254740991"],
    infinity: [Infinity, "a number past 9007199254740991"],
    NaN: [NaN, "a number past 9007199254740991"],
    small: [1e-7, "a number nearer to zero than a millionth"],
    "a tenth and a fifth": [0.1 + 0.2, "a number of more than 15 digits"],
}

for (const [name, [value, finding]] of Object.entries(NUMBERS)) {
    test(`a number that libraries write differently: ${name}`, () => {
        const findings = findUndefined(badge({ creditsAvailable: value }))
        assert.deepEqual(findings, [`${A}/creditsAvailable: ${finding}`])
    })
}

test("the context must be there", () => {
    assert.deepEqual(findUndefined({ id: "urn:a" }), ["/@context: missing"])
})

test("values are counted, and the count is bounded", () => {
    const [finding] = findUndefined(badge({ tag: Array(5_000).fill("x") }))
    assert.equal(finding, `${A}/tag/4994: more than 5,000 values in the document`)
})

test("findings come in the order of names, up to a number", () => {
    const evidence = Array(100).fill({ type: "Evidence", foo: 1 })
    const findings = findUndefined({ ...credential(), zoo: 1, evidence, bar: 1, 9: 1 })
    assert.equal(findings.length, 50)
    assert.deepEqual(findings.slice(0, 3).map(each => each.split(":")[0]), ["/9", "/bar", "/evidence/0/foo"])
    const odd = findUndefined(Object.assign(credential(), { "\u{10000}": 1, "\uffff": 1 }))
    assert.deepEqual(odd.map(each => each.split(":")[0]), ["/\uffff", "/\u{10000}"])
})

test("a member written as its full IRI is not the member", () => {
    const name = "https://www.w3.org/2018/credentials#validUntil"
    const findings = findUndefined(Object.assign(credential(), { [name]: "2028-01-02T03:04:05Z" }))
    assert.deepEqual(findings, [`/${name}: no context defines this member`])
})
