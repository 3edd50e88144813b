// What is signed: our canonical form beside that of jsonld.js and rdf-canonize, in safe mode.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"

import jsonld from "jsonld"

import { CanonicalizationError, canonicalize } from "../../src/openbadges/canonical.js"
import { pinnedContext } from "../../src/openbadges/contexts.js"
import { parseJson, StrictJsonError } from "../../src/openbadges/strict-json.js"
import { badge, CONTEXT, credential } from "./sample.js"

const ROOT = new URL("../../../../tests/conformance/", import.meta.url)
const OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html"
const XSD = "http://www.w3.org/2001/XMLSchema"

async function written(document) {
    return new TextDecoder().decode(await canonicalize(document))
}

async function refusal(document) {
    try {
        await canonicalize(document)
        return ""
    } catch (error) {
        if (!(error instanceof CanonicalizationError)) throw error
        return error.message
    }
}

function judged(document) {
    const documentLoader = async url => ({ contextUrl: null, documentUrl: url, document: pinnedContext(url) })
    return jsonld.canonize(document, { algorithm: "RDFC-1.0", safe: true, base: null, documentLoader })
}

/** Each conformance case's document once, without its proof: what a signature is over. */
function documents() {
    const found = new Map()
    for (const name of readdirSync(ROOT)) {
        try {
            const data = readFileSync(new URL(`${name}/credential.json`, ROOT))
            const { proof: _, ...unsecured } = parseJson(data)
            found.set(data.toString(), [name, unsecured])
        } catch (error) {
            if (!(error instanceof StrictJsonError || ["ENOENT", "ENOTDIR"].includes(error.code))) throw error
        }
    }
    return [...found.values()]
}

test("jsonld.js has the same form for every conformance case that has one", async () => {
    let forms = 0
    for (const [name, document] of documents()) {
        if (await refusal(document)) continue
        assert.equal(await written(document), await judged(document), name)
        forms += 1
    }
    assert.ok(forms > 100, `only ${forms} cases have a form`)
})

const LINES = {
    text: [{ name: "a <b> & é" }, '<https://schema.org/name> "a <b> & é"'],
    "control characters": [
        { name: "\x01\x0b\x7f\t" },
        String.raw`<https://schema.org/name> "\u0001\u000B\u007F\t"`,
    ],
    "whole number, typed": [
        { creditsAvailable: 3 },
        `<${OB}#creditsAvailable> "3"^^<https://www.w3.org/2001/XMLSchema#float>`,
    ],
    "minus zero": [{ fieldOfStudy: -0 }, `<${OB}#fieldOfStudy> "0"^^<${XSD}#integer>`],
    decimal: [{ fieldOfStudy: 123.456 }, `<${OB}#fieldOfStudy> "1.23456E2"^^<${XSD}#double>`],
    "small decimal": [{ fieldOfStudy: 1e-6 }, `<${OB}#fieldOfStudy> "1.0E-6"^^<${XSD}#double>`],
    "largest whole number": [
        { fieldOfStudy: 2 ** 53 - 1 },
        `<${OB}#fieldOfStudy> "9007199254740991"^^<${XSD}#integer>`,
    ],
    truth: [{ fieldOfStudy: true }, `<${OB}#fieldOfStudy> "true"^^<${XSD}#boolean>`],
    "IRI value": [{ image: "https://x.example/é" }, `<${OB}#image> <https://x.example/é>`],
}

for (const [name, [members, line]] of Object.entries(LINES)) {
    test(`a value becomes its line, as jsonld.js writes it: ${name}`, async () => {
        const canonical = await written(badge(members))
        assert.ok(canonical.includes(` ${line} .\n`), canonical)
        assert.equal(canonical, await judged(badge(members)))
    })
}

test("a list keeps its order and repeats", async () => {
    const resultDescription = [{ type: ["ResultDescription"], allowedValue: ["B", "A", "A"] }]
    const canonical = await written(badge({ resultDescription }))
    assert.equal(canonical.split('22-rdf-syntax-ns#first> "A"').length - 1, 2)
    assert.equal(canonical, await judged(badge({ resultDescription })))
})

test("an embedded proof is a graph of its own", async () => {
    const suite = { cryptosuite: "eddsa-rdfc-2022", proofPurpose: "assertionMethod" }
    const proof = [{ type: "DataIntegrityProof", ...suite }]
    const type = ["VerifiableCredential", "EndorsementCredential"]
    const document = { ...credential(), endorsement: [{ "@context": CONTEXT, id: "urn:e", type, proof }] }
    assert.equal(await written(document), await judged(document))
})

const SAME = {
    "order of members": document => Object.fromEntries(Object.entries(document).reverse()),
    "order of a set": document => ({ ...document, evidence: [...document.evidence].reverse() }),
    "one for a list": document => ({ ...document, issuer: { ...document.issuer, type: "Profile" } }),
    "the contexts again, below": document => {
        return { ...document, issuer: { ...document.issuer, "@context": CONTEXT } }
    },
}

for (const [name, change] of Object.entries(SAME)) {
    test(`another spelling has the same form: ${name}`, async () => {
        assert.equal(await written(change(credential())), await written(credential()))
    })
}

const REFUSED = {
    "unknown member": [{ ...credential(), foo: 1 }, "/foo: no context defines this member"],
    "text and truth": [
        badge({ creditsAvailable: [true, "true"] }),
        "The document states one thing twice, as text and as another value.",
    ],
    "text and number": [
        badge({ creditsAvailable: ["1", 1] }),
        "The document states one thing twice, as text and as another value.",
    ],
    "texts sorted differently": [
        badge({ tag: ["\u{1f600}", "\uff5e"] }),
        "Two of the document's texts are sorted differently by libraries.",
    ],
    entangled: [
        credential(document => {
            document.evidence = Array(2).fill({ type: "Evidence", name: Array(10).fill({ type: "Image" }) })
        }),
        "The document's unnamed parts are too alike to be told apart.",
    ],
    "too many unnamed": [
        { ...credential(), evidence: Array(1_001).fill({ type: "Evidence" }) },
        "The document has more than 1,000 unnamed parts.",
    ],
    "terms of two types that collide": [
        { "@context": CONTEXT, id: "urn:a", type: ["Achievement", "Result"] },
        "Not JSON-LD: protected term redefinition.",
    ],
    nothing: [{ "@context": CONTEXT }, "The document states nothing."],
    "its id alone": [{ "@context": CONTEXT, id: "urn:a" }, "The document states nothing."],
}

for (const [name, [document, message]] of Object.entries(REFUSED)) {
    test(`what others would sign otherwise is refused: ${name}`, async () => {
        assert.equal(await refusal(document), message)
    })
}

test("equal numbers are one value", async () => {
    const [once, twice] = [1, [1, 1.0]].map(creditsAvailable => badge({ creditsAvailable }))
    assert.equal(await written(twice), await written(once))
})

test("the document is left as it was", async () => {
    const document = credential()
    await canonicalize(document)
    assert.deepEqual(document, credential())
})
