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

/** Has nothing. */
export function offline(reason = "This check was made offline.") {
    return {
        async get() {
            throw new Unavailable(reason)
        },
    }
}

/**
 * Has exactly these documents.
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

/**
 * Answers every URL under a prefix from a folder, and no other; always handed.
 *
 * @param {string} prefix - ends in a slash
 * @param {(path: string) => Uint8Array|null} read - by a path relative to the folder
 */
export function mapped(prefix, read) {
    return {
        prefix,
        has: url => url.startsWith(prefix),
        async get(url) {
            const path = url.startsWith(prefix) ? url.slice(prefix.length) : url
            const parts = path.split("/")
            const odd = parts.some(part => ["", ".", ".."].includes(part)) || /[%?#\\:\0]/.test(path)
            const body = odd || !url.startsWith(prefix) ? null : read(path)
            if (!body) throw new Unavailable(`The folder given for ${prefix} has nothing at '${path}'.`)
            return { body, handed: true, date: null }
        },
    }
}

/**
 * Asks the folder that answers for a URL (the longest prefix), and otherwise the last resort.
 *
 * A folder that answers for a URL and lacks it is not passed over: the same files give the
 * same answer with and without a network.
 */
export function firstOf(folders, otherwise) {
    return {
        async get(url) {
            const [longest] = folders
                .filter(folder => folder.has(url))
                .sort((one, other) => other.prefix.length - one.prefix.length)
            return (longest ?? otherwise).get(url)
        },
    }
}

/** Asks for each URL once; for one run, which judges as of one moment. */
export function remembering(asked) {
    const known = new Map()
    return {
        get(url) {
            if (!known.has(url)) known.set(url, asked.get(url))
            return known.get(url)
        },
    }
}

/** The host of a URL, for sentences; the URL itself where it has none. */
export function hostOf(url) {
    return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#@:]+)/.exec(url)?.[1].toLowerCase() ?? url
}
