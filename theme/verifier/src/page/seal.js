/** What a reader is told of the site's seal: whether this is an older copy than one seen before. */

import { digest, hex } from "../openbadges/sha256.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"
import { Finding } from "../verify/finding.js"
import { Unavailable } from "../verify/resolver.js"
import { readSeal } from "../verify/seal.js"
import { say } from "../verify/words.js"

/**
 * Nothing of it is a check, and nothing leaves this browser: the newest version seen is kept under the
 * site's own address, where storage is allowed.
 *
 * @param {object} network - see network.js
 * @param {HTMLElement} place - where it is told
 * @returns {object} `read(trust, asOf)`: at the first check; `look(url, body)`: at what the site
 *     answered, which should be as it was sealed; `told`: the sentences so far
 */
export function startSeal(network, place) {
    const site = new URL("../", location.href).href
    const told = new Set()
    let reading = null

    function tell(sentence) {
        told.add(sentence)
        place.textContent = [...told].join(" ")
        place.hidden = false
    }

    async function get(url) {
        const { body, reason } = await network.get(url)
        if (!body) throw new Unavailable(reason)
        return { body: new Uint8Array(body) }
    }

    async function filesOf(trust, asOf) {
        const seen = recalled(site)
        const { body, cause } = await network.beside("../seal.json")
        if (!body) {
            if (seen && !cause) tell(say("seal.missing"))
            return {}
        }
        try {
            const seal = await readSeal(new Uint8Array(body), site, { trust, asOf, get })
            if (seal.version < seen) tell(say("seal.older", { sealed: seal.sealed }))
            if (asOf > seal.ends) tell(say("seal.ended", { ended: seal.ends }))
            const list = new Uint8Array((await network.beside("../catalog.json")).body ?? [])
            if (seal.digest === `f1220${hex(await digest(list))}`) {
                if (seal.version > seen) remember(site, seal.version)
                return parseJson(list).files
            }
            tell(say("seal.changed", { what: "catalog.json" }))
        } catch (error) {
            if (!(error instanceof Finding || error instanceof StrictJsonError)) throw error
            tell(error.message)
        }
        return {}
    }

    return {
        told,
        read(trust, asOf) {
            if (network.isWeb && !network.isLocal) reading ??= filesOf(trust, asOf)
        },
        async look(url, body) {
            const path = url.startsWith(site) && url.slice(site.length)
            const sealed = (await reading)?.[path]
            if (sealed && sealed !== `sha256:${hex(await digest(new Uint8Array(body)))}`) {
                tell(say("seal.changed", { what: path }))
            }
        },
    }
}

function recalled(site) {
    try {
        return Number(localStorage.getItem(site))
    } catch {
        return 0
    }
}

function remember(site, version) {
    try {
        localStorage.setItem(site, version)
    } catch {
        // A browser that keeps nothing tells of no older copy.
    }
}
