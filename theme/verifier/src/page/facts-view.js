/** What a badge says of itself: as signed by its issuer, or as a mere claim. */

import { measure } from "../openbadges/reading.js"
import { plainDate } from "../verify/words.js"
import { element } from "./element.js"
import { box, foreign, placeOf } from "./pieces.js"

function rows(pairs) {
    const shown = pairs.filter(([, value]) => value)
    return element(
        "dl.facts",
        {},
        shown.map(([name, value]) => [
            element("dt", {}, name),
            element("dd", {}, typeof value === "string" ? foreign(value) : value),
        ]),
    )
}

const day = moment => (moment === null ? "" : plainDate(moment))

/** What matters most of what is signed. */
export function signedFacts({ badge, earner, facts }) {
    return box(
        "The badge",
        rows([
            ["Badge", badge],
            ["Earned by", earner],
            ["Awarded", day(facts.awarded ?? facts.validFrom)],
            ["In force until", day(facts.validUntil)],
            ["Hours", measure(facts, "ext:LearningHours")],
        ]),
    )
}

/** The rest of it, folded away. */
export function allSigned(facts) {
    const results = facts.results.filter(each => each.name).slice(0, 100)
    return element(
        "details",
        {},
        element("summary", {}, "All that is signed"),
        element(
            "div",
            {},
            rows([
                ["What it is for", facts.badgeDescription],
                ["Version", facts.badgeVersion],
                ["How it is earned", facts.criteria],
                ["What was shown", facts.shown],
                ["Assessed by", facts.assessor],
                ["Started", day(facts.started)],
                ["Ended", day(facts.ended)],
                ["In force from", day(facts.validFrom)],
                ["Signed on", day(facts.signedAt)],
                ...results.map(each => [
                    each.name,
                    [each.level || each.value, each.levelDescription].filter(Boolean).join(": "),
                ]),
                ...facts.evidence
                    .slice(0, 100)
                    .map(each => [
                        "Evidence",
                        [each.kind, each.description, each.narrative, each.url].filter(Boolean).join("\n"),
                    ]),
                ...facts.alignments
                    .slice(0, 100)
                    .map(each => [
                        "In line with",
                        [each.name, each.code, each.framework, each.url].filter(Boolean).join("\n"),
                    ]),
                ...facts.components.slice(0, 100).map(each => ["Built on", each]),
                ["Address", facts.id],
            ]),
        ),
    )
}

/** What stands in a file whose signature proves nothing, folded away. */
export function claims({ badge, earner, issuer, issuerName }) {
    if (!badge && !issuer) return null
    return element(
        "details",
        {},
        element("summary", {}, "The file claims, without proof"),
        element(
            "div",
            {},
            rows([
                ["Badge", badge],
                ["Earned by", earner],
                ["Issuer", issuer && placeOf(issuer)],
                ["It calls itself", issuerName],
            ]),
        ),
    )
}
