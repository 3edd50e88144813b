/**
 * Is a site's seal its issuer's own? Twin of generator/verify/seal.py. It says nothing of any badge
 * and changes no verdict: it tells a site that is as its issuer last published it from an older copy.
 */

import { DidError, documentUrl } from "../openbadges/did-web.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { failed, Finding } from "./finding.js"
import { findKey } from "./issuer-key.js"
import { requireGenuine } from "./signature.js"
import { readSigned } from "./signed.js"

/**
 * The seal in `body`, if an issuer of `site` (its address) made it; else rejects with a Finding,
 * whose sentence is whole.
 *
 * @param {Uint8Array} body
 * @param {string} site
 * @param {{trust: object, asOf: bigint, get: Function}} world - `get(url)` as a resolver's
 * @returns {Promise<{version: number, sealed: bigint, ends: bigint, digest: unknown}>} `digest`: of
 *     the site's digest list, in hex after `f1220`
 */
export async function readSeal(body, site, world) {
    const untrue = reason => failed("seal.untrue", { reason })
    try {
        const signed = readSigned(parseJson(body), ["VerifiableCredential"])
        const { issuer, validFrom: sealed, validUntil: ends, subject } = signed
        if (!documentUrl(issuer).startsWith(site)) throw new DidError("Its issuer is none of this site.")
        const { raw } = await findKey(signed, world, { forList: true })
        await requireGenuine(signed, raw)
        const [place, version = ""] = String(subject.id).split(/#(.*)/s)
        const isWhole = place === `${site}catalog.json` && /^[1-9][0-9]{0,15}$/.test(version)
        if (!isWhole || sealed === null || ends === null) throw new DidError("It is of something else.")
        return { version: Number(version), sealed, ends, digest: subject.digestMultibase }
    } catch (error) {
        const isKnown = [Finding, StrictJsonError, DidError].some(kind => error instanceof kind)
        throw isKnown ? untrue(error) : error
    }
}
