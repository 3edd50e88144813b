/** One report as a reader sees it: the verdict, three answers, what to do next, every check. */

import { compareNames } from "../answer/names.js"
import { issuerPlace } from "../answer/issuer-place.js"
import { plainDate, printable } from "../verify/words.js"
import { measure } from "../openbadges/reading.js"
import { element, icon, outward } from "./element.js"

const MAX_TEXT = 2_000 // characters of one foreign text that are shown

/**
 * @param {object} told - what `answer` says of the report
 * @param {object} report
 * @param {string} recordText - for print
 * @param {(Node | null)[]} remedies - what the reader can do about the verdict
 * @param {(Node | null)[]} actions - what the reader can do with the answer
 * @returns {HTMLElement} its h2 can take the focus
 */
export function answerView(told, report, recordText, remedies, actions) {
    return element("section.answer", { "aria-labelledby": "verdict" },
        element(`div.verdict ${told.tone}`, {},
            icon(told.icon),
            element("div", {},
                element("p.label", {}, told.label),
                element("h2", { id: "verdict", tabindex: "-1" }, told.headline),
                element("p", {}, told.lead))),
        remedies,
        told.proven ? signedFacts(report) : null,
        told.bare ? null : [part("Authentic", told.authentic, told.proven ? signer(report, told.authentic.tone === "good") : null),
        part("Current", told.current),
        part("Worth", told.worth, null, told.proven ? ownPage(report.facts) : null)],
        told.proven ? presenter(report.earner) : null,
        told.next.length && !told.bare ? box("What to do", element("ul", {}, told.next.map(line => element("li", {}, line)))) : null,
        told.proven ? allSigned(report.facts) : claims(report),
        everyCheck(report.checks),
        element("p.buttons screen", {}, actions),
        element("pre.record", {}, recordText))
}

/** A part of the answer under its own heading. */
export function box(title, ...children) {
    return element("section.box", {}, element("h3", {}, title), children)
}

/** Foreign text: no control or direction tricks, and not without end. */
export function foreign(text) {
    const lines = text.slice(0, MAX_TEXT).replaceAll("\t", " ").split("\n")
    return element("bdi", {}, lines.map(printable).join("\n"))
}

/** An issuer by the place that its name stands for; foreign letters are told apart. */
export function placeOf(did) {
    const { host, path, reads } = issuerPlace(did)
    const steps = printable(path.slice(0, MAX_TEXT)).split(/(?=\/)/).map(step => [element("wbr"), step])
    const place = element("span.place", {}, element("b", {}, printable(host)), steps)
    if (!reads) return [place]
    return [place, " This name has letters outside a to z; a browser may show it as ", element("b", {}, element("bdi", {}, printable(reads))),
        ". Letters of other alphabets can look like the usual ones, so it may not be who you think."]
}

function part(title, { tone, word, lines }, first, last) {
    return element(`section.box ${tone}`, {},
        element("h3", {}, title),
        element("p.word", {}, icon({ good: "check", bad: "cross" }[tone] ?? tone), word),
        first,
        lines.map(line => element("p", {}, line)),
        last)
}

/** Who signed; of an issuer the reader does not know, also what to beware of. */
function signer({ issuer, issuerName }, isKnown) {
    const { host, path } = issuerPlace(issuer)
    const by = element("p", {}, "Signed by ", placeOf(issuer))
    if (isKnown) return by
    return [
        by,
        issuerName ? element("p", {}, "It calls itself “", foreign(issuerName), "”. That is its own word.") : null,
        host && path ? element("p.quiet", {}, `This is one part of ${host}. Whoever runs ${host} decides who gets it, so it need not be `, element("b", {}, host), " itself.") : null,
    ]
}

/** Our own badges name their data, which lies beside the page. */
function ownPage({ achievement }) {
    if (!achievement) return null
    const page = achievement.slice(0, MAX_TEXT).replace(/\/achievement\.json$/, "/")
    return element("p", {}, "The badge’s own page may tell who honors it: ", outward(page), ". A place to ask, not a proof.")
}

function presenter(earner) {
    if (!earner) return box("Whose badge is it?", element("p", {}, "No name is signed into this badge, so it cannot tell whose it is."))
    const answer = element("p", { role: "status" })
    const compare = ({ target }) => {
        const typed = target.value.trim()
        const { answer: found, why } = compareNames(typed, earner)
        answer.textContent = typed && {
            same: "The same name. Two people can share one, so it still does not tell who is in front of you.",
            close: `Close, but not the same. ${why} Decide for yourself.`,
            different: "Another name than the one that is signed.",
        }[found]
    }
    return box("We cannot tell who is showing you this",
        element("p", {}, "The signed name is ", element("b", {}, foreign(earner)), ". Compare it with the name you were given, for example on an application or an identity card."),
        element("label", { for: "typed" }, "The name you were given"),
        element("p.field", {}, element("input", { id: "typed", autocomplete: "off", spellcheck: "false", input: compare })),
        answer)
}

function rows(pairs) {
    const shown = pairs.filter(([, value]) => value)
    return element("dl.facts", {}, shown.map(([name, value]) => [element("dt", {}, name), element("dd", {}, typeof value === "string" ? foreign(value) : value)]))
}

const day = moment => (moment === null ? "" : plainDate(moment))

function signedFacts({ badge, earner, facts }) {
    return box("The badge", rows([
        ["Badge", badge],
        ["Earned by", earner],
        ["Awarded", day(facts.awarded ?? facts.validFrom)],
        ["In force until", day(facts.validUntil)],
        ["Hours", measure(facts, "ext:LearningHours")],
    ]))
}

function allSigned(facts) {
    const results = facts.results.filter(each => each.name).slice(0, 100)
    return element("details", {}, element("summary", {}, "All that is signed"), element("div", {}, rows([
        ["What it is for", facts.badgeDescription],
        ["Version", facts.badgeVersion],
        ["How it is earned", facts.criteria],
        ["What was shown", facts.shown],
        ["Assessed by", facts.assessor],
        ["Started", day(facts.started)],
        ["Ended", day(facts.ended)],
        ["In force from", day(facts.validFrom)],
        ["Signed on", day(facts.signedAt)],
        ...results.map(each => [each.name, [each.level || each.value, each.levelDescription].filter(Boolean).join(": ")]),
        ...facts.evidence.slice(0, 100).map(each => ["Evidence", [each.kind, each.description, each.narrative, each.url].filter(Boolean).join("\n")]),
        ...facts.alignments.slice(0, 100).map(each => ["In line with", [each.name, each.code, each.framework, each.url].filter(Boolean).join("\n")]),
        ...facts.components.slice(0, 100).map(each => ["Built on", each]),
        ["Address", facts.id],
    ])))
}

function claims({ badge, earner, issuer, issuerName }) {
    if (!badge && !issuer) return null
    return element("details", {}, element("summary", {}, "The file claims, without proof"), element("div", {}, rows([
        ["Badge", badge],
        ["Earned by", earner],
        ["Issuer", issuer && placeOf(issuer)],
        ["It calls itself", issuerName],
    ])))
}

const OUTCOMES = { passed: ["good", "check"], failed: ["bad", "cross"], unknown: ["care", "care"], skipped: ["none", "none"] }

function everyCheck(checks) {
    return element("details", {}, element("summary", {}, `Every check (${checks.length})`), element("ul.checks", {},
        checks.map(({ id, outcome, detail }) => element("li", {},
            element(`p.word ${OUTCOMES[outcome][0]}`, {}, icon(OUTCOMES[outcome][1]), element("code", {}, id), `: ${outcome}`),
            element("p", {}, detail)))))
}
