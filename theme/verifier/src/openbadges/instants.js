// Moments on the wire: `xsd:dateTimeStamp` (VC Data Model 2.0, section 4.9).
// A moment is a BigInt of microseconds since 1970 in UTC, so that fractions compare exactly.

import { quoted } from "./quoted.js"

const INSTANT = new RegExp(
    "^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})" +
    "(?:\\.([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))$",
)
const MAX_OFFSET_MINUTES = 14 * 60 // XML Schema 1.1 part 2, section 3.3.7.2
const FIRST = milliseconds(1, 1, 1, 0, 0, 0) // the years that four digits can say, but 0
const LAST = milliseconds(9999, 12, 31, 23, 59, 59)

/** A text that is not a moment with its time zone. */
export class InstantError extends Error {}

/**
 * The moment to the second, in UTC: `2026-05-03T12:00:00Z`.
 *
 * @param {bigint} moment
 * @returns {string}
 */
export function formatInstant(moment) {
    const fraction = ((moment % 1_000_000n) + 1_000_000n) % 1_000_000n
    return new Date(Number((moment - fraction) / 1000n)).toISOString().slice(0, 19) + "Z"
}

/**
 * The moment a text names; digits past the microsecond are cut. `24:00:00` and years of more
 * than four digits, which XML Schema knows, are refused: no issuer writes them.
 *
 * @param {string} text
 * @returns {bigint}
 * @throws {InstantError} not a date and time with a time zone
 */
export function parseInstant(text) {
    const match = INSTANT.exec(text)
    if (match === null) throw notAnInstant(text)
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
    const offset = Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)
    const local = milliseconds(year, month, day, hour, minute, second)
    const utc = local + (match[8] === "-" ? offset : -offset) * 60_000
    if (
        offset > MAX_OFFSET_MINUTES || Number(match[10] ?? 0) > 59 ||
        year < 1 || hour > 23 || minute > 59 || second > 59 ||
        new Date(local).getUTCMonth() !== month - 1 || new Date(local).getUTCDate() !== day ||
        utc < FIRST || utc > LAST
    ) throw notAnInstant(text)
    return BigInt(utc) * 1000n + BigInt((match[7] ?? "").slice(0, 6).padEnd(6, "0"))
}

function milliseconds(year, month, day, hour, minute, second) {
    return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000
}

function notAnInstant(text) {
    return new InstantError(`${quoted(text, 40)} is not a date and time with a time zone.`)
}
