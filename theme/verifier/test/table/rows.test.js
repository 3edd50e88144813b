import assert from "node:assert/strict"
import { test } from "node:test"
import { readCounted } from "../../src/table/counted.js"
import { csvTable, relate, rowOf } from "../../src/table/rows.js"
import { CHECK_IDS, check, report } from "../../src/verify/report.js"

const outcomes = (changed = {}) => CHECK_IDS.map(id => check(id, changed[id] ?? "passed", `About ${id}.`))
const SAID = {
    ...{ id: "urn:x", badge: "Welding", earner: "Zoë", issuer: "did:web:a.example", issuerName: "Acme" },
    ...{ validFrom: 1_768_435_200_000_000n, validUntil: null },
    facts: { awarded: 1_767_225_600_000_000n, results: [{ kind: "ext:LearningHours", value: "6" }] },
}
const judged = (changed, said = SAID) =>
    ({ name: "a.json", digest: "d1", report: report(outcomes(changed), said) })

test("a row says what was signed", () => {
    assert.deepEqual(rowOf(judged()), {
        ...{ file: "a.json", person: "Zoë", badge: "Welding", issuer: "did:web:a.example" },
        ...{ date: "2026-01-01", hours: "6", verdict: "verified", reason: "About issuer-trust." },
        ...{ id: "urn:x", digest: "d1", issuerName: "Acme" },
        ...{ validFrom: "2026-01-15T00:00:00Z", validUntil: "", outcomes: Array(6).fill("passed") },
    })
    assert.equal(rowOf(judged({}, { ...SAID, facts: { awarded: null, results: [] } })).date, "2026-01-15")
})

test("of two signed numbers of hours none counts, because the holder may put either first", () => {
    const results = [...SAID.facts.results, { kind: "ext:LearningHours", value: "60" }]
    assert.equal(rowOf(judged({}, { ...SAID, facts: { ...SAID.facts, results } })).hours, "")
})

for (const outcome of ["failed", "unknown", "skipped"]) {
    test(`a row says nothing that is not proven: signature ${outcome}`, () => {
        const row = rowOf(judged({ signature: outcome }))
        const said = ["person", "badge", "issuer", "date", "hours", "id", "issuerName", "validFrom"]
        assert.deepEqual(said.map(member => row[member]), said.map(() => ""))
    })
}

const row = (file, id, digest, verdict = "verified") => ({ ...rowOf(judged()), file, id, digest, verdict })
const RELATIONS = { // case: [rows, whose duplicates, which count]
    "none": [[row("a", "x", "1"), row("b", "y", "2")], ["", ""], [true, true]],
    "the same file": [[row("a", "x", "1"), row("b", "x", "1")], ["", "a"], [true, false]],
    "the same badge": [
        [row("a", "x", "1"), row("b", "x", "2"), row("c", "x", "3")],
        ["", "a", "a"],
        [true, false, false],
    ],
    "first one that cannot be checked": [
        [row("a", "x", "1", "unconfirmed"), row("b", "x", "2"), row("c", "x", "3")],
        ["", "a", "a"],
        [false, true, false],
    ],
    "another issuer's under the same id": [
        [{ ...row("a", "x", "1"), issuer: "did:web:evil.example" }, row("b", "x", "2")],
        ["", ""],
        [true, true],
    ],
    "unreadable": [
        [row("a", "", "1", "invalid"), row("b", "", "1", "invalid")],
        ["", "a"],
        [false, false],
    ],
    "not had": [
        [row("a", "", "", "unconfirmed"), row("b", "", "", "unconfirmed")],
        ["", ""],
        [false, false],
    ],
    "an id that is a digest": [[row("a", "1", "x"), row("b", "y", "1")], ["", ""], [true, true]],
}

for (const [name, [rows, duplicateOf, counts]] of Object.entries(RELATIONS)) {
    test(`badges given twice count once: ${name}`, () => {
        const found = relate(rows)
        assert.deepEqual(found.map(each => each.duplicateOf), duplicateOf)
        assert.deepEqual(found.map(each => each.counts), counts)
    })
}

test("what was counted last time does not count again, by the table that was saved then", () => {
    const unsure = row("c", "z", "3", "unconfirmed")
    const rows = [row("a", "x", "1"), row("b", "y", "2"), unsure, row("d", "w", "4")]
    const choices = ["", "decline", "accept", "ask"].map(decision => ({ decision, note: "=1" }))
    const isCounted = readCounted(csvTable(rows, relate(rows), choices))
    assert.deepEqual(rows.map(isCounted), [true, false, true, false])
    assert.ok(isCounted({ id: "new", digest: "1" }))
    assert.ok(!isCounted({ id: "", digest: "" }))
    assert.deepEqual(relate(rows, isCounted).map(each => each.counts), [false, true, false, true])
    const saved = new TextDecoder().decode(csvTable(rows, relate(rows, isCounted), choices))
    assert.match(saved.split("\r\n")[1], /,About issuer-trust\.,,yes,,'=1,x,1,Acme,/)
})
