import assert from "node:assert/strict"
import { test } from "node:test"

import { formatInstant, InstantError, parseInstant } from "../../src/openbadges/instants.js"

const GOOD = { // text: the same moment in milliseconds, and microseconds beside them
    "1970-01-01T00:00:00Z": [0],
    "2026-05-03T12:00:00+02:00": [Date.UTC(2026, 4, 3, 10)],
    "2026-05-03T00:00:00-14:00": [Date.UTC(2026, 4, 3, 14)],
    "2026-05-03T12:00:00.5Z": [Date.UTC(2026, 4, 3, 12), 500_000n],
    "1969-12-31T23:59:59.9999999Z": [-1_000, 999_999n],
    "2024-02-29T23:59:59Z": [Date.UTC(2024, 1, 29, 23, 59, 59)],
    "0001-01-01T00:00:00Z": [-62_135_596_800_000],
}
const BAD = [
    "", "2026-05-03", "2026-05-03T12:00:00", "2026-05-03t12:00:00z", "2026-05-03T12:00:00.Z",
    "2026-05-03T12:00:00+14:01", "2026-05-03T12:00:00+02:60", "2026-02-29T12:00:00Z", "2026-13-01T00:00:00Z",
    "2026-05-03T24:00:00Z", "2026-05-03T12:00:60Z", "12026-05-03T12:00:00Z", "0000-05-03T12:00:00Z",
    "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-05-03T12:00:00Z\n",
    "٢٠٢٦-05-03T12:00:00Z",
]

for (const [text, [milliseconds, microseconds = 0n]] of Object.entries(GOOD)) {
    test(text, () => assert.equal(parseInstant(text), BigInt(milliseconds) * 1000n + microseconds))
}

for (const text of BAD) {
    test(`no moment: ${JSON.stringify(text)}`, () => {
        const message = `'${text}' is not a date and time with a time zone.`
        assert.throws(() => parseInstant(text), refusal(message))
    })
}

test("a long text is cut by characters, not by their halves", () => {
    const message = `'${"😀".repeat(40)}' is not a date and time with a time zone.`
    assert.throws(() => parseInstant("😀".repeat(50)), refusal(message))
})

test("a moment is written to the second", () => {
    assert.equal(formatInstant(parseInstant("2026-05-03T12:00:00.999999+02:00")), "2026-05-03T10:00:00Z")
    assert.equal(formatInstant(-1n), "1969-12-31T23:59:59Z")
    assert.equal(formatInstant(parseInstant("0001-02-03T00:00:00Z")), "0001-02-03T00:00:00Z")
})

function refusal(message) {
    return error => error instanceof InstantError && error.message === message
}
