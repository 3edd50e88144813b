// Tables for tests on both sides of tests/twins.py.

import { handedWith } from "../../src/intake/folder.js"
import { open } from "../../src/intake/open.js"
import { readCounted } from "../../src/table/counted.js"
import { csvTable, relate, rowOf } from "../../src/table/rows.js"
import { Unavailable } from "../../src/verify/resolver.js"
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
    for (const item of items) {
        const { name, data } = item
        const resolver = {
            async get(url) {
                const found = handedWith(item, url)
                if (!found?.body) throw new Unavailable(found?.reason ?? "This check was made offline.")
                return found
            },
        }
        const report = await verify(data, { asOf, resolver, trust: readTrust(trust) })
        const digest = await crypto.subtle.digest("SHA-256", data)
        judged.push({ name, digest: Buffer.from(digest).toString("hex"), report })
    }
    return tableOf(judged, null)
}
