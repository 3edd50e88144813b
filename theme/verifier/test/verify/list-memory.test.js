// Remembered is what a list's bytes say, never when they counted.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { parseInstant } from "../../src/openbadges/instants.js"
import { ListMemory } from "../../src/verify/list-memory.js"
import { readTrust } from "../../src/verify/trust.js"
import { verify } from "../../src/verify/verify.js"
import { ROOT } from "../cases.js"
import { fixed } from "./fixed.js"

const read = file => new Uint8Array(readFileSync(new URL(`verified/${file}`, ROOT)))
const BADGE = read("credential.json")
const INDEX = JSON.parse(readFileSync(new URL("verified/documents.json", ROOT)))
const DOCUMENTS = Object.entries(INDEX).map(([url, { file, handed }]) => [url, { body: read(file), handed }])
const LIST = DOCUMENTS.find(([url]) => url.includes("/status/"))[0]
const asOf = parseInstant("2026-05-03T12:00:00Z")

async function judged(lists, { at = asOf, change = body => body } = {}) {
    const documents = new Map(DOCUMENTS)
    documents.set(LIST, { ...documents.get(LIST), body: change(documents.get(LIST).body.slice()) })
    const report = await verify(BADGE, {
        asOf: at, resolver: fixed(documents), trust: readTrust(read("trust.json")), lists,
    })
    return [report.verdict, report.checks.find(({ id }) => id === "status").outcome]
}

const changed = body => {
    const at = Buffer.from(body).indexOf("proofValue") + 20
    body[at] = body[at] === 0x41 ? 0x42 : 0x41
    return body
}

test("a list is read once while its bytes stay", async () => {
    const lists = new ListMemory()
    assert.deepEqual(await judged(lists), ["verified", "passed"])
    const [body] = [DOCUMENTS.find(([url]) => url === LIST)[1].body]
    const place = lists.of(body.slice())
    assert.equal(place.keys.size, 1)
    assert.ok(place.bits.length)
    assert.deepEqual(await judged(lists), ["verified", "passed"])
    assert.equal(lists.of(body), place)
})

test("a changed list is another list", async () => {
    const lists = new ListMemory()
    assert.deepEqual(await judged(lists), ["verified", "passed"])
    assert.deepEqual(await judged(lists, { change: changed }), ["unconfirmed", "unknown"])
    assert.deepEqual(await judged(lists), ["verified", "passed"])
})

test("a remembered list is old when it is old", async () => {
    const lists = new ListMemory()
    assert.deepEqual(await judged(lists), ["verified", "passed"])
    const later = parseInstant("2126-05-03T12:00:00Z")
    const fresh = await judged(new ListMemory(), { at: later })
    assert.notEqual(fresh[1], "passed")
    assert.deepEqual(await judged(lists, { at: later }), fresh)
})

test("a list that was never proven stays so", async () => {
    const lists = new ListMemory()
    for (let turn = 0; turn < 2; turn++) {
        assert.deepEqual(await judged(lists, { change: changed }), ["unconfirmed", "unknown"])
    }
})

test("few are kept", () => {
    const lists = new ListMemory()
    const first = lists.of(Uint8Array.of(0))
    for (let number = 1; number <= 4; number++) lists.of(Uint8Array.of(number))
    assert.notEqual(lists.of(Uint8Array.of(0)), first)
})
