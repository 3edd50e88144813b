import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { test } from "node:test"

import { BakingError } from "../../src/openbadges/baking.js"
import { crc32 } from "../../src/openbadges/crc32.js"
import { bakePng, MAX_BYTES, unbakePng } from "../../src/openbadges/png.js"
import { corpus } from "../corpora.js"

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex")
const CREDENTIAL = new TextEncoder().encode('{"a": "é"}\n')

const HEADER = chunk("IHDR", Buffer.from("00000001000000010800000000", "hex"))
const PIXELS = chunk("IDAT", Buffer.from("789c63600000000200", "hex"))
const END = chunk("IEND")
const text = (data, type = "iTXt") => chunk(type, Buffer.concat([Buffer.from("openbadgecredential\0"), data]))
const picture = (...chunks) => Buffer.concat([SIGNATURE, HEADER, PIXELS, ...chunks, END])
const PLAIN = picture()

const STORED = "The PNG's credential is not stored as uncompressed international text."
const BAD = { // case: [picture, the whole message]
    "empty": [Buffer.alloc(0), "The file is not a PNG."],
    "cut off": [PLAIN.subarray(0, -1), "The PNG is cut off."],
    "no end": [PLAIN.subarray(0, -12), "The PNG is cut off."],
    "more behind it": [Buffer.concat([PLAIN, END]), "The PNG is followed by other data."],
    "a changed bit": [
        PLAIN.map((byte, at) => at === 45 ? byte ^ 1 : byte),
        "The PNG is damaged: a 'IDAT' chunk has a wrong checksum.",
    ],
    "no picture": [Buffer.concat([SIGNATURE, HEADER, END]), "The PNG has no header or no picture."],
    "too large": [
        Buffer.concat([SIGNATURE, Buffer.alloc(MAX_BYTES)]), "The PNG is larger than 20,000,000 bytes.",
    ],
    "none": [PLAIN, "The PNG carries no credential."],
    "two": [
        picture(text(Buffer.alloc(4)), text(Buffer.alloc(0), "tEXt")),
        "The PNG carries more than one credential.",
    ],
    "as plain text": [picture(text(CREDENTIAL, "tEXt")), STORED],
    "compressed": [picture(text(Buffer.of(1, 0, 0, 0))), STORED],
    "cut off in its language": [picture(text(Buffer.from("\0\0en"))), "The PNG's credential is cut off."],
}

test("a credential is one uncompressed international text, in place of any before", () => {
    const baked = bakePng(PLAIN, CREDENTIAL)
    assert.deepEqual(Buffer.from(baked), picture(text(Buffer.concat([Buffer.alloc(4), CREDENTIAL]))))
    assert.deepEqual(unbakePng(baked), CREDENTIAL)
    assert.deepEqual(bakePng(bakePng(PLAIN, Buffer.from("{}")), CREDENTIAL), baked)
})

for (const [name, [png, message]] of Object.entries(BAD)) {
    test(name, () => {
        const isRight = error => error instanceof BakingError && error.message === message
        assert.throws(() => unbakePng(png), isRight)
    })
}

const suite = corpus("pngsuite")
test("PngSuite: 161 good pictures carry a credential, 14 are refused", { skip: suite.skip }, () => {
    const carried = { true: 0, false: 0 }
    for (const file of readdirSync(suite.folder, { recursive: true }).filter(name => name.endsWith(".png"))) {
        const png = readFileSync(path.join(suite.folder, file))
        try {
            assert.deepEqual(unbakePng(bakePng(png, CREDENTIAL)), CREDENTIAL)
            carried.true += 1
        } catch (error) {
            assert.ok(error instanceof BakingError, `${file}: ${error}`)
            carried.false += 1
        }
    }
    assert.deepEqual(carried, { true: 161, false: 14 })
})

function chunk(type, data = Buffer.alloc(0)) {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
