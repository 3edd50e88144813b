/** What was read of status lists lately: an issuer's badges share one, as long to read as a badge. */

const MOST = 4 // lists, of up to 4 MB each unpacked

/** Remembers only what follows from a list's own bytes; nothing of when or where it was had. */
export class ListMemory {
    #held = []

    /**
     * The place of the list in `body`, an empty one where it is not remembered.
     *
     * @param {Uint8Array} body
     * @returns {{body: Uint8Array, signed: object | null, keys: Set<string>, bits: Uint8Array | null}}
     *     as readSigned gives it; which keys, as multibase, its proof is good for; its entries
     */
    of(body) {
        const at = this.#held.findIndex(each => isSame(each.body, body))
        const [place] = at < 0 ? [{ body, signed: null, keys: new Set(), bits: null }] : this.#held.splice(at, 1)
        this.#held.unshift(place)
        this.#held.length = Math.min(this.#held.length, MOST)
        return place
    }
}

function isSame(one, other) {
    return one.length === other.length && one.every((byte, at) => byte === other[at])
}
