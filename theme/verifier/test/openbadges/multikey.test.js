import assert from "node:assert/strict"
import { test } from "node:test"

import {
    decodeBase58btc, decodePublicKey, encodeBase58btc, MultikeyError,
} from "../../src/openbadges/multikey.js"

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
        encodeBase58btc(Uint8Array.of(0xed, 1, 1, ...Array(31).fill(0))),
        "The key is of small order, so that one signature would fit any message.",
    ],
}

test("the example of the specification", () => {
    const key = decodePublicKey(EXAMPLE)
    assert.equal(key.length, 32)
    assert.equal(encodeBase58btc(Uint8Array.of(0xed, 1, ...key)), EXAMPLE)
})

for (const [name, [text, message]] of Object.entries(BAD)) {
    test(name, () => {
        const isRight = error => error instanceof MultikeyError && error.message === message
        assert.throws(() => decodePublicKey(text), isRight)
    })
}

test("zeros in front are kept", () => {
    for (const bytes of [[], [0], [0, 0], [0, 0, 1], [1, 0]].map(each => Uint8Array.from(each))) {
        assert.deepEqual(decodeBase58btc(encodeBase58btc(bytes)), bytes)
    }
})
