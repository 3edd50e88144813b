/** The list of known issuers in use, told on the page and in records. */

import { issuerPlace } from "../answer/issuer-place.js"
import { NOBODY, readTrust, TrustError } from "../verify/trust.js"
import { element } from "./element.js"
import { placeOf } from "./pieces.js"

/**
 * The site's list, read once and at the first check, or the reader's own, which comes before it.
 *
 * @param {object} network - see network.js
 * @param {HTMLElement} place - where the page tells of the list
 * @returns {object} `trust`: the list; `words`: one sentence on it; `whose`: for an answer;
 *     `names`: a line an issuer; `read()`: before a check; `preview`: the address that this
 *     computer's copy of the site then stands in for; `useOwn(trust)`
 */
export function startKnownList(network, place) {
    const { host } = location
    let list = { kind: network.isWeb ? "later" : "none", trust: NOBODY, reason: "" }
    let wasRead = false
    let preview = ""

    const use = given => {
        list = given
        place.replaceChildren(...listView(list, host))
    }
    use(list)
    return {
        get trust() {
            return list.trust
        },
        get words() {
            return inWords(list, host)
        },
        get whose() {
            return list.kind === "own" ? "your own list of known issuers" : `the list of known issuers of ${host}`
        },
        get names() {
            return knownNames(list.trust)
        },
        get preview() {
            return preview
        },
        useOwn: trust => use({ kind: "own", trust, reason: "" }),
        async read() {
            const isNeeded = list.kind !== "own" || network.isLocal // which a preview asks for its address
            if (wasRead || !network.isWeb || !isNeeded) return
            const found = await siteList(network)
            wasRead = found.kind === "site"
            preview = network.preview(found.trust.site)
            if (list.kind !== "own") use(found)
        },
    }
}

async function siteList(network) {
    const { body, reason } = await network.beside("trust.json")
    if (!body) return { kind: "none", trust: NOBODY, reason: `This site’s list could not be had: ${reason}` }
    try {
        return { kind: "site", trust: readTrust(new Uint8Array(body)), reason: "" }
    } catch (error) {
        if (!(error instanceof TrustError)) throw error
        return { kind: "none", trust: NOBODY, reason: `This site’s list cannot be read: ${error.message}` }
    }
}

/** One sentence on a list: {kind: "own" | "site" | "none" | "later", trust, reason}. */
function inWords({ kind, trust, reason }, host) {
    const count = trust.issuers.length === 1 ? "1 issuer" : `${trust.issuers.length} issuers`
    return {
        own: `Your own list is used for this visit (${count}), not this site’s.`,
        site: `The list of ${host} is used (${count}).`,
        later: `The list of ${host} will be used; it is read at the first check.`,
        none: `No list is used, so no issuer counts as known. ${reason}`.trim(),
    }[kind]
}

function knownNames({ issuers }) {
    return issuers.map(({ did, name }) => {
        const { host, path } = issuerPlace(did)
        return `${name} (${host}${path})`
    })
}

/** The sentence, the issuers, and how to use another list. */
function listView(list, host) {
    return [
        element("h3", {}, "Known issuers"),
        element("p", {}, inWords(list, host)),
        list.trust.issuers.length
            ? element(
                  "details",
                  {},
                  element("summary", {}, "Who is on it"),
                  element(
                      "ul",
                      {},
                      list.trust.issuers.map(({ did, name }) => element("li", {}, name, ", ", placeOf(did))),
                  ),
              )
            : null,
        element("p", {}, "To use a list of your own for this visit, choose or drop its file, trust.json."),
    ].filter(Boolean)
}
