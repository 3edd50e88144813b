// What a learner record (CLR 2.0) or a PDF of several badges holds; twin of generator/verify/record.py.

import { badgesOfPdf, isPdf } from "../openbadges/pdf.js"
import { parseJson, StrictJsonError } from "../openbadges/strict-json.js"

/**
 * The badges in a record, as JSON of their own; each is judged by itself, and the record's own proof is
 * not looked at.
 *
 * @param {Uint8Array} data
 * @returns {Uint8Array[]} none where `data` is something else
 */
export function badgesOfRecord(data) {
    const { type, credentialSubject } = parsed(data)
    const held = [credentialSubject?.verifiableCredential ?? []].flat()
    if (![type].flat().includes("ClrCredential") || !held.every(isPlain)) return []
    return held.map(badge => new TextEncoder().encode(JSON.stringify(badge)))
}

/**
 * The badges in a file of several, as what was dropped, named by their places.
 *
 * @param {string} name - the file's
 * @param {Uint8Array} data
 * @returns {Promise<{name: string, data: Uint8Array, isHeld: true}[]>} none where `data` is something else
 */
export async function namedBadges(name, data) {
    const held = isPdf(data) ? await badgesOfPdf(data) : badgesOfRecord(data)
    return held.map((each, index) => ({
        name: `${name}, badge ${index + 1} of ${held.length}`,
        data: each,
        isHeld: true,
    }))
}

function parsed(data) {
    try {
        return parseJson(data)
    } catch (error) {
        if (!(error instanceof StrictJsonError)) throw error
        return {}
    }
}

function isPlain(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value)
}
