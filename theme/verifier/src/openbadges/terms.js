// Whether every member of a document means something, and only one thing.
//
// A proof covers RDF statements, not JSON. A member no context defines is covered by nothing, and
// one statement has many spellings: `validUntil`, its full IRI, an inline context. Readers look for
// the plain term, so the plain term is the only spelling accepted (generator/README, traps 3 to 5).
// The walk follows JSON-LD 1.1's rules for scoped contexts (API, section 5.1.2).

import { EMPTY, listed } from "./active-context.js"
import { byCodePoint } from "./code-points.js"
import { pinnedContext, UnknownContextError } from "./contexts.js"
import { isAbsoluteIri } from "./iri.js"
import { quoted } from "./quoted.js"
import { isObject, MAX_DEPTH, MAX_INTEGER } from "./strict-json.js"

const MAX_VALUES = 5_000 // the largest official sample has some 700
const MAX_TYPES = 20 // of one object; the largest official sample has 3
const MAX_PROBLEMS = 50 // enough to mend a document by

const LEAST_DECIMAL = 0.000001 // below it JavaScript writes exponents, and jsonld.js then writes 0
const MAX_DIGITS = 15 // of a decimal; more may be rounded differently

const PLAIN_CONTAINERS = ["@set", "@list", "@graph"]
const ENDORSING = ["id", "type", "endorsementComment"]

// What a member is, or what is wrong with it.
const ID = "id"
const TYPE = "type"
const VALUES = "values"
const UNKNOWN = "no context defines this member"
const UNSUPPORTED = "this kind of member is not supported" // a map, nesting, reversal, JSON literal

/**
 * What in the document would be signed by nobody or read in two ways; empty when all is well.
 *
 * Each finding is a JSON pointer, a colon and what is wrong there: a member or type no context
 * defines, an identifier that is no absolute IRI, a null or empty value, a number that libraries
 * write differently, a part of the credential described elsewhere in it. Members are looked at in
 * the order of their names.
 *
 * @param {object} document
 * @param {(url: string) => object} contexts - throws UnknownContextError
 * @returns {string[]}
 */
export function findUndefined(document, contexts = pinnedContext) {
    const findings = []
    for (const finding of new Walk(document["@context"], contexts).root(document)) {
        findings.push(finding)
        if (findings.length === MAX_PROBLEMS) break
    }
    return findings
}

/** One pass over a document; `named` is its `@context`. */
class Walk {
    constructor(named, contexts) {
        this.named = named
        this.contexts = contexts
        this.valuesLeft = MAX_VALUES
        this.described = new Map() // id: [[path, node], ...]
    }

    *root(document) {
        if (!Object.hasOwn(document, "@context")) {
            yield "/@context: missing"
            return
        }
        yield* this.node(document, EMPTY, "", 0)
        yield* this.toldTwice(document)
    }

    *node(node, active, path, depth) {
        const members = Object.keys(node).sort(byCodePoint)
        if (depth > MAX_DEPTH || members.length === 0) {
            yield `${path}: ${members.length ? `nested deeper than ${MAX_DEPTH} levels` : "empty"}`
            return
        }
        let beforeTypes
        try {
            beforeTypes = this.namedContexts(node, active)
        } catch (error) {
            if (!(error instanceof UnknownContextError)) throw error
            yield `${path}/@context: ${error.message}`
            return
        }
        const within = beforeTypes.ofTypes(typesOf(node, members, beforeTypes))
        for (const member of members) {
            const value = node[member]
            const at = `${path}/${member}`
            const definition = within.definition(member) ?? {}
            const kind = kindOf(member, definition)
            if (kind === ID) {
                yield* identifier(value, within, at)
                if (typeof value === "string") this.describe(value, path, node)
            } else if (kind === TYPE) {
                yield* typeValues(value, beforeTypes, at)
            } else if (kind === VALUES) {
                yield* this.values(value, definition, within, at, depth)
            } else if (member !== "@context") {
                yield `${at}: ${kind}`
            }
        }
    }

    /** With the contexts the node names: at the top pinned ones, below it the very same. */
    namedContexts(node, active) {
        if (!Object.hasOwn(node, "@context")) return active
        const named = node["@context"]
        const urls = listed(named)
        const texts = urls.length > 0 && urls.every(url => typeof url === "string")
        if (!texts || JSON.stringify(named) !== JSON.stringify(this.named)) {
            throw new UnknownContextError("not the document's list of context URLs")
        }
        return urls.reduce((all, url) => all.withContext(this.contexts(url)["@context"]), active)
    }

    describe(id, path, node) {
        if (!this.described.has(id)) this.described.set(id, [])
        this.described.get(id).push([path, node])
    }

    *values(value, definition, active, path, depth) {
        const several = Array.isArray(value)
        if (several && value.length === 0) yield `${path}: empty`
        const isGraph = listed(definition["@container"]).includes("@graph")
        for (const [index, each] of (several ? value : [value]).entries()) {
            const at = several ? `${path}/${index}` : path
            this.valuesLeft -= 1
            if (this.valuesLeft < 0) {
                yield `${at}: more than ${MAX_VALUES.toLocaleString("en")} values in the document`
                return
            }
            if (isObject(each) && isGraph && Object.keys(each).every(member => member === "id")) {
                yield `${at}: states nothing` // some libraries drop it silently
            } else if (isObject(each)) {
                yield* this.node(each, active.below(definition, { node: true }), at, depth + 1)
            } else {
                yield* scalar(each, definition, active.below(definition, { node: false }), at)
            }
        }
    }

    /**
     * Objects with one id are one node in RDF, wherever they stand.
     *
     * So `validUntil` could be moved into another object that has the credential's own id, and the
     * signature would still hold. Hence no other object with the id of the credential or of its
     * subject may say more than an endorsement of it does. And no two objects of one list share an
     * id, or one piece of evidence could be shown as two.
     */
    *toldTwice(document) {
        for (const places of this.described.values()) {
            const lists = places.map(([path]) => path).filter(path => /\/[0-9]+$/.test(path))
            const told = lists.map(path => path.slice(0, path.lastIndexOf("/")))
            const twice = new Set(told.filter((at, index) => told.indexOf(at) !== index))
            for (const at of [...twice].sort(byCodePoint)) yield `${at}: one id twice`
        }
        for (const [path, owner] of [["", document], ["/credentialSubject", document.credentialSubject]]) {
            if (!isObject(owner) || typeof owner.id !== "string") continue
            for (const [elsewhere, node] of this.described.get(owner.id) ?? []) {
                if (elsewhere !== path && !Object.keys(node).every(member => ENDORSING.includes(member))) {
                    yield `${elsewhere}/id: the id of ${path || "the document"} again`
                }
            }
        }
    }
}

function typesOf(node, members, active) {
    const member = members.find(each => active.definition(each)?.["@id"] === "@type")
    return member === undefined ? [] : listed(node[member]).filter(type => typeof type === "string")
}

function kindOf(member, definition) {
    const meaning = definition["@id"]
    if (meaning === undefined || meaning === null || member.startsWith("@")) return UNKNOWN
    if (meaning === "@id") return ID
    if (meaning === "@type") return TYPE
    if (meaning.startsWith("@") || definition["@type"] === "@json") return UNSUPPORTED
    const plain = listed(definition["@container"]).every(each => PLAIN_CONTAINERS.includes(each))
    return plain ? VALUES : UNSUPPORTED
}

function* scalar(value, definition, active, path) {
    const kind = definition["@type"]
    if (value === null) yield `${path}: null`
    else if (Array.isArray(value)) yield `${path}: a list within a list`
    else if (listed(definition["@container"]).includes("@graph")) yield `${path}: not an object`
    else if (kind === "@vocab" && isNamed(value, active)) return
    else if (kind === "@id" || kind === "@vocab") yield* identifier(value, active, path)
    else if (typeof value === "number") yield* number(value, path)
}

/** Is the value a term that stands for an IRI? `id` and `type` stand for keywords. */
function isNamed(value, active) {
    const definition = typeof value === "string" ? active.definition(value) : null
    return definition !== null && !(definition["@id"] ?? "@").startsWith("@")
}

function* identifier(value, active, path) {
    if (typeof value !== "string" || !isAbsoluteIri(value)) {
        yield `${path}: not an absolute IRI: ${shown(value)}`
    } else if (active.terms.has(value.slice(0, value.indexOf(":")))) {
        yield `${path}: begins with a term that a context defines: ${shown(value)}`
    }
}

function* typeValues(value, active, path) {
    const types = listed(value)
    if (types.length === 0 || types.length > MAX_TYPES) yield `${path}: not from 1 to ${MAX_TYPES} types`
    for (const type of types) {
        if (!isNamed(type, active)) yield `${path}: no context defines the type ${shown(type)}`
    }
}

/** Python's and JavaScript's JSON-LD write such a number alike, or it is a finding. */
function* number(value, path) {
    if (!(Math.abs(value) <= MAX_INTEGER)) {
        yield `${path}: a number past ${MAX_INTEGER}`
    } else if (!Number.isInteger(value)) {
        if (Math.abs(value) < LEAST_DECIMAL) {
            yield `${path}: a number nearer to zero than a millionth`
        } else if (Number(value.toPrecision(MAX_DIGITS)) !== value) {
            yield `${path}: a number of more than ${MAX_DIGITS} digits`
        }
    }
}

/** A foreign value within a sentence; languages write all but texts differently. */
function shown(value) {
    if (typeof value === "string") return quoted(value, 80)
    if (typeof value === "number") return "a number"
    if (isObject(value)) return "an object"
    return Array.isArray(value) ? "a list" : String(value)
}
