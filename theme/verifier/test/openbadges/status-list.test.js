import assert from "node:assert/strict"
import { test } from "node:test"
import { gzipSync } from "node:zlib"

import { encodeBase64url } from "../../src/openbadges/base64url.js"
import {
    decodeBits, isSet, MAX_ENTRIES, MINIMUM_ENTRIES, StatusListError,
} from "../../src/openbadges/status-list.js"

const BITS = new Uint8Array(MINIMUM_ENTRIES / 8)
BITS[1] = 0b0100_0000
const PACKED = gzipSync(BITS)
const text = bytes => "u" + encodeBase64url(bytes)

const BASE = "The status list is not base64url text that begins with 'u'."
const UNFIT = "The status list's gzip data is damaged, or has more than 33,554,432 entries."
const BAD = { // case: [text, the whole message]
    "empty": ["", BASE],
    "only its base": ["u", UNFIT],
    "another base": ["z" + text(PACKED).slice(1), BASE],
    "padding": [text(PACKED) + "=", BASE],
    "newline": [text(PACKED) + "\n", BASE],
    "impossible length": ["uAAAAA", "The status list's base64url text is cut off."],
    "unused bits set": ["uAB", "The status list's base64url text is not in its canonical form."],
    "not gzip": [text(BITS), UNFIT],
    "cut off": [text(PACKED.subarray(0, -1)), UNFIT],
    "wrong checksum": [text(PACKED.map((byte, at) => at === PACKED.length - 8 ? byte ^ 1 : byte)), UNFIT],
    "two members": [text(Buffer.concat([PACKED, PACKED])), UNFIT],
    "more behind it": [text(Buffer.concat([PACKED, Buffer.of(0)])), UNFIT],
    "too few entries": [text(gzipSync(BITS.subarray(1))), "The status list has fewer than 131,072 entries."],
    "one byte too many": [text(gzipSync(new Uint8Array(MAX_ENTRIES / 8 + 1))), UNFIT],
    "text without end": ["u" + "A".repeat(MAX_ENTRIES / 4), BASE],
}

test("the first entry is the leftmost bit", async () => {
    const bits = await decodeBits(text(PACKED))
    assert.deepEqual(bits, BITS)
    assert.deepEqual([8, 9, 10, 9n].map(index => isSet(bits, index)), [false, true, false, true])
})

test("the example of the specification", async () => { // Bitstring Status List 1.0, example 2
    const bits = await decodeBits("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA")
    assert.deepEqual(bits, new Uint8Array(MINIMUM_ENTRIES / 8))
})

test("the largest list", async () => {
    assert.equal((await decodeBits(text(gzipSync(new Uint8Array(MAX_ENTRIES / 8))))).length, MAX_ENTRIES / 8)
})

for (const [name, [encoded, message]] of Object.entries(BAD)) {
    test(name, () => assert.rejects(decodeBits(encoded), refusal(message)))
}

for (const index of [-1, MINIMUM_ENTRIES, 10n ** 30n]) {
    test(`there is no entry ${index}`, () => {
        assert.throws(() => isSet(BITS, index), refusal(`The status list has no entry ${index}.`))
    })
}

function refusal(message) {
    return error => error instanceof StatusListError && error.message === message
}
