// Where documents come from.

import assert from "node:assert/strict"
import { test } from "node:test"
import { firstOf, fixed, mapped, offline, remembering, Unavailable } from "../../src/verify/resolver.js"

const SITE = "https://badges.example.org/"
const bytes = text => new TextEncoder().encode(text)
const only = text => path => (/^(issuers\/)?acme\/did\.json$/.test(path) ? bytes(text) : null)
const handed = text => ({ body: bytes(text), handed: true, date: null })

test("fixed documents are handed or not, and may be dated", async () => {
    const documents = new Map([
        [`${SITE}a`, { body: bytes("a"), handed: false }],
        [`${SITE}b`, { body: bytes("b"), handed: true, date: 7n }],
    ])
    assert.deepEqual(await fixed(documents).get(`${SITE}a`), { body: bytes("a"), handed: false, date: null })
    assert.deepEqual(await fixed(documents).get(`${SITE}b`), { body: bytes("b"), handed: true, date: 7n })
    await assert.rejects(fixed(documents).get("x"), new Unavailable("There is no document for x."))
})

test("a folder answers for its prefix and is handed", async () => {
    assert.deepEqual(await mapped(SITE, only("1")).get(`${SITE}issuers/acme/did.json`), handed("1"))
})

test("the longest prefix answers, one that lacks it is not passed over, and others go on", async () => {
    const folders = [mapped(SITE, only("outer")), mapped(`${SITE}issuers/`, only("inner"))]
    const both = firstOf(folders, offline())
    assert.deepEqual(await both.get(`${SITE}issuers/acme/did.json`), handed("inner"))
    await assert.rejects(both.get(`${SITE}issuers/x`), /has nothing at 'x'/)
    await assert.rejects(both.get("https://h.example/"), new Unavailable("This check was made offline."))
})

test("a run asks for each URL once", async () => {
    const asked = []
    const counting = {
        async get(url) {
            asked.push(url)
            if (url === "gone") throw new Unavailable("Gone.")
            return handed(url)
        },
    }
    const resolver = remembering(counting)
    for (let turn = 0; turn < 3; turn++) {
        assert.deepEqual(await resolver.get("here"), handed("here"))
        await assert.rejects(resolver.get("gone"), new Unavailable("Gone."))
    }
    assert.deepEqual(asked, ["here", "gone"])
})
