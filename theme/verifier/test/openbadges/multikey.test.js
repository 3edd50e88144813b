import assert from "node:assert/strict"
import { test } from "node:test"

import { decodeBase58btc, decodePublicKey, MultikeyError } from "../../src/openbadges/multikey.js"

const EXAMPLE = "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu" // Controlled Identifiers 1.0, example 5

const BAD = { // case: [text, the whole message]
    "empty": ["", "The text is not in base58-btc: it does not begin with 'z'."],
    "another base": ["u" + EXAMPLE.slice(1), "The text is not in base58-btc: it does not begin with 'z'."],
    "character that is none": [EXAMPLE + "0", "'0' is not a character of base58-btc."],
    "emoji": ["z😀", "'😀' is not a character of base58-btc."],
    "other kind of key": [
        "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "The key is not an Ed25519 public key.",
    ],
    "leading zero": ["z1" + EXAMPLE.slice(1), "The key is not an Ed25519 public key."],
    "endless": ["z" + "2".repeat(1_000_000), "The base58-btc text is too long."],
    "of small order": [
        "z6MkeXATEjyXENzBXBxgC5EHk2JE5aqd7qMGGtDpLUH1e2Sj",
        "The key is of small order, so that one signature would fit any message.",
    ],
}

test("the example of the specification", () => {
    const key = Buffer.from(decodePublicKey(EXAMPLE)).toString("hex")
    assert.equal(key, "666abe089035ed4a45795989fa720a0ee0c48549e84523485c56f1c81b4287a6")
})

for (const [name, [text, message]] of Object.entries(BAD)) {
    test(name, () => {
        const isRight = error => error instanceof MultikeyError && error.message === message
        assert.throws(() => decodePublicKey(text), isRight)
    })
}

const ZEROS = { z: [], z1: [0], z11: [0, 0], z112: [0, 0, 1], z5R: [1, 0] }

for (const [text, bytes] of Object.entries(ZEROS)) {
    test(`zeros in front are kept: ${text}`, () => {
        assert.deepEqual(decodeBase58btc(text), Uint8Array.from(bytes))
    })
}
