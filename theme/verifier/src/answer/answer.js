/** What a reader is told of a report: the verdict in words, then three answers in this order. */

import { plainDate, say } from "../verify/words.js"
import { worth } from "./worth.js"

const AUTHENTIC = ["document", "issuer-key", "signature"]
const CURRENT = ["validity-period", "status"]
const WORDS = { passed: "Yes", failed: "No", unknown: "Not known", skipped: "Not judged" }
const TONES = { passed: "good", failed: "bad", unknown: "care", skipped: "none" }
const NO_CREDENTIAL = /carries no credential\.$/

/**
 * @typedef {{tone: "good" | "care" | "bad" | "none", word: string, lines: string[]}} Part
 *     one answer: a word, and sentences
 */

/**
 * @param {object} report - as `verify` gives it
 * @param {object} [around]
 * @param {"" | "flat" | "holder"} [around.picture] - what `pictureKind` says of the file
 * @param {string[]} [around.unasked] - hosts the check needs and that the reader has not agreed to ask
 * @param {string} [around.whose] - the list of known issuers: "your own list", "the list of example.org"
 * @returns {{tone: string, icon: string, label: string, headline: string, lead: string,
 *     bare?: boolean, proven: boolean, authentic: Part, current: Part, worth: Part, parts: Part | null,
 *     next: string[]}}
 *     `bare`: there is no badge to say more about; `proven`: what the badge says was signed by
 *     its issuer, and may be shown as such; `parts`: of the badges it is made of
 */
export function answer(report, { picture = "", unasked = [], whose = "the list of known issuers" } = {}) {
    const outcomes = new Map(report.checks.map(check => [check.id, check.outcome]))
    const proven = outcomes.get("signature") === "passed"
    return {
        ...(unasked.length && !proven && report.verdict === "unconfirmed"
            ? NOT_YET
            : verdict(report, proven, picture, whose)),
        proven,
        authentic: authentic(report, proven),
        current: current(report, proven),
        worth: worth(report, proven),
        parts: proven && report.components.length ? part(find(report, "components"), []) : null,
        next: unasked.length ? [] : [...new Set(report.checks.map(check => check.ask).filter(Boolean))],
    }
}

const NOT_YET = {
    tone: "care",
    icon: "care",
    bare: true,
    label: "Not checked yet",
    headline: "Only the issuer’s website can tell",
    lead: "This page asks no other website before you agree to it.",
}

function verdict(report, proven, picture, whose) {
    const { id, detail } = report.checks[report.deciding]
    if (report.verdict === "verified") {
        return {
            tone: "good",
            icon: "check",
            label: "Verified",
            headline: say("verdict.verified"),
            lead: `Signed by an issuer on ${whose}, unchanged since, and in force.`,
        }
    }
    if (report.verdict === "untrusted") {
        return {
            tone: "care",
            icon: "care",
            label: "Issuer not known",
            headline: say("verdict.untrusted"),
            lead: "Anyone can sign badges and call themselves what they like. See below who signed this.",
        }
    }
    if (report.verdict === "unconfirmed") {
        return {
            tone: "care",
            icon: "care",
            label: "Not fully checked",
            headline: say("verdict.unconfirmed"),
            lead: `${detail} That is neither a yes nor a no.`,
        }
    }
    if (proven && CURRENT.includes(id)) {
        const early =
            id === "validity-period" && detail === say("validity-period.early", { start: report.validFrom })
        return {
            tone: "bad",
            icon: "clock",
            label: early ? "Not yet in force" : "No longer in force",
            headline: detail,
            lead:
                "This is no forgery: the signature is good and nothing was changed. " +
                (early ? "It does not count yet." : "It just does not count any more."),
        }
    }
    if (picture && id === "document" && (picture === "flat" || NO_CREDENTIAL.test(detail))) {
        return {
            tone: "bad",
            icon: "cross",
            label: "Nothing to check",
            headline: "There is no badge inside this picture",
            bare: true,
            lead:
                "A print, a photo or a screenshot of a badge proves nothing: anyone can make one. " +
                "Ask the person who showed it for the badge file itself, or for its link.",
        }
    }
    return { tone: "bad", icon: "cross", label: "Do not rely on it", headline: detail, lead: FAILED[id] }
}

const FAILED = {
    document: "It may be damaged, cut short, or not a badge at all. Nothing in it has been proven.",
    "issuer-key": "Whoever signed it could not show that they are the issuer. Nothing in it has been proven.",
    signature: "What it says is not what was signed. Nothing in it has been proven.",
}

function authentic(report, proven) {
    if (!proven) return part(worst(report, AUTHENTIC), [])
    const known = find(report, "issuer-trust")
    const lines = [find(report, "signature").detail, find(report, "issuer-key").detail, known.detail]
    return known.outcome === "passed"
        ? { tone: "good", word: "Yes", lines }
        : { tone: "care", word: "Signed, but the issuer is not on the list of known issuers", lines }
}

function current(report, proven) {
    if (!proven) {
        return {
            tone: "none",
            word: WORDS.skipped,
            lines: ["Dates and withdrawals count only once the signature is proven."],
        }
    }
    const [period, status] = CURRENT.map(id => find(report, id))
    const lines = [period.detail, status.detail]
    const dated = report.listed && status.detail.includes(plainDate(report.listed))
    if (report.listed && !dated)
        lines.push(`The issuer’s list of withdrawn badges is of ${plainDate(report.listed)}.`)
    return { ...part(worst(report, CURRENT), []), lines }
}

const part = (check, more) => ({
    tone: TONES[check.outcome],
    word: WORDS[check.outcome],
    lines: [check.detail, ...more],
})

const find = (report, id) => report.checks.find(check => check.id === id)

/** The check that answers for a group: a no, a don't know, something not judged, else a yes. */
function worst(report, ids) {
    const order = ["failed", "unknown", "skipped", "passed"]
    const rank = id => order.indexOf(find(report, id).outcome)
    return find(
        report,
        ids.reduce((a, b) => (rank(b) < rank(a) ? b : a)),
    )
}
