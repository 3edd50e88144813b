import assert from "node:assert/strict"
import { test } from "node:test"
import { isZip, MAX_ENTRIES, MAX_FILE_BYTES, readZip, ZipError } from "../../src/intake/zip.js"
import { zip } from "./zips.js"

const text = data => new TextDecoder().decode(data)

test("files are read as they were packed, folders and links passed over", async () => {
    const made = zip({
        "top/": "",
        "top/a.json": "{}",
        "top/stored.json": { data: "[1]", method: 0 },
        "top/empty.json": "",
        "top/link.json": { data: "a.json", method: 0, mode: 0o120777 },
        "top/file.json": { data: "x", mode: 0o100644 },
        "Zoë/ü.json": "é",
        "back\\slash.json": "y",
    }, { comment: "PK\u0005\u0006", extra: new Uint8Array(3) })
    const { files, refused } = await readZip(made)
    assert.deepEqual(files.map(({ path, data }) => [path, text(data)]), [
        ["top/a.json", "{}"],
        ["top/stored.json", "[1]"],
        ["top/empty.json", ""],
        ["top/file.json", "x"],
        ["Zoë/ü.json", "é"],
        ["back/slash.json", "y"],
    ])
    assert.deepEqual(refused, [])
})

const ODD = { // case: [what the zip holds beside a good file, why it is refused]
    "leads up": [{ "../a.json": "{}" }, "Its name leads out of the zip."],
    "leads up by backslash": [{ "..\\a.json": "{}" }, "Its name leads out of the zip."],
    "absolute": [{ "/etc/a.json": "{}" }, "Its name leads out of the zip."],
    "inside, but not plainly": [{ "a//b.json": "{}" }, "Its name leads out of the zip."],
    "a NUL in the name": [{ "a\0.json": "{}" }, "Its name leads out of the zip."],
    "the same name twice": [{ "good\\x.json": "{}" }, "The zip holds two files of that name."],
    "encrypted": [{ "a.json": { data: "{}", flags: 1 } }, "It is encrypted."],
    "strongly encrypted": [{ "a.json": { data: "{}", flags: 0x41 } }, "It is encrypted."],
    "another packing": [
        { "a.json": { data: "{}", method: 12 } },
        "It is packed in a way that cannot be read here.",
    ],
    "too large": [{ "a.json": { data: "{}", size: MAX_FILE_BYTES + 1 } }, "It is larger than 20 MB."],
    "longer than declared": [{ "a.json": { data: "x".repeat(9_000_000), size: 10 } }, "The zip is damaged."],
    "shorter than declared": [{ "a.json": { data: "xxx", size: 10 } }, "The zip is damaged."],
    "changed": [{ "a.json": { data: "xxx", crc: 1 } }, "The zip is damaged."],
    "not where it should be": [{ "a.json": { data: "xxx", start: 7 } }, "The zip is damaged."],
    "beyond the end": [{ "a.json": { data: "xxx", start: 0xfffffff0 } }, "The zip is damaged."],
}

for (const [name, [odd, reason]] of Object.entries(ODD)) {
    test(`an odd entry is refused and the others are read: ${name}`, async () => {
        const { files, refused } = await readZip(zip({ "good/x.json": "1", ...odd }))
        assert.deepEqual(files.map(({ path, data }) => [path, text(data)]), [["good/x.json", "1"]])
        assert.deepEqual(refused.map(each => each.reason), [reason])
    })
}

const good = zip({ "a.json": "{}" })
const large = { data: "", size: MAX_FILE_BYTES }
const full = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`${n}.json`, large]))
const BROKEN = { // case: [bytes, what is said]
    "cut short": [good.subarray(0, -1), "The zip is damaged."],
    "longer": [Buffer.concat([good, Buffer.from("x")]), "The zip is damaged."],
    "nothing but its beginning": [good.subarray(0, 4), "The zip is damaged."],
    "fewer files than it says": [zip({ "a.json": "{}" }, { count: 2 }), "The zip is damaged."],
    "too many files": [zip({}, { count: MAX_ENTRIES + 1 }), "The zip holds more than 5000 files."],
    "too much": [zip(full), "The zip holds more than 100 MB."],
}

for (const [name, [data, message]] of Object.entries(BROKEN)) {
    test(`a zip that cannot be opened: ${name}`, async () => {
        const isSaid = error => error instanceof ZipError && error.message === message
        await assert.rejects(readZip(new Uint8Array(data)), isSaid)
    })
}

test("every cut and every changed byte of a zip gives an answer", async () => {
    const made = zip({ "a.json": "{\"a\": 1}", "b/c.json": { data: "[]", method: 0 } })
    let refusals = 0
    for (let at = 0; at < made.length; at += 1) {
        for (const data of [made.slice(0, at), made.with(at, made[at] ^ 0xff), made.with(at, made[at] ^ 1)]) {
            try {
                refusals += (await readZip(data)).refused.length
            } catch (error) {
                assert.ok(error instanceof ZipError, `byte ${at}: ${error.stack}`)
                refusals += 1
            }
        }
    }
    assert.ok(refusals > made.length)
})

test("a zip is known by what it holds", () => {
    assert.ok(isZip(good))
    assert.ok(isZip(zip({})))
    assert.ok(!isZip(Buffer.from("PK")))
    assert.ok(!isZip(Buffer.from("{\"PK\": 1}")))
})
