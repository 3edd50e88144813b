/** Whose list of known issuers is used, told on the page and in records. */

import { issuerPlace } from "../answer/issuer-place.js"
import { element } from "./element.js"
import { placeOf } from "./pieces.js"

/**
 * @param {{kind: "own" | "site" | "none" | "later", trust: object, reason: string}} list
 * @param {string} host - of the page
 * @returns {string} one sentence
 */
export function listInWords({ kind, trust, reason }, host) {
    const count = trust.issuers.length === 1 ? "1 issuer" : `${trust.issuers.length} issuers`
    return {
        own: `Your own list is used for this visit (${count}), not this site’s.`,
        site: `The list of ${host} is used (${count}).`,
        later: `The list of ${host} will be used; it is read at the first check.`,
        none: `No list is used, so no issuer counts as known. ${reason}`.trim(),
    }[kind]
}

/** The issuers of a list, one line each. */
export function knownNames({ issuers }) {
    return issuers.map(({ did, name }) => {
        const { host, path } = issuerPlace(did)
        return `${name} (${host}${path})`
    })
}

/** For the page: the sentence, the issuers, and how to use another list. */
export function listView(list, host) {
    return [
        element("h3", {}, "Known issuers"),
        element("p", {}, listInWords(list, host)),
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
