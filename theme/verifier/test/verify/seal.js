// For tests/verify/test_seal.py, which hands over what a site has.

import { readSeal } from "../../src/verify/seal.js"
import { NOBODY } from "../../src/verify/trust.js"
import { fixed } from "./fixed.js"

/** What `readSeal` finds of `body` with these documents, by URL. */
export async function sealOf(body, site, documents, asOf) {
    const own = Object.entries(documents).map(([url, body]) => [url, { body, handed: false }])
    const found = await readSeal(body, site, { trust: NOBODY, asOf, get: fixed(new Map(own)).get })
    return { ...found, digest: found.digest ?? "" }
}
