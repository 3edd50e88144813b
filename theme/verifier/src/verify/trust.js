/** Which issuers a reader knows: a `trust.json`, as generator/model/trust.py reads it. */

import { isObject, parseJson, StrictJsonError } from "../openbadges/strict-json.js"

const ENTRY = ["did", "name", "since", "note", "keys"]

const DID = /^did:web:[A-Za-z0-9.-]+(?:%3A[0-9]+)?(?::[A-Za-z0-9._~-]+)*$/
const KEY = /^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const SITE = new RegExp(`^https://${LABEL}(?:\\.${LABEL})+/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*$`)
const HIDDEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const WHITE = /[\n \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/ // as Python splits text

/** Why the bytes are no list of known issuers; one sentence. */
export class TrustError extends Error {}

/** A list that knows nobody. */
export const NOBODY = { issuers: [], site: null }

/**
 * A reader's list of known issuers.
 *
 * @param {Uint8Array} bytes - JSON
 * @returns {{issuers: {did, name, since, note, keys: string[]}[], site: string|null}} `site`: the
 *     address of the site that published it, for previews
 */
export function readTrust(bytes) {
    const list = parsed(bytes)
    requireOnly(list, ["issuers", "site"], "The list")
    const { issuers = [], site = null } = list
    if (!Array.isArray(issuers)) throw new TrustError("Its 'issuers' is not a list.")
    if (site !== null && !matches(SITE, site)) {
        throw new TrustError("Its 'site' is not an https address of a site.")
    }
    return { issuers: issuers.map(readIssuer), site }
}

/** The entry for `did`, or undefined. */
export function find(trust, did) {
    return trust.issuers.find(issuer => issuer.did === did)
}

function parsed(bytes) {
    try {
        return parseJson(bytes)
    } catch (error) {
        throw error instanceof StrictJsonError ? new TrustError(error.message) : error
    }
}

function readIssuer(entry, index) {
    const which = `Entry ${index + 1} of the list`
    if (!isObject(entry)) throw new TrustError(`${which} is not an object.`)
    requireOnly(entry, ENTRY, which)
    const { did, since, note = null, keys = [] } = entry
    const wrong = member => new TrustError(`${which} has no right '${member}'.`)
    if (!matches(DID, did) || did.split(":").some(part => part === "." || part === "..")) throw wrong("did")
    const name = line(entry.name, 120)
    if (name === null) throw wrong("name")
    if (!isDate(since)) throw wrong("since")
    const told = note === null ? null : line(note, 300)
    if (note !== null && told === null) throw wrong("note")
    if (!Array.isArray(keys) || !keys.every(key => matches(KEY, key))) throw wrong("keys")
    return { did, name, since, note: told, keys }
}

/** A member that nobody knows may be meant to narrow what the others say. */
function requireOnly(holder, members, which) {
    const unknown = Object.keys(holder).find(member => !members.includes(member))
    if (unknown === undefined) return
    throw new TrustError(`${which} holds '${unknown.slice(0, 40)}', which is not known.`)
}

function matches(pattern, value) {
    return typeof value === "string" && pattern.test(value)
}

/** One line of plain text, white space folded, of 1 to `most` characters; else null. */
function line(value, most) {
    if (typeof value !== "string" || HIDDEN.test(value.replaceAll("\n", ""))) return null
    const folded = value.split(WHITE).filter(Boolean).join(" ")
    // Four characters at most compose into one, and long runs of marks take long to compose.
    if (folded.length > 8 * most || value.split("\n").filter(Boolean).length > 1) return null
    const composed = folded.normalize("NFC")
    return !composed || [...composed].length > most ? null : composed
}

/** A day of the calendar, written 2026-05-03. */
function isDate(value) {
    if (!matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, value) || value.startsWith("0000")) return false
    const day = new Date(`${value}T00:00:00Z`)
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}
