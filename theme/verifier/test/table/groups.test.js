import assert from "node:assert/strict"
import { test } from "node:test"
import { byPerson, fits, sorter, totals } from "../../src/table/groups.js"

const entry = (hours, decision = "", counts = true) =>
    ({ row: { hours }, relation: { counts }, choice: { decision } })

test("only what counts is summed up, and hours add up exactly", () => {
    const entries = [
        entry("0.1"), entry("0.2", "accept"), entry("12", "accept"),
        entry(""), entry("about 6"), entry("-5"), entry("1e3"),
        entry("100", "decline"), entry("100", "ask"), entry("100", "accept", false),
    ]
    assert.deepEqual(totals(entries), { count: 7, hours: 12.3, accepted: 2, acceptedHours: 12.2 })
    assert.deepEqual(totals([]), { count: 0, hours: 0, accepted: 0, acceptedHours: 0 })
})

test("rows are grouped by the signed name, those without one last", () => {
    const of = person => ({ row: { person } })
    const [a, b, c, d] = [of(""), of("Zoë"), of("Ana"), of("Zoë")]
    assert.deepEqual(byPerson([a, b, c, d]), [
        { person: "Ana", entries: [c] },
        { person: "Zoë", entries: [b, d] },
        { person: "", entries: [a] },
    ])
})

const ROW = {
    ...{ file: "a.json", person: "Zoë", badge: "Welding", issuer: "did:web:a.example", issuerName: "Acme" },
    ...{ verdict: "verified", reason: "You know this issuer." },
}
const FILTERS = { // case: [filter, whether the row fits]
    "any": [{}, true],
    "its verdict": [{ verdict: "verified" }, true],
    "another verdict": [{ verdict: "invalid" }, false],
    "its issuer": [{ issuer: "did:web:a.example" }, true],
    "another issuer": [{ issuer: "did:web:a.example:b" }, false],
    "its text": [{ text: "WELD" }, true],
    "another text": [{ text: "weld zoë" }, false],
    "both, one not": [{ verdict: "verified", text: "cook" }, false],
}

for (const [name, [filter, answer]] of Object.entries(FILTERS)) {
    test(`a filter: ${name}`, () => {
        assert.equal(fits(ROW, { verdict: "", issuer: "", text: "", ...filter }), answer)
    })
}

test("rows are sorted, numbers as numbers, what is empty last", () => {
    const sorted = (column, direction, values) =>
        values.map(value => ({ [column]: value })).sort(sorter(column, direction)).map(row => row[column])
    assert.deepEqual(sorted("hours", 1, ["10", "", "9", "1.5"]), ["1.5", "9", "10", ""])
    assert.deepEqual(sorted("hours", -1, ["10", "", "9"]), ["10", "9", ""])
    assert.deepEqual(sorted("person", 1, ["Zoë", "Émile", "", "Ana"]), ["Ana", "Émile", "Zoë", ""])
})
