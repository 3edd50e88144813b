// What no case can show: faults, time that ran out, and how often documents are asked for.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { parseInstant } from "../../src/openbadges/instants.js"
import { CHECK_IDS, tookTooLong } from "../../src/verify/report.js"
import { Unavailable } from "../../src/verify/resolver.js"
import { NOBODY, readTrust, TrustError } from "../../src/verify/trust.js"
import { verify } from "../../src/verify/verify.js"
import { ROOT } from "../cases.js"

const GOOD = new Uint8Array(readFileSync(new URL("verified/credential.json", ROOT)))
const asOf = parseInstant("2026-05-03T12:00:00Z")
const outcomes = ({ checks }) => checks.map(({ outcome }) => outcome).join(" ")

test("a resolver's own fault is no answer, and stops nobody", async () => {
    const resolver = {
        async get() {
            throw new TypeError("a bug")
        },
    }
    const report = await verify(GOOD, { asOf, resolver, trust: NOBODY })
    assert.equal(outcomes(report), "passed unknown skipped skipped skipped skipped")
    assert.equal(report.checks[1].detail, "This check could not be completed; nothing follows from that.")
    assert.equal(report.verdict, "unconfirmed")
})

test("each document is asked for once, those of the badge only", async () => {
    const asked = []
    const resolver = {
        async get(url) {
            asked.push(url)
            throw new Unavailable("Not there.")
        },
    }
    await verify(GOOD, { asOf, resolver, trust: NOBODY })
    assert.deepEqual(asked, ["https://badges.example.org/issuers/acme/did.json"])
})

test("a check that was ended is unknown, and all that needs it skipped", () => {
    const report = tookTooLong()
    assert.deepEqual(report.checks.map(({ id }) => id), CHECK_IDS)
    assert.equal(outcomes(report), "unknown skipped skipped skipped skipped skipped")
    assert.equal(report.verdict, "unconfirmed")
    assert.equal(report.deciding, 0)
    assert.equal(
        report.checks[0].detail,
        "It took too long to judge, longer than any honest badge does; nothing follows from that.",
    )
})

const ENTRY = { did: "did:web:a.example", name: "A", since: "2026-01-01" }
const listing = (...issuers) => JSON.stringify({ issuers })
const REFUSED = {
    "{": "Not JSON (line 1, column 2).",
    '{"issuers": 1}': "Its 'issuers' is not a list.",
    '{"site": "x"}': "Its 'site' is not an https address of a site.",
    '{"more": 1}': "The list holds 'more', which is not known.",
    '{"issuers": [1]}': "Entry 1 of the list is not an object.",
    [listing(ENTRY, { ...ENTRY, keys: ["x"] })]: "Entry 2 of the list has no right 'keys'.",
    [listing({ ...ENTRY, name: `A${"\n".repeat(900_000)}B` })]: "Entry 1 of the list has no right 'name'.",
    [listing({ ...ENTRY, name: "\u0301\u0316".repeat(400_000) })]: "Entry 1 of the list has no right 'name'.",
    [listing({ ...ENTRY, since: "May" })]: "Entry 1 of the list has no right 'since'.",
    [listing({ ...ENTRY, known: true })]: "Entry 1 of the list holds 'known', which is not known.",
}

for (const [text, sentence] of Object.entries(REFUSED)) {
    test(`no list of known issuers: ${text.slice(0, 40)}`, () => {
        assert.throws(() => readTrust(new TextEncoder().encode(text)), new TrustError(sentence))
    })
}
