// Tables as spreadsheets read and write them (RFC 4180).

import { printable } from "../verify/words.js"

const MAX_CELL = 1_000 // characters; spreadsheets end at 32,767

// A cell that begins with one of these is a formula to some spreadsheet (OWASP, CSV injection);
// to one that separates cells by semicolons a cell begins behind each.
const FORMULA = /^(?= *[=+\-@\uff1d\uff0b\uff0d\uff20])|(;[ "]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** Why a text is no such table; one sentence. */
export class CsvError extends Error {}

/**
 * A value as it stands in a cell: no control characters, no formula, not endless.
 *
 * @param {string} value
 * @returns {string}
 */
export function cell(value) {
    const characters = Array.from(value)
    const cut = characters.length <= MAX_CELL ? value : characters.slice(0, MAX_CELL - 1).join("") + "…"
    return printable(cut).replace(FORMULA, "$1'")
}

/**
 * Cells as bytes: UTF-8 with a byte order mark, as spreadsheets want it, and CRLF.
 *
 * @param {string[][]} records - values that went through `cell`
 * @returns {Uint8Array}
 */
export function writeCsv(records) {
    const quoted = text => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const lines = records.map(record => record.map(quoted).join(",") + "\r\n")
    return new TextEncoder().encode("\ufeff" + lines.join(""))
}

/**
 * The cells of a table; some spreadsheets separate them by semicolons.
 *
 * @param {string} text
 * @returns {string[][]}
 * @throws {CsvError} quotes that do not pair
 */
export function parseCsv(text) {
    const separator = /^[^\r\n]*;/.test(text) ? ";" : ","
    const quoted = '"([^"]*(?:""[^"]*)*)"'
    const bare = `([^"${separator}\\r\\n][^${separator}\\r\\n]*|)`
    const token = new RegExp(`(?:${quoted}|${bare})(${separator}|\\r\\n|[\\r\\n]|$)`, "y")
    const records = []
    let record = []
    while (token.lastIndex < text.length || record.length > 0) {
        const match = token.exec(text)
        if (match === null) throw new CsvError("It is not a table of comma-separated values.")
        record.push(match[1]?.replaceAll('""', '"') ?? match[2])
        if (match[3] === separator) continue
        records.push(record)
        record = []
    }
    return records
}
