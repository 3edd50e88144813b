// JSON-LD to RDF: jsonld.js expands, in safe mode, and what it expanded is read off here.
//
// Its parts are imported one by one, because its front door brings along framing, compaction and
// an HTTP client. A document comes here only after `findUndefined`; every IRI is looked at once
// more. Nothing is ever fetched.

import jsonldContext from "jsonld/lib/context.js"
import jsonldExpand from "jsonld/lib/expand.js"
import JsonldError from "jsonld/lib/JsonLdError.js"

import { isAbsoluteIri } from "./iri.js"
import { quoted } from "./quoted.js"
import { literal } from "./rdfc.js"

const BASE = "relative-iri:/" // what had to be resolved betrays itself by it
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
const XSD = "http://www.w3.org/2001/XMLSchema#"
const [FIRST, REST, NIL] = ["first", "rest", "nil"].map(name => `<${RDF}${name}>`)
const DEFAULT_GRAPH = ""

/** A document that is JSON but not JSON-LD, or that libraries read in two ways. */
export class JsonLdError extends Error {}

/**
 * The statements of a document, each once, in N-Quads terms.
 *
 * @param {object} document
 * @param {(url: string) => object} contexts
 * @returns {Promise<string[][]>} [subject, predicate, object, graph]
 * @throws {JsonLdError} jsonld.js refuses it, an IRI in it is not absolute, or it says one thing twice
 */
export async function toQuads(document, contexts) {
    const reader = new Reader()
    for (const node of await expanded(document, contexts)) reader.node(node, DEFAULT_GRAPH)
    const quads = [...reader.stated.values()]
    if (new Set(quads.map(quad => quad.join(" "))).size !== quads.length) { // jsonld.js would sign it twice
        throw new JsonLdError("The document states one thing twice, as text and as another value.")
    }
    return quads
}

async function expanded(document, contexts) {
    const contextResolver = { resolve: async ({ context }) => resolved(context, contexts) }
    const options = { ...OPTIONS, contextResolver }
    try {
        const found = await jsonldExpand.expand({ activeCtx: INITIAL, element: document, options })
        return found === null ? [] : [found].flat()
    } catch (error) {
        if (!(error instanceof JsonldError)) throw error
        throw new JsonLdError(`Not JSON-LD: ${error.details.code}.`)
    }
}

const OPTIONS = { base: BASE, processingMode: "json-ld-1.1", eventHandler: [refuseEvent] }

/** What is only a name states nothing; all else that jsonld.js would drop is refused. */
function refuseEvent({ event }) {
    if (event.code !== "empty object" && event.code !== "object with only @id") {
        throw new JsonLdError(`Not JSON-LD: ${event.code}.`)
    }
}

/**
 * The terms in force at one place, as jsonld.js works with them. It copies them whole before it
 * looks whether it has made the next ones before; here a copy is made once it is read.
 */
class ActiveTerms {
    #of
    #mappings = null
    #protected = null

    constructor(of) {
        this.#of = of
    }

    get mappings() {
        return (this.#mappings ??= new Map(this.#of.mappings))
    }

    get protected() {
        return (this.#protected ??= { ...this.#of.protected })
    }

    clone() {
        return Object.assign(new ActiveTerms(this), this, { copyOf: this })
    }

    /** None is changed once it is made, so that no copy is needed. */
    revertToPreviousContext() {
        return this.previousContext ?? this
    }
}

const { processingMode } = OPTIONS
const INITIAL = Object.assign(new ActiveTerms(jsonldContext.getInitialContext(OPTIONS)), { processingMode })

/** A context as jsonld.js wants it: its text, and the active contexts it has made of others. */
class ResolvedContext {
    #made = new WeakMap()
    #madeForTypes = new WeakMap()

    constructor(document) {
        this.document = document
    }

    getProcessed(active) {
        const [made, before] = this.#place(active)
        return made.get(before)
    }

    setProcessed(active, processed) {
        const [made, before] = this.#place(active)
        made.set(before, processed)
    }

    /** For a type's context jsonld.js makes a mere copy, which remembers what it is a copy of. */
    #place(active) {
        const isCopy = active.copyOf !== undefined && active.copyOf === active.previousContext
        return isCopy ? [this.#madeForTypes, active.copyOf] : [this.#made, active]
    }
}

const resolvedContexts = new WeakMap()

/** Each context that `named` is or names: URLs, contexts scoped to a term, null. */
function resolved(named, contexts) {
    const each = [named].flat().flatMap(one => (typeof one === "string" ? contexts(one)["@context"] : one))
    return each.map(context => {
        if (context === null) return new ResolvedContext(null)
        if (!resolvedContexts.has(context)) resolvedContexts.set(context, new ResolvedContext(context))
        return resolvedContexts.get(context)
    })
}

/** Collects the statements of an expanded document (JSON-LD 1.1 API, section 8.2). */
class Reader {
    constructor() {
        // By the statement and the kind of its value: a set says the same value once only.
        this.stated = new Map()
        this.blankNodes = 0
    }

    /** Take in all that the node says; its name is returned. */
    node(node, graph) {
        const subject = "@id" in node ? resource(node["@id"]) : this.blank()
        for (const [member, values] of Object.entries(node)) {
            if (member === "@type") {
                for (const type of values) this.state(subject, `<${RDF}type>`, resource(type), graph)
            } else if (member === "@graph") {
                for (const each of values) this.node(each, subject)
            } else if (member.startsWith("@") && member !== "@id") {
                throw new JsonLdError(`The keyword ${member} is not supported.`)
            } else if (member !== "@id") {
                const predicate = resource(member)
                for (const value of values) {
                    this.state(subject, predicate, this.object(value, graph), graph, value["@value"])
                }
            }
        }
        return subject
    }

    object(value, graph) {
        if ("@value" in value) return literalOf(value)
        if ("@list" in value) return this.list(value["@list"], graph)
        return this.node(value, graph)
    }

    /** RDF 1.1 Schema, section 5.2. */
    list(values, graph) {
        let head = NIL
        for (const value of [...values].reverse()) {
            const rest = head
            head = this.blank()
            this.state(head, FIRST, this.object(value, graph), graph)
            this.state(head, REST, rest, graph)
        }
        return head
    }

    state(subject, predicate, object, graph, value) {
        const quad = [subject, predicate, object, graph]
        this.stated.set(`${typeof value} ${quad.join(" ")}`, quad)
    }

    blank() {
        this.blankNodes += 1
        return `_:b${this.blankNodes}`
    }
}

/** JSON-LD 1.1 API, section 8.6; of the numbers `findUndefined` lets pass, every library agrees. */
function literalOf(value) {
    const { "@value": content, "@type": datatype = "" } = value
    if ("@language" in value || "@direction" in value) {
        throw new JsonLdError("A text with a language of its own is not supported.")
    }
    if (typeof content === "boolean") return literal(String(content), datatypeOf(datatype || `${XSD}boolean`))
    if (typeof content === "number" && !Number.isInteger(content)) {
        const double = content.toExponential(15).replace(/(\d)0*e\+?/, "$1E") // 1.500e+2 is canonically 1.5E2
        return literal(double, datatypeOf(datatype || `${XSD}double`))
    }
    if (typeof content === "number") return literal(String(content), datatypeOf(datatype || `${XSD}integer`))
    return literal(content, datatype && datatypeOf(datatype))
}

function datatypeOf(iri) {
    return resource(iri).slice(1, -1)
}

function resource(value) {
    if (!isAbsoluteIri(value) || value.startsWith(BASE)) {
        throw new JsonLdError(`Not an absolute IRI: ${quoted(value, 80)}`)
    }
    return `<${value}>`
}
