// RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation of 2024), with a bound on its work.
//
// Libraries have none, or others (generator/README, trap 3). Quads here are four texts, each as
// N-Quads writes it: `<iri>`, `_:label` or `"literal"`; the graph is "" for the default graph.

import { byCodePoint } from "./code-points.js"
import { hex, sha256 } from "./sha256.js"

const MAX_QUADS = 10_000 // the largest official sample has 356
const MAX_BLANK_NODES = 1_000 // the same sample has 31
const MAX_PATH = 100 // neighbours of neighbours
const MAX_STEPS = 20_000 // hashes of neighbours and orders of them tried

const ESCAPED = /[\x00-\x1f\x7f"\\]/g
const LETTERS = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" }
const ASTRAL = /[\ud800-\udfff]/

/** A dataset past a limit, or one whose canonical form depends on who makes it. */
export class DatasetError extends Error {}

/**
 * A literal in canonical N-Quads (RDFC-1.0, section 5): only what must be is escaped.
 *
 * @param {string} value
 * @param {string} datatype - an IRI, or "" for a text
 * @returns {string}
 */
export function literal(value, datatype = "") {
    const escaped = value.replace(ESCAPED, character => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")
        return LETTERS[character] ?? `\\u${code}`
    })
    return datatype ? `"${escaped}"^^<${datatype}>` : `"${escaped}"`
}

/**
 * The canonical N-Quads of a dataset.
 *
 * @param {string[][]} quads
 * @returns {Uint8Array}
 * @throws {DatasetError} too large, too alike in its blank nodes, or unsortable
 */
export function canonicalNquads(quads) {
    const dataset = [...new Map(quads.map(quad => [quad.join(" "), quad])).values()]
    if (dataset.length > MAX_QUADS) {
        throw new DatasetError(`The document makes more than ${MAX_QUADS.toLocaleString("en")} statements.`)
    }
    const labels = new Labeller(dataset).run()
    const lines = dataset.map(quad => line(quad, term => labels.get(term) ?? term))
    return new TextEncoder().encode(inOrder(lines).join(""))
}

/** Labels in the order in which nodes ask for one (section 4.5). */
class Issuer {
    constructor(prefix, issued = new Map()) {
        this.prefix = prefix
        this.issued = issued
    }

    issue(node) {
        if (!this.issued.has(node)) this.issued.set(node, this.prefix + this.issued.size)
        return this.issued.get(node)
    }

    copy() {
        return new Issuer(this.prefix, new Map(this.issued))
    }
}

/** The canonical label of every blank node of a dataset (section 4.4). */
class Labeller {
    constructor(dataset) {
        this.quads = new Map()
        for (const quad of dataset) {
            for (const node of new Set(quad.filter(isBlank))) append(this.quads, node, quad)
        }
        if (this.quads.size > MAX_BLANK_NODES) {
            const limit = MAX_BLANK_NODES.toLocaleString("en")
            throw new DatasetError(`The document has more than ${limit} unnamed parts.`)
        }
        this.firstDegree = new Map([...this.quads.keys()].map(node => [node, this.hashFirstDegree(node)]))
        this.canonical = new Issuer("_:c14n")
        this.callsLeft = 0
        this.stepsLeft = MAX_STEPS
    }

    /** Steps 3 to 5 of section 4.4.3. */
    run() {
        const alike = new Map()
        for (const [node, hash] of this.firstDegree) append(alike, hash, node)
        const groups = [...alike.keys()].sort().map(hash => alike.get(hash))
        for (const group of groups) if (group.length === 1) this.canonical.issue(group[0])
        const ambiguous = groups.filter(group => group.length > 1)
        // As rdf-canonize's default: what passes here can be checked by others.
        this.callsLeft = ambiguous.flat().length
        for (const group of ambiguous) {
            const results = []
            for (const node of group) {
                if (this.canonical.issued.has(node)) continue
                const issuer = new Issuer("_:b")
                issuer.issue(node)
                results.push(this.hashNDegree(node, issuer))
            }
            results.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
            for (const [, issuer] of results) {
                for (const node of issuer.issued.keys()) this.canonical.issue(node)
            }
        }
        return this.canonical.issued
    }

    /** Section 4.6: the node's own statements, it being `_:a` and any other `_:z`. */
    hashFirstDegree(node) {
        const standIn = term => (isBlank(term) ? (term === node ? "_:a" : "_:z") : term)
        return digest(inOrder(this.quads.get(node).map(quad => line(quad, standIn))).join(""))
    }

    /** Section 4.7. */
    hashRelated(related, quad, issuer, position) {
        const known = this.canonical.issued.get(related) ?? issuer.issued.get(related)
        const predicate = position === "g" ? "" : quad[1]
        return digest(position + predicate + (known ?? this.firstDegree.get(related)))
    }

    /** Section 4.8: the node told by its neighbours, and theirs. */
    hashNDegree(node, issuer) {
        this.callsLeft -= 1
        if (this.callsLeft < 0) {
            throw new DatasetError("The document's unnamed parts are too alike to be told apart.")
        }
        if (issuer.issued.size > MAX_PATH) throw entangled()
        const related = this.related(node, issuer)
        let data = ""
        for (const hash of [...related.keys()].sort()) {
            const [path, chosen] = this.shortestPath(related.get(hash), issuer)
            data += hash + path
            issuer = chosen
        }
        return [digest(data), issuer]
    }

    /** Steps 1 to 3 of section 4.8.3. */
    related(node, issuer) {
        const related = new Map()
        for (const quad of this.quads.get(node)) {
            for (const [position, term] of [["s", quad[0]], ["o", quad[2]], ["g", quad[3]]]) {
                if (term === node || !isBlank(term)) continue
                this.step()
                append(related, this.hashRelated(term, quad, issuer, position), term)
            }
        }
        return related
    }

    /** Steps 5.1 to 5.6 of section 4.8.3: the least path over all orders of the nodes. */
    shortestPath(nodes, issuer) {
        let chosen = ["", issuer]
        for (const order of orders(nodes)) {
            this.step()
            const found = this.path(order, issuer.copy(), chosen[0])
            if (found && (!chosen[0] || found[0] < chosen[0])) chosen = found
        }
        return chosen
    }

    step() {
        this.stepsLeft -= 1
        if (this.stepsLeft < 0) throw entangled()
    }

    /** Steps 5.4.2 to 5.4.5; null as soon as `chosen` cannot be beaten. */
    path(order, issuer, chosen) {
        const beaten = path => chosen && path.length >= chosen.length && path > chosen
        let path = ""
        const unvisited = []
        for (const node of order) {
            const known = this.canonical.issued.get(node)
            if (known === undefined && !issuer.issued.has(node)) unvisited.push(node)
            path += known ?? issuer.issue(node)
            if (beaten(path)) return null
        }
        for (const node of unvisited) {
            const [hash, result] = this.hashNDegree(node, issuer)
            path += `${issuer.issue(node)}<${hash}>`
            issuer = result
            if (beaten(path)) return null
        }
        return [path, issuer]
    }
}

/**
 * Every order of the nodes; a graph is met once for each of its statements.
 *
 * Where several nodes are met several times, libraries differ in the orders they try.
 */
function orders(nodes) {
    const distinct = new Set(nodes)
    if (distinct.size === 1) return [nodes]
    if (distinct.size < nodes.length) throw entangled()
    return permutations([...nodes].sort())
}

/** All orders of sorted items, from the least; always the same array, to be read at once. */
function* permutations(items) {
    for (;;) {
        yield items
        let last = items.length - 2
        while (last >= 0 && items[last] > items[last + 1]) last -= 1
        if (last < 0) return
        let next = items.length - 1
        while (items[next] < items[last]) next -= 1
        ;[items[last], items[next]] = [items[next], items[last]]
        for (let from = last + 1, to = items.length - 1; from < to; from += 1, to -= 1) {
            ;[items[from], items[to]] = [items[to], items[from]]
        }
    }
}

function entangled() {
    return new DatasetError("The document's unnamed parts are too entangled to be told apart.")
}

function isBlank(term) {
    return term.startsWith("_:")
}

function append(lists, key, value) {
    if (!lists.has(key)) lists.set(key, [])
    lists.get(key).push(value)
}

function line([subject, predicate, object, graph], label) {
    const end = graph ? ` ${label(graph)} .\n` : " .\n"
    return `${label(subject)} ${predicate} ${label(object)}${end}`
}

/**
 * Sorted by code point, as section 4.4.3 says. Most libraries here sort by UTF-16 code unit;
 * where that makes a difference a signature would hold for one of us only.
 */
function inOrder(lines) {
    lines.sort()
    if (lines.some(each => ASTRAL.test(each))) {
        const asCodePoints = [...lines].sort(byCodePoint)
        if (asCodePoints.some((each, index) => each !== lines[index])) {
            throw new DatasetError("Two of the document's texts are sorted differently by libraries.")
        }
    }
    return lines
}

/** SHA-256 of a text, in hex. */
export function digest(text) {
    return hex(sha256(new TextEncoder().encode(text)))
}
