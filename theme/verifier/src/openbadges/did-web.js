// `did:web` addresses and their documents (did:web method, Controlled Identifiers 1.0).

import { InstantError, parseInstant } from "./instants.js"
import { decodePublicKey, MultikeyError } from "./multikey.js"
import { quoted } from "./quoted.js"
import { isObject } from "./strict-json.js"

const PREFIX = "did:web:"

const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)
// Segments as RFC 3986 writes them, percent-encoding apart: an encoded slash or dot would
// mean another file to some readers (generator/README, trap 6), and nobody needs the rest.
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._\-~!$&'()*+,;=@]+$/
const PORT = /^[1-9][0-9]{0,4}$/
const MAX_PORT = 65_535
const MAX_DID = 2_048 // as long as addresses may be in practice

/** Why a DID or its document does not do; one plain sentence. */
export class DidError extends Error {}

/**
 * Where the document of a DID is.
 *
 * @param {string} did
 * @returns {string}
 * @throws {DidError} not did:web, or one whose host or path could be read in two ways
 */
export function documentUrl(did) {
    const shown = quoted(did, 200)
    if (!did.startsWith(PREFIX) || [...did.slice(0, 2 * MAX_DID + 2)].length > MAX_DID) {
        throw new DidError(`${shown} is not a did:web identifier.`)
    }
    const [authority, ...segments] = did.slice(PREFIX.length).split(":")
    const percent = authority.indexOf("%3A")
    const host = percent < 0 ? authority : authority.slice(0, percent)
    const port = percent < 0 ? "" : authority.slice(percent + 3)
    if (!isDomain(host)) throw new DidError(`The host of ${shown} is not a domain name.`)
    if (percent >= 0 && !(PORT.test(port) && Number(port) <= MAX_PORT)) {
        throw new DidError(`The port of ${shown} is not a number from 1 to ${MAX_PORT}.`)
    }
    if (!segments.every(each => SEGMENT.test(each))) {
        throw new DidError(`The path of ${shown} holds a part that is not plain.`)
    }
    return `https://${host}${port && ":" + port}/${segments.join("/") || ".well-known"}/did.json`
}

/**
 * The key that the document of a DID lists for assertions under that name.
 *
 * Controlled Identifiers 1.0, section 3.3: the name alone proves nothing, so the document
 * must be the issuer's, list the key under `assertionMethod` and control it.
 *
 * @param {object} document - parsed JSON
 * @param {string} did
 * @param {string} verificationMethod
 * @returns {{publicKeyMultibase: string, expires: bigint | null, revoked: bigint | null,
 *     attested: string, listsOnly: boolean}} `attested`: where the list stands of what the issuer
 *     itself signed with a revoked key; `listsOnly`: it may sign status lists, and no badge
 * @throws {DidError} any of this does not hold
 */
export function assertionKey(document, did, verificationMethod) {
    if (document.id !== did) throw new DidError("The issuer's document is about somebody else.")
    if (!verificationMethod.startsWith(did + "#")) {
        throw new DidError("The key that signed is not named as the issuer's.")
    }
    const isNamed = each => idOf(each, did) === verificationMethod
    const listed = listOf(document, "assertionMethod").filter(isNamed)
    // in full: listed as such, or written out for its use
    const named = [...listOf(document, "verificationMethod").filter(isNamed), ...listed].filter(isObject)
    if (named.length === 0) throw new DidError("The issuer's document does not have the key that signed.")
    if (listed.length === 0) {
        throw new DidError("The issuer's document does not list the key for signing badges.")
    }
    if (named.length > 1 || listed.length > 1) {
        throw new DidError("The issuer's document has two keys of one name.")
    }
    const service = use =>
        listOf(document, "service").find(each => isObject(each) && idOf(each, did) === verificationMethod + use)
    const list = service("-attested")?.serviceEndpoint
    return {
        ...keyOf(named[0], did),
        attested: typeof list === "string" && /^https:[/]{2}[^#]*$/.test(list) ? list : "",
        listsOnly: !!service("-status"),
    }
}

function keyOf(method, did) {
    if (method.controller !== did) throw new DidError("The key that signed is controlled by somebody else.")
    if (method.type !== "Multikey") throw new DidError("The key that signed is not given as a Multikey.")
    const { publicKeyMultibase } = method
    if (typeof publicKeyMultibase !== "string") {
        throw new DidError("The key that signed has no publicKeyMultibase.")
    }
    try {
        decodePublicKey(publicKeyMultibase)
    } catch (error) {
        if (!(error instanceof MultikeyError)) throw error
        throw new DidError(`The issuer's key cannot be used: ${error.message}`)
    }
    return { publicKeyMultibase, expires: momentOf(method, "expires"), revoked: momentOf(method, "revoked") }
}

function listOf(document, member) {
    const value = document[member] === undefined ? [] : document[member]
    return Array.isArray(value) ? value : [value]
}

/** The id of a method or of a reference to one; a bare fragment is the document's own. */
function idOf(method, did) {
    const id = isObject(method) ? method.id : method
    if (typeof id !== "string") return ""
    return id.startsWith("#") ? did + id : id
}

function momentOf(method, name) {
    const value = method[name] ?? null
    if (value === null) return null
    const wrong = reason => new DidError(`The key that signed has a wrong '${name}': ${reason}`)
    if (typeof value !== "string") throw wrong("it is not text.")
    try {
        return parseInstant(value)
    } catch (error) {
        throw error instanceof InstantError ? wrong(error.message) : error
    }
}

/** A domain name, `localhost` too; not an address of numbers. */
function isDomain(host) {
    return HOST.test(host) && host.length <= 253 && !/(?:^|\.)[0-9]+$/.test(host)
}
