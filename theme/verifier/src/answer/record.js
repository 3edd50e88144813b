/** A record of one check, to print or to keep beside an application. */

import { formatInstant } from "../openbadges/instants.js"
import { printable } from "../verify/words.js"

const MAX_VALUE = 2_000 // characters of one foreign text

/**
 * The record as plain text. What the signature did not prove is marked as claimed; no value takes
 * more than its own line, so that none can pass for another.
 *
 * @param {object} told - what `answer` made of the report
 * @param {object} report
 * @param {{name: string, digest: string, asOf: bigint, list: string, known: string[],
 *     verifier: string, notes: string[]}} about - the file's name and SHA-256 (hex), the moment
 *     of judging, whose list of known issuers was used and who is on it, this program, remarks
 * @returns {string}
 */
export function record(told, report, about) {
    const rows = [
        ["Verdict", `${report.verdict} (${told.label})`],
        ["In words", told.headline],
        ["File", about.name],
        ["SHA-256", about.digest || "not made"],
        ["Checked at", formatInstant(about.asOf)],
        ["Verifier", about.verifier],
        ["Known issuers", about.list],
        ...about.known.map(issuer => ["", issuer]),
    ]
    const facts = [
        ["Badge", report.badge],
        ["Earned by", report.earner],
        ["Issuer", report.issuer],
        ["calls itself", report.issuerName],
        ["Valid from", report.validFrom && formatInstant(report.validFrom)],
        ["Valid until", report.validUntil && formatInstant(report.validUntil)],
        ["Address", report.id],
    ].filter(([, value]) => value)
    const title = told.proven ? "Signed by the issuer" : "The file claims, without proof"
    return [
        "RECORD OF A BADGE CHECK",
        table(rows),
        ...(facts.length ? [title, table(facts)] : []),
        "Checks",
        report.checks
            .map(({ id, outcome, detail }) => `${id.padEnd(17)}${outcome.padEnd(9)}${detail}`)
            .join("\n"),
        ...about.notes,
        "This record is a note of what one check said at that time, not a proof: anyone can write one. " +
            "To be sure, check the file again.",
        "",
    ].join("\n\n")
}

const table = rows =>
    rows.map(([name, value]) => `${name.padEnd(15)}${printable(value.slice(0, MAX_VALUE))}`).join("\n")
