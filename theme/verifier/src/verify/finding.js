/** A check's answer other than "passed", from wherever it was found. */

import { check } from "./report.js"
import { say } from "./words.js"

/** Why a check did not pass; thrown, and turned into the check's outcome by `asCheck`. */
export class Finding extends Error {
    /** `sentence` and `ask` are keys of sentences.json. */
    constructor(outcome, sentence, { ask, ...values }) {
        super(say(sentence, values))
        this.outcome = outcome
        this.ask = ask
    }

    get detail() {
        return this.message
    }

    /** As the outcome of that check; `issuer` is how its issuer is called. */
    asCheck(id, issuer = "") {
        return check(id, this.outcome, this.detail, this.ask ? say(this.ask, { issuer }) : "")
    }
}

/** It is not so. */
export function failed(sentence, values = {}) {
    return new Finding("failed", sentence, { ask: "ask.earner", ...values })
}

/** It can't be told. */
export function unknown(sentence, values = {}) {
    return new Finding("unknown", sentence, { ask: "ask.issuer", ...values })
}

/** What `work` gives; where it throws a `kind` of error, the finding that `told` makes of it. */
export function attempt(work, kind, told) {
    try {
        return work()
    } catch (error) {
        throw error instanceof kind ? told(error) : error
    }
}
