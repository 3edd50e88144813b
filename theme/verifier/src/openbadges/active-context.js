// The terms in force at one place of a document (JSON-LD 1.1 API, section 4.1).
//
// Only what the bundled contexts use is here: terms, contexts scoped to a type or a member, and
// `null`. No `@import`, no `@propagate`; a test of the Python twin holds the contexts to it.

import { byCodePoint } from "./code-points.js"

const BY_VOCABULARY = { "@id": "" }

/** The terms of one place; `outer` are those before its type's own context, if it has one. */
class ActiveContext {
    #made = new Map()

    /**
     * @param {Map<string, any>} terms - as contexts write them
     * @param {boolean} vocabulary - does an `@vocab` define every other name?
     * @param {ActiveContext | null} outer
     */
    constructor(terms, vocabulary = false, outer = null) {
        this.terms = terms
        this.vocabulary = vocabulary
        this.outer = outer
    }

    /** How a term is defined, its shorthand written out; null when nothing defines it. */
    definition(term) {
        const found = this.terms.get(term)
        if (typeof found === "string") return { "@id": found }
        if (found === undefined && this.vocabulary && !term.includes(":")) return BY_VOCABULARY
        return found ?? null
    }

    /** With `context` added: an object, a list of them, or null, which forgets all. */
    withContext(context, ofType = false) {
        const made = this.#made.get(context) ?? {}
        this.#made.set(context, made)
        return (made[ofType] ??= this.#with(context, ofType))
    }

    #with(context, ofType) {
        let terms = new Map(this.terms)
        let vocabulary = this.vocabulary
        const added = listed(context)
        for (const each of added.length ? added : [null]) {
            if (each === null) {
                terms = new Map()
                vocabulary = false
            } else {
                for (const [term, value] of Object.entries(each)) if (term[0] !== "@") terms.set(term, value)
                vocabulary ||= Object.hasOwn(each, "@vocab")
            }
        }
        return new ActiveContext(terms, vocabulary, ofType ? (this.outer ?? this) : this.outer)
    }

    /** With what each of the types brings along for its own object, in their sorted order. */
    ofTypes(types) {
        let active = this
        for (const type of [...types].sort(byCodePoint)) {
            const definition = this.definition(type) ?? {}
            if ("@context" in definition) active = active.withContext(definition["@context"], true)
        }
        return active
    }

    /** For a value of the member so defined; a type's own context ends with its object. */
    below(definition, { node }) {
        const active = node ? (this.outer ?? this) : this
        return "@context" in definition ? active.withContext(definition["@context"]) : active
    }
}

/** The value as JSON-LD reads a member: one value is a list of one, null of none. */
export function listed(value) {
    if (value === null || value === undefined) return []
    return Array.isArray(value) ? value : [value]
}

export const EMPTY = new ActiveContext(new Map())
