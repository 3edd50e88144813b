/** One credential under examination: what was handed in, and what the checks have found. */

import { ListMemory } from "./list-memory.js"
import { Unavailable } from "./resolver.js"

/** The world of one verification. Checks read it and write down only what they found. */
export class Case {
    /**
     * @param {Uint8Array} data
     * @param {{asOf: bigint, resolver: object, trust: object, lists?: ListMemory,
     *     given?: Map<string, Uint8Array>}} world - `given`: credentials that were handed in
     *     together, by the id that each says it has
     */
    constructor(data, { asOf, resolver, trust, lists = new ListMemory(), given = new Map() }) {
        this.data = data
        this.asOf = asOf
        this.resolver = resolver
        this.trust = trust
        this.lists = lists
        this.given = given
        this.credential = null // once "document" passed
        this.key = null // once "issuer-key" passed: {raw, multibase, pinnedBy}
        this.listed = null // once "status" read authentic lists: of when the oldest is
        this.endorsements = [] // once "endorsements" was made
        this.components = [] // once "components" was made
        this.fetched = new Map() // URL: document or Unavailable
    }

    /** The document at `url`, asked for once a case; rejects with `Unavailable`. */
    async get(url) {
        if (!this.fetched.has(url)) {
            try {
                this.fetched.set(url, await this.resolver.get(url))
            } catch (error) {
                if (!(error instanceof Unavailable)) throw error
                this.fetched.set(url, error)
            }
        }
        const known = this.fetched.get(url)
        if (known instanceof Unavailable) throw known
        return known
    }

    /** The credential, for checks that need "document". */
    get badge() {
        if (!this.credential) throw new Error("the check 'document' has not passed")
        return this.credential
    }
}
