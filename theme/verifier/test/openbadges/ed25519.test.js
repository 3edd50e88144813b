import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import path from "node:path"
import { test } from "node:test"

import { primitives, publicKeyProblem, verifySignature } from "../../src/openbadges/ed25519.js"
import { corpus } from "../corpora.js"
import { failures, KEYS, SMALL_ORDER, speccheck, wycheproof } from "./ed25519-vectors.js"

const json = (folder, ...names) => JSON.parse(readFileSync(path.join(folder, ...names), "utf8"))

const WAYS = { ...primitives, "the one chosen": undefined }

for (const [way, primitive] of Object.entries(WAYS)) {
    const verify = (...input) => verifySignature(...input, primitive)

    test(`keys that fit anything are refused, by ${way}`, async () => {
        assert.equal(SMALL_ORDER.length, 15)
        assert.deepEqual(await failures(verify, SMALL_ORDER), [])
    })

    const proofs = corpus("wycheproof")
    test(`Wycheproof, by ${way}`, { skip: proofs.skip }, async () => {
        const vectors = wycheproof(json(proofs.folder, "testvectors_v1", "ed25519_test.json"))
        assert.equal(vectors.length, 151)
        assert.deepEqual(await failures(verify, vectors), [])
    })

    const checks = corpus("ed25519-speccheck")
    test(`ed25519-speccheck, by ${way}`, { skip: checks.skip }, async () => {
        const vectors = speccheck(json(checks.folder, "cases.json"))
        assert.equal(vectors.length, 12)
        assert.deepEqual(await failures(verify, vectors), [])
    })
}

test("why a key is refused", () => {
    const problems = KEYS.map(key => publicKeyProblem(new Uint8Array(Buffer.from(key, "hex"))))
    const small = "The key is of small order, so that one signature would fit any message."
    assert.deepEqual(problems.slice(0, 10), Array(10).fill(small))
    assert.deepEqual(problems.slice(10), Array(5).fill("The key is not in its canonical form."))
    assert.equal(publicKeyProblem(new Uint8Array(31)), "The key has 31 bytes where Ed25519 has 32.")
    const off = Uint8Array.of(2, ...Array(31).fill(0))
    assert.equal(publicKeyProblem(off), "The key is not a point of the curve.")
})

const RFC_8032 = { // section 7.1, test 2
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
}
const VECTORS = [
    { ...RFC_8032, name: "genuine", valid: true },
    { ...RFC_8032, name: "another message", message: "73", valid: false },
]
const WORLDS = {
    "with Ed25519": globalThis.crypto,
    "without Ed25519": { subtle: { importKey: async () => assert.fail("NotSupportedError") } },
    "without crypto.subtle": {},
    "whose Ed25519 takes anything": { subtle: { importKey: async () => ({}), verify: async () => true } },
    "whose Ed25519 takes nothing": { subtle: { importKey: async () => ({}), verify: async () => false } },
}

for (const [world, crypto] of Object.entries(WORLDS)) {
    test(`the same answers in a browser ${world}`, async t => {
        const original = Object.getOwnPropertyDescriptor(globalThis, "crypto")
        t.after(() => Object.defineProperty(globalThis, "crypto", original))
        Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true })
        const fresh = await import(`../../src/openbadges/ed25519.js?${encodeURIComponent(world)}`)
        assert.deepEqual(await failures(fresh.verifySignature, VECTORS), [])
    })
}
