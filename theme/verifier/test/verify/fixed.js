import { Unavailable } from "../../src/verify/resolver.js"

/**
 * A resolver that has exactly these documents; handed or not, and may be dated.
 *
 * @param {Map<string, {body: Uint8Array, handed: boolean, date?: bigint|null}>} documents - by URL
 */
export function fixed(documents) {
    return {
        async get(url) {
            const found = documents.get(url)
            if (!found) throw new Unavailable(`There is no document for ${url}.`)
            return { date: null, ...found }
        },
    }
}
