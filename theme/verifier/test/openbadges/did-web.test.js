import assert from "node:assert/strict"
import { test } from "node:test"

import { assertionKey, DidError, documentUrl } from "../../src/openbadges/did-web.js"

const DID = "did:web:badges.example"
const KEY = "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu"
const METHOD = `${DID}#${KEY}`

const URLS = {
    "did:web:h.example": "https://h.example/.well-known/did.json",
    "did:web:h.example:issuers:a": "https://h.example/issuers/a/did.json",
    "did:web:h.example%3A8443:p": "https://h.example:8443/p/did.json",
    "did:web:localhost%3A8000": "https://localhost:8000/.well-known/did.json",
}
const PATH = "The path of '%' holds a part that is not plain."
const HOST = "The host of '%' is not a domain name."
const PORT = "The port of '%' is not a number from 1 to 65535."
const OTHER = "'%' is not a did:web identifier."
const BAD_DIDS = {
    "did:key:z6Mk": OTHER,
    "did:WEB:h.example": OTHER,
    "did:web:": HOST,
    "did:web:h.example:..:a": PATH,
    "did:web:h.example:%2e%2e": PATH,
    "did:web:h.example:a%2Fb": PATH,
    "did:web:h.example::a": PATH,
    "did:web:h.example:a\n": PATH,
    "did:web:h.example\n": HOST,
    "did:web:u@h.example": HOST,
    "did:web:127.0.0.1": HOST,
    "did:web:h.example%3a80": HOST,
    "did:web:h.example%3A": PORT,
    "did:web:h.example%3A65536": PORT,
}

for (const [did, url] of Object.entries(URLS)) test(did, () => assert.equal(documentUrl(did), url))

for (const [did, message] of Object.entries(BAD_DIDS)) {
    test(`could be read in two ways: ${JSON.stringify(did)}`, () => {
        refuses(() => documentUrl(did), message.replace("%", did))
    })
}

const method = changes => ({
    id: METHOD, type: "Multikey", controller: DID, publicKeyMultibase: KEY, ...changes,
})
const document = changes => ({
    id: DID, verificationMethod: [method()], assertionMethod: [METHOD], ...changes,
})

const FOUND = {
    "by its name": document(),
    "by a relative name":
        document({ verificationMethod: [method({ id: `#${KEY}` })], assertionMethod: `#${KEY}` }),
    "written out where it is used": document({ verificationMethod: [], assertionMethod: [method()] }),
    "beside others": document({ verificationMethod: [{ id: `${DID}#x` }, 5, null, [method()], method()] }),
}
const NOT_FOUND = {
    "The issuer's document is about somebody else.": document({ id: "did:web:evil.example" }),
    "The issuer's document does not have the key that signed.": document({ verificationMethod: [] }),
    "The issuer's document does not list the key for signing badges.":
        document({ assertionMethod: [], authentication: [METHOD] }),
    "The issuer's document has two keys of one name.": document({ assertionMethod: [METHOD, METHOD] }),
    "The key that signed is controlled by somebody else.":
        document({ verificationMethod: [method({ controller: "did:web:evil.example" })] }),
    "The key that signed is not given as a Multikey.":
        document({ verificationMethod: [method({ type: "toString" })] }),
    "The key that signed has no publicKeyMultibase.":
        document({ verificationMethod: [method({ publicKeyMultibase: [KEY] })] }),
    "The issuer's key cannot be used: '0' is not a character of base58-btc.":
        document({ verificationMethod: [method({ publicKeyMultibase: "z0" })] }),
    "The key that signed has a wrong 'revoked': '2026' is not a date and time with a time zone.":
        document({ verificationMethod: [method({ revoked: "2026" })] }),
    "The key that signed has a wrong 'expires': it is not text.":
        document({ verificationMethod: [method({ expires: 2026 })] }),
}

for (const [name, made] of Object.entries(FOUND)) {
    test(`the key is found ${name}`, () => {
        const expected = { publicKeyMultibase: KEY, expires: null, revoked: null, attested: "", listsOnly: false }
        assert.deepEqual(assertionKey(made, DID, METHOD), expected)
    })
}

for (const [message, made] of Object.entries(NOT_FOUND)) {
    test(message, () => refuses(() => assertionKey(made, DID, METHOD), message))
}

test("a key's end is read", () => {
    const ended = method({ revoked: "1970-01-01T00:00:01Z", expires: null })
    const made = document({ verificationMethod: [ended] })
    const expected = { publicKeyMultibase: KEY, expires: null, revoked: 1_000_000n, attested: "", listsOnly: false }
    assert.deepEqual(assertionKey(made, DID, METHOD), expected)
})

test("a key of another DID, though it begins alike", () => {
    const message = "The key that signed is not named as the issuer's."
    refuses(() => assertionKey(document(), DID, `${DID}.evil.example#${KEY}`), message)
})

function refuses(call, message) {
    assert.throws(call, error => error instanceof DidError && error.message === message)
}
