// Tables for tests on both sides of tests/twins.py.

import { open } from "../../src/intake/open.js"
import { readCounted } from "../../src/table/counted.js"
import { csvTable, relate, rowOf } from "../../src/table/rows.js"
import { firstOf, mapped, offline } from "../../src/verify/resolver.js"
import { readTrust } from "../../src/verify/trust.js"
import { verify } from "../../src/verify/verify.js"

/**
 * The CSV of reports that were made elsewhere.
 *
 * @param {{name: string, digest: string, report: object}[]} judged
 * @param {Uint8Array | null} last - an earlier table
 * @returns {Uint8Array}
 */
export function tableOf(judged, last) {
    const rows = judged.map(rowOf)
    const nothing = rows.map(() => ({ decision: "", note: "" }))
    return csvTable(rows, relate(rows, last ? readCounted(last) : undefined), nothing)
}

/**
 * The CSV of a folder, as `badgepress verify FOLDER --offline --csv` writes it.
 *
 * @param {[string, Uint8Array][]} files - by path, the folder's name included
 * @param {bigint} asOf
 * @param {Uint8Array} trust
 * @returns {Promise<Uint8Array>}
 */
export async function tableOfFolder(files, asOf, trust) {
    const { items } = await open(files.map(([path, data]) => ({ path, data })))
    const judged = []
    for (const { name, data, handed, prefix } of items) {
        const folders = handed ? [mapped(prefix, path => handed.get(prefix + path) ?? null)] : []
        const resolver = firstOf(folders, offline())
        const report = await verify(data, { asOf, resolver, trust: readTrust(trust) })
        const digest = await crypto.subtle.digest("SHA-256", data)
        judged.push({ name, digest: Buffer.from(digest).toString("hex"), report })
    }
    return tableOf(judged, null)
}
