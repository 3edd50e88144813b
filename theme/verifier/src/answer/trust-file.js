/** A list of known issuers as a file the reader can keep. */

/**
 * The list with one more issuer, or with its entry replaced.
 *
 * @param {{issuers: object[]}} trust
 * @param {{did: string, name: string, since: string}} issuer - `since` as YYYY-MM-DD
 * @returns {string} the text of a trust.json
 */
export function withIssuer(trust, issuer) {
    const others = trust.issuers.filter(each => each.did !== issuer.did).map(plain)
    return JSON.stringify({ issuers: [...others, issuer] }, null, 2) + "\n"
}

function plain({ did, name, since, note, keys }) {
    return { did, name, since, ...(note ? { note } : {}), ...(keys?.length ? { keys } : {}) }
}
