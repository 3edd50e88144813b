import assert from "node:assert/strict"
import { test } from "node:test"
import { deflateRawSync, gzipSync } from "node:zlib"

import { pack, unpack, UnpackError } from "../../src/openbadges/unpack.js"

const DATA = new TextEncoder().encode("badge ".repeat(1_000))
const PACKED = { gzip: gzipSync(DATA), "deflate-raw": deflateRawSync(DATA) }

for (const [format, packed] of Object.entries(PACKED)) {
    test(`${format}: what was packed`, async () => {
        assert.deepEqual(await unpack(packed, format, DATA.length), DATA)
        assert.deepEqual(await unpack(await pack(DATA, format), format, DATA.length), DATA)
        const empty = await pack(new Uint8Array(0), format)
        assert.deepEqual(await unpack(empty, format, 0), new Uint8Array(0))
    })

    const bad = {
        "empty": [new Uint8Array(0), DATA.length],
        "one byte too large": [packed, DATA.length - 1],
        "a byte behind it": [Buffer.concat([packed, Buffer.of(0)]), DATA.length],
        "twice": [Buffer.concat([packed, packed]), 2 * DATA.length],
        "damaged": [packed.map((byte, at) => at === 20 ? byte ^ 0xff : byte), DATA.length],
    }
    for (const [name, [bytes, maxBytes]] of Object.entries(bad)) {
        test(`${format}: ${name}`, () => assert.rejects(unpack(bytes, format, maxBytes), UnpackError))
    }

    test(`${format}: cut off anywhere`, async () => {
        for (let length = 0; length < packed.length; length++) {
            await assert.rejects(unpack(packed.subarray(0, length), format, DATA.length), UnpackError)
        }
    })
}

test("a bomb is left at its bound", async () => {
    const bomb = gzipSync(new Uint8Array(256 << 20), { level: 9 })
    const before = process.memoryUsage().rss
    await assert.rejects(unpack(bomb, "gzip", 1 << 20), UnpackError)
    assert.ok(process.memoryUsage().rss - before < 64 << 20)
})
