// Reports as rows, for the table on the page and for spreadsheets; twin of generator/verify/rows.py.

import { formatInstant } from "../openbadges/instants.js"
import { measure } from "../openbadges/reading.js"
import { CHECK_IDS } from "../verify/report.js"
import { cell, writeCsv } from "./csv.js"

const HOURS = "ext:LearningHours"

/**
 * One file and what was found, in words. What nobody is proven to have signed is left empty.
 *
 * @typedef {object} Row
 * @property {string} file
 * @property {string} person - the name that is signed
 * @property {string} badge
 * @property {string} issuer - a DID
 * @property {string} date - of the award, else of `validFrom`: 2026-05-03
 * @property {string} hours - as signed
 * @property {string} verdict
 * @property {string} reason - one sentence, of the check that decided
 * @property {string} id - of the credential
 * @property {string} digest - SHA-256 of the file, hex
 * @property {string} issuerName
 * @property {string} validFrom - 2026-05-03T12:00:00Z
 * @property {string} validUntil
 * @property {string[]} outcomes - of the six checks
 */

/**
 * @param {{name: string, digest: string, report: object}} judged
 * @returns {Row}
 */
export function rowOf({ name, digest, report }) {
    const { checks, verdict, deciding } = report
    const outcomes = CHECK_IDS.map(id => checks.find(check => check.id === id)?.outcome ?? "")
    const isSigned = outcomes[CHECK_IDS.indexOf("signature")] === "passed"
    const said = isSigned ? report : {}
    return {
        file: name,
        person: said.earner ?? "",
        badge: said.badge ?? "",
        issuer: said.issuer ?? "",
        date: instant(said.facts?.awarded ?? said.validFrom).slice(0, 10),
        hours: said.facts ? measure(said.facts, HOURS) : "",
        verdict,
        reason: checks[deciding].detail,
        id: said.id ?? "",
        digest,
        issuerName: said.issuerName ?? "",
        validFrom: instant(said.validFrom),
        validUntil: instant(said.validUntil),
        outcomes,
    }
}

/**
 * What each row is to those before it. The same badge is the same credential id of the same
 * issuer, where it is proven (anyone can sign a badge of their own under another's id), or the same
 * file; that two names are one person's, no signature says.
 *
 * @param {Row[]} rows - in the order in which they were given
 * @param {(row: Row) => boolean} isCounted - whether last cycle's table counted it
 * @returns {{duplicateOf: string, alreadyCounted: boolean, counts: boolean}[]} `counts`: verified,
 *   not counted last time, and no earlier row that counts is the same badge
 */
export function relate(rows, isCounted = () => false) {
    const seen = new Map()
    const counted = new Set()
    return rows.map((row, index) => {
        const named = row.id && `id ${row.id} ${row.issuer}`
        const keys = [named, row.digest && `file ${row.digest}`].filter(Boolean)
        const earlier = keys.filter(key => seen.has(key)).map(key => seen.get(key))
        for (const key of keys) if (!seen.has(key)) seen.set(key, index)
        const alreadyCounted = isCounted(row)
        const counts = row.verdict === "verified" && !alreadyCounted && !keys.some(key => counted.has(key))
        if (counts) keys.forEach(key => counted.add(key))
        return { duplicateOf: earlier.length ? rows[Math.min(...earlier)].file : "", alreadyCounted, counts }
    })
}

/** The columns, in the order that programs may rely on: those that people read come first. */
const COLUMNS = [
    ...["file", "person", "badge", "issuer", "date", "hours", "verdict", "reason"],
    ...["duplicate_of", "already_counted", "decision", "note"],
    ...["id", "digest", "issuer_name", "valid_from", "valid_until"],
    ...CHECK_IDS,
]

/**
 * The table as a file; no cell of it can be taken for a formula.
 *
 * @param {Row[]} rows
 * @param {{duplicateOf: string, alreadyCounted: boolean}[]} relations - of `relate`, one a row
 * @param {{decision: string, note: string}[]} decisions - one a row
 * @returns {Uint8Array}
 */
export function csvTable(rows, relations, decisions) {
    const records = rows.map((row, index) => [
        ...[row.file, row.person, row.badge, row.issuer, row.date, row.hours, row.verdict, row.reason],
        ...[relations[index].duplicateOf, relations[index].alreadyCounted ? "yes" : ""],
        ...[decisions[index].decision, decisions[index].note],
        ...[row.id, row.digest, row.issuerName, row.validFrom, row.validUntil],
        ...row.outcomes,
    ])
    return writeCsv([COLUMNS, ...records.map(record => record.map(cell))])
}

function instant(moment) {
    return typeof moment === "bigint" ? formatInstant(moment) : ""
}
