// The conformance cases, judged; also called from Python (tests/test_agreement.py).

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { parseInstant } from "../src/openbadges/instants.js"
import { ListMemory } from "../src/verify/list-memory.js"
import { NOBODY, readTrust } from "../src/verify/trust.js"
import { verify } from "../src/verify/verify.js"
import { fixed } from "./verify/fixed.js"

export const ROOT = new URL("../../../tests/conformance/", import.meta.url)
export const NAMES = readdirSync(ROOT).filter(name => existsSync(new URL(`${name}/expected.json`, ROOT)))

const lists = new ListMemory() // as in the worker, which judges one badge after the other

/** What must come out of the case in that folder. */
export function expected(name) {
    return JSON.parse(readFileSync(new URL(`${name}/expected.json`, ROOT)))
}

/** The report on the case in that folder. */
export async function judged(name) {
    const folder = new URL(`${name}/`, ROOT)
    const read = file => new Uint8Array(readFileSync(new URL(file, folder)))
    const has = file => existsSync(new URL(file, folder))
    const index = has("documents.json") ? JSON.parse(readFileSync(new URL("documents.json", folder))) : {}
    const documents = Object.entries(index).map(([url, { file, handed, date = null }]) => [
        url,
        { body: read(file), handed, date: date && parseInstant(date) },
    ])
    const given = has("given.json") ? JSON.parse(readFileSync(new URL("given.json", folder))) : {}
    return verify(read(readdirSync(folder).find(file => file.startsWith("credential."))), {
        asOf: parseInstant(expected(name).as_of),
        resolver: fixed(new Map(documents)),
        trust: has("trust.json") ? readTrust(read("trust.json")) : NOBODY,
        lists,
        given: new Map(Object.entries(given).map(([id, file]) => [id, read(file)])),
    })
}
