import assert from "node:assert/strict"
import { test } from "node:test"
import { withIssuer } from "../../src/answer/trust-file.js"
import { find, NOBODY, readTrust } from "../../src/verify/trust.js"

const ACME = { did: "did:web:badges.example.org:issuers:acme", name: "Acme", since: "2026-05-03" }
const list = text => readTrust(new TextEncoder().encode(text))

test("a list with one more issuer is a list that can be read", () => {
    const read = list(withIssuer(NOBODY, ACME))
    assert.deepEqual(read.issuers, [{ ...ACME, note: null, keys: [] }])
})

test("an issuer that was there is replaced, others stay with all that is said of them", () => {
    const other = {
        did: "did:web:uni.edu",
        name: "Uni",
        since: "2020-01-01",
        note: "By phone.",
        keys: ["z6MkpuUpvrMbgocLaNsM6hn13nc666xDT4xf97EZPD7rhFJo"],
    }
    const before = { issuers: [{ ...ACME, name: "Old", note: null, keys: [] }, other], site: null }
    const read = list(withIssuer(before, ACME))
    assert.equal(read.issuers.length, 2)
    assert.equal(find(read, ACME.did).name, "Acme")
    assert.deepEqual(find(read, other.did), other)
})
