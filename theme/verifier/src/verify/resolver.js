/**
 * How `verify` gets the documents a credential refers to: DID documents and status lists.
 *
 * A resolver has one method, `get(url)`, which gives a promise of a document, or of `Unavailable`:
 *     body     bytes
 *     handed   came with the credential and not from the issuer: proves authenticity only where
 *              the reader's trust list pins the issuer's keys
 *     date     what the host's clock said when it answered (a moment), where the reader's own clock
 *              is the moment of judging; else null
 */

/** A document could not be had; the message is one sentence that says why. */
export class Unavailable extends Error {}

/** The host of a URL, for sentences; the URL itself where it has none. */
export function hostOf(url) {
    return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#@:]+)/.exec(url)?.[1].toLowerCase() ?? url
}
