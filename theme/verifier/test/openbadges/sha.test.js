import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "node:test"
import { hex, sha256 } from "../../src/openbadges/sha256.js"
import { sha512 } from "../../src/openbadges/sha512.js"

/** Bytes without a pattern, the same in every run. */
const bytes = length => Uint8Array.from({ length }, (_, at) => (at * 197 + ((at * at) >> 3)) & 255)

for (const [name, digest] of Object.entries({ sha256, sha512 })) {
    test(`${name} is as Node has it, for every length up to four blocks`, () => {
        for (let length = 0; length <= 512; length += 1) {
            const data = bytes(length)
            assert.equal(hex(digest(data)), createHash(name).update(data).digest("hex"), `${length} bytes`)
        }
    })
}

test("sha256 of a large file", () => {
    const data = bytes(1_000_001)
    assert.equal(hex(sha256(data)), createHash("sha256").update(data).digest("hex"))
})

test("neither changes what it is given, nor remembers it", () => {
    const data = bytes(100)
    const before = hex(data)
    assert.deepEqual([sha256(data), sha512(data)], [sha256(data), sha512(data)])
    assert.equal(hex(data), before)
})
