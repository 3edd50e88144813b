import assert from "node:assert/strict"
import { test } from "node:test"
import { deflateRawSync } from "node:zlib"
import { fromFragment, LinkError, toFragment } from "../../src/intake/link.js"
import { MAX_BYTES } from "../../src/openbadges/strict-json.js"

const bytes = text => new TextEncoder().encode(text)
const packed = data => deflateRawSync(data).toString("base64url")

test("a link carries a badge there and back", async () => {
    for (const text of ["{}", "{\"name\": \"Zoë\"}", "x".repeat(MAX_BYTES)]) {
        const fragment = await toFragment(bytes(text))
        assert.match(fragment, /^b=[A-Za-z0-9_-]+$/)
        for (const link of [fragment, `#${fragment}`, `https://badges.example.org/verify/#${fragment}`]) {
            assert.deepEqual(await fromFragment(link), bytes(text))
        }
    }
})

const badge = packed("{\"a\": \"badge\"}")
const WRONG = {
    "no badge": "https://badges.example.org/verify/",
    "nothing": "b=",
    "another member": `c=${badge}`,
    "cut short": `b=${badge.slice(0, -4)}`,
    "a character left over": `b=${badge}A`,
    "something after it": `b=${badge}AAAA`,
    "padding": `b=${badge}==`,
    "the other alphabet": "b=ab+/",
    "not deflated": "b=AAAA",
    "another way to write it": `b=${badge.slice(0, -1)}${badge.endsWith("A") ? "B" : "_"}`,
    "too large": `b=${packed("x".repeat(MAX_BYTES + 1))}`,
    "a bomb": `b=${packed(Buffer.alloc(100_000_000))}`,
}

for (const [name, link] of Object.entries(WRONG)) {
    test(`a link without a badge says so: ${name}`, async () => {
        await assert.rejects(fromFragment(link), error => {
            assert.ok(error instanceof LinkError, error.stack)
            return error.message === "The link is damaged or cut off: no badge can be read from it."
        })
    })
}
