// What last cycle's table counted; twin of read_counted in generator/verify/rows.py.

import { cell, CsvError, parseCsv } from "./csv.js"

/**
 * Reads a table of ours back, as it is or as a spreadsheet saved it. It counted what was accepted
 * and what was verified and neither declined nor asked about, and all that an earlier one counted.
 *
 * @param {Uint8Array} data
 * @returns {(row: {id: string, digest: string}) => boolean} whether it counted that badge, by the
 *   credential's id or else by the file
 * @throws {CsvError} it is no table of ours
 */
export function readCounted(data) {
    const [head = [], ...records] = parseCsv(decoded(data))
    const columns = {}
    for (const name of ["verdict", "already_counted", "decision", "id", "digest"]) {
        columns[name] = head.indexOf(name)
        if (columns[name] !== -1) continue
        throw new CsvError(`It is no table of this verifier: it lacks the column '${name}'.`)
    }
    const known = new Set()
    for (const record of records) {
        const at = name => record[columns[name]] ?? ""
        const decision = at("decision").trim().toLowerCase()
        const isVerified = at("verdict") === "verified" && decision !== "ask" && decision !== "decline"
        if (!at("already_counted") && decision !== "accept" && !isVerified) continue
        known.add(`id ${at("id")}`).add(`file ${at("digest")}`)
    }
    return ({ id, digest }) =>
        (id !== "" && known.has(`id ${cell(id)}`)) || (digest !== "" && known.has(`file ${digest}`))
}

function decoded(data) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(data)
    } catch {
        throw new CsvError("It is not in UTF-8: save it as 'CSV UTF-8'.")
    }
}
