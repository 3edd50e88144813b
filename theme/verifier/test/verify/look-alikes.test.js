// Names that look like the known issuer's, from the file that Python's tests read too.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { parseInstant } from "../../src/openbadges/instants.js"
import { readTrust } from "../../src/verify/trust.js"
import { verify } from "../../src/verify/verify.js"
import { ROOT } from "../cases.js"
import { fixed } from "./fixed.js"

const bytes = value => new TextEncoder().encode(JSON.stringify(value))
const table = JSON.parse(readFileSync(new URL("look_alikes.json", ROOT)))
const trust = readTrust(bytes(table.trust))

test("there are two hundred and more", () => {
    assert.ok(table.cases.length >= 200)
})

for (const { did, verdict, checks, credential, documents } of table.cases) {
    test(`${JSON.stringify(did)} is not the issuer that the reader knows`, async () => {
        const found = Object.entries(documents).map(([url, body]) => [url, { body: bytes(body), handed: false }])
        const asOf = parseInstant(table.as_of)
        const report = await verify(bytes(credential), { asOf, resolver: fixed(new Map(found)), trust })
        assert.notEqual(report.verdict, "verified")
        assert.equal(report.verdict, verdict)
        assert.deepEqual(Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome])), checks)
    })
}
