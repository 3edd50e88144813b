/** Whether a credential page stands at the badge's own address. */

/**
 * A page is judged at its own address only. Anywhere else somebody else holds the page, and what
 * they serve beside it says nothing.
 *
 * @param {string} here - the page's address
 * @param {string} credential - the signed data's address, as the page links it
 * @param {string} id - the signed data's address, as it is signed
 * @returns {boolean}
 */
export function isAtHome(here, credential, id) {
    return new URL(credential, here).href === new URL(id).href
}
