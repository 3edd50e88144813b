import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"

import {
    ALLOWED_CONTEXTS, OB_V3, pinnedContext, UnknownContextError, VC_V2,
} from "../../src/openbadges/contexts.js"

const GENERATOR = new URL("../../../../generator/openbadges/", import.meta.url)
const PINS = readFileSync(new URL("contexts.py", GENERATOR), "utf8")
const URLS = [...new Set(ALLOWED_CONTEXTS.flat())]

test("the contexts are those whose SHA-256 contexts.py pins", () => {
    const pinned = new Map()
    for (const file of readdirSync(new URL("contexts_data/", GENERATOR))) {
        const body = readFileSync(new URL(`contexts_data/${file}`, GENERATOR))
        const digest = createHash("sha256").update(body).digest("hex")
        if (PINS.includes(`"${file}"`) && PINS.includes(`"${digest}"`)) pinned.set(body.toString(), file)
    }
    const parsed = [...pinned.keys()].map(body => JSON.parse(body))
    assert.equal(URLS.length, 5)
    for (const url of URLS) {
        const same = parsed.filter(each => JSON.stringify(each) === JSON.stringify(pinnedContext(url)))
        assert.equal(same.length, 1, url)
    }
})

test("what is allowed is what Python allows", () => {
    assert.equal(ALLOWED_CONTEXTS.length, 12)
    assert.ok(ALLOWED_CONTEXTS.every(urls => urls[0] === VC_V2))
    assert.ok(ALLOWED_CONTEXTS.some(urls => urls.length === 2 && urls[1] === OB_V3))
})

test("nobody can change a context", () => {
    for (const url of URLS) {
        assert.throws(() => (pinnedContext(url)["@context"].name = "urn:other"), TypeError)
    }
})

test("an unknown context is not fetched", () => {
    for (const url of ["https://example.org/v1", "constructor", "__proto__"]) {
        const message = `The context '${url}' is not one we know.`
        assert.throws(
            () => pinnedContext(url),
            error => error instanceof UnknownContextError && error.message === message,
        )
    }
})
