/** One report as a reader sees it: the verdict, three answers, what to do next, every check. */

import { compareNames } from "../answer/names.js"
import { issuerPlace } from "../answer/issuer-place.js"
import { printable } from "../verify/words.js"
import { element, icon, outward } from "./element.js"
import { allSigned, claims, signedFacts } from "./facts-view.js"
import { box, foreign, MAX_TEXT, placeOf } from "./pieces.js"

/**
 * @param {object} told - what `answer` says of the report
 * @param {object} report
 * @param {string} recordText - for print
 * @param {(Node | null)[]} remedies - what the reader can do about the verdict
 * @param {(Node | null)[]} actions - what the reader can do with the answer
 * @returns {HTMLElement} its h2 can take the focus
 */
export function answerView(told, report, recordText, remedies, actions) {
    return element(
        "section.answer",
        { "aria-labelledby": "verdict" },
        element(
            `div.verdict ${told.tone}`,
            {},
            icon(told.icon),
            element(
                "div",
                {},
                element("p.label", {}, told.label),
                element("h2", { id: "verdict", tabindex: "-1" }, told.headline),
                element("p", {}, told.lead),
            ),
        ),
        remedies,
        told.proven ? signedFacts(report) : null,
        told.bare
            ? null
            : [
                  part(
                      "Authentic",
                      told.authentic,
                      told.proven ? signer(report, told.authentic.tone === "good") : null,
                  ),
                  part("Current", told.current),
                  part(
                      "Worth",
                      told.worth,
                      told.worth.endorsements.map(endorsement),
                      told.proven ? ownPage(report.facts) : null,
                  ),
                  told.parts ? part("Its parts hold", told.parts, null, components(report)) : null,
              ],
        told.proven ? presenter(report.earner) : null,
        told.next.length && !told.bare
            ? box(
                  "What to do",
                  element(
                      "ul",
                      {},
                      told.next.map(line => element("li", {}, line)),
                  ),
              )
            : null,
        told.proven ? allSigned(report.facts) : claims(report),
        everyCheck(report.checks),
        element("p.buttons screen", {}, actions),
        element("pre.record", {}, recordText),
    )
}

function part(title, { tone, word, lines }, first, last) {
    return element(
        `section.box ${tone}`,
        {},
        element("h3", {}, title),
        element("p.word", {}, icon({ good: "check", bad: "cross" }[tone] ?? tone), word),
        first,
        lines.map(line => element("p", {}, line)),
        last,
    )
}

/** Who signed; of an issuer the reader does not know, also what to beware of. */
function signer({ issuer, issuerName }, isKnown) {
    const { host, path } = issuerPlace(issuer)
    const by = element("p", {}, "Signed by ", placeOf(issuer))
    if (isKnown) return by
    return [
        by,
        issuerName
            ? element("p", {}, "It calls itself “", foreign(issuerName), "”. That is its own word.")
            : null,
        host && path
            ? element(
                  "p.quiet",
                  {},
                  `This is one part of ${host}. Whoever runs ${host} decides who gets it, so it need not be `,
                  element("b", {}, host),
                  " itself.",
              )
            : null,
    ]
}

/** What somebody signed about it, by whom, and whether of the badge or of this one person's. */
function endorsement({ did, name, comment, about, known }) {
    return element(
        "figure",
        {},
        element("blockquote", {}, comment ? foreign(comment) : "(no words)"),
        element(
            "figcaption",
            {},
            "Signed by ",
            placeOf(did),
            name ? [", which calls itself “", foreign(name), "”"] : null,
            known ? ", on the list of known issuers" : ", not on the list of known issuers",
            about === "credential"
                ? ". About this very badge and who earned it."
                : ". About the badge, whoever earned it.",
        ),
    )
}

/** The badges it is made of; of ours, the page lies beside the data. */
function components({ components }) {
    const name = ({ url, badge }) =>
        outward(url.replace(/\/credential\.json$/, "/"), printable((badge || url).slice(0, MAX_TEXT)))
    return element(
        "ul",
        {},
        components.map(each => element("li", {}, name(each), ": ", each.detail)),
    )
}

/** Our own badges name their data, which lies beside the page. */
function ownPage({ achievement }) {
    if (!achievement) return null
    const page = achievement.slice(0, MAX_TEXT).replace(/\/achievement\.json$/, "/")
    return element(
        "p",
        {},
        "The badge’s own page may tell who honors it: ",
        outward(page),
        ". A place to ask, not a proof.",
    )
}

function presenter(earner) {
    if (!earner)
        return box(
            "Whose badge is it?",
            element("p", {}, "No name is signed into this badge, so it cannot tell whose it is."),
        )
    const answer = element("p", { role: "status" })
    const compare = ({ target }) => {
        const typed = target.value.trim()
        const { answer: found, why } = compareNames(typed, earner)
        answer.textContent =
            typed &&
            {
                same: "The same name. Two people can share one, so it does not tell who is before you.",
                close: `Close, but not the same. ${why} Decide for yourself.`,
                different: "Another name than the one that is signed.",
            }[found]
    }
    return box(
        "We cannot tell who is showing you this",
        element(
            "p",
            {},
            "The signed name is ",
            element("b", {}, foreign(earner)),
            ". Compare it with the name you were given, for example on an application or an identity card.",
        ),
        element("label", { for: "typed" }, "The name you were given"),
        element(
            "p.field",
            {},
            element("input", { id: "typed", autocomplete: "off", spellcheck: "false", input: compare }),
        ),
        answer,
    )
}

const OUTCOMES = {
    passed: ["good", "check"],
    failed: ["bad", "cross"],
    unknown: ["care", "care"],
    skipped: ["none", "none"],
}

function everyCheck(checks) {
    return element(
        "details",
        {},
        element("summary", {}, `Every check (${checks.length})`),
        element(
            "ul.checks",
            {},
            checks.map(({ id, outcome, detail }) =>
                element(
                    "li",
                    {},
                    element(
                        `p.word ${OUTCOMES[outcome][0]}`,
                        {},
                        icon(OUTCOMES[outcome][1]),
                        element("code", {}, id),
                        `: ${outcome}`,
                    ),
                    element("p", {}, detail),
                ),
            ),
        ),
    )
}
