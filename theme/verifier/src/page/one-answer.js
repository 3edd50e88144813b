/** The answer on one badge, with what the reader can do about it. */

import { answer } from "../answer/answer.js"
import { pictureKind } from "../answer/picture.js"
import { record } from "../answer/record.js"
import { find } from "../verify/trust.js"
import { answerView } from "./answer-view.js"
import { element, save } from "./element.js"
import { aboutRecord, addIssuer, consent, privateLink, unreachable } from "./remedies.js"

/**
 * @param {{name: string, digest: string, report: object, data?: ArrayBuffer, missing?: object[]}} item -
 *     `data` is not there where the badge itself could not be had; `missing`: answers without a body,
 *     see network.js
 * @param {object} visit - `asOf`: the moment of the check; `known`: see known-list.js; `judges`: see
 *     judge.js; `notes`: for records of the check; `isWeb`: the page has an address; `ask(hosts)` goes on with hosts the check still
 *     needs, null where the table asks; `again()` checks anew
 * @returns {HTMLElement[]}
 */
export function oneAnswer(item, visit) {
    const { report, data, missing = [] } = item
    const { known, again } = visit
    const unasked = [...new Set(missing.filter(({ cause }) => cause === "unasked").map(({ host }) => host))]
    const picture = data ? pictureKind(new Uint8Array(data)) : ""
    const told = answer(report, { picture, unasked, whose: known.whose })
    if (known.preview) told.label = `Preview. ${told.label}`
    const text = recordOf(item, told, visit)
    const isSilent = !unasked.length && missing.some(({ cause }) => cause === "unreachable")
    const isStranger = report.verdict === "untrusted" && !find(known.trust, report.issuer)
    const use = trust => {
        known.useOwn(trust)
        again()
    }
    const linked = element("div")
    return [
        answerView(
            told,
            report,
            text,
            [
                visit.ask && consent(unasked, visit.ask, report.facts?.components.length),
                isSilent ? unreachable(!data) : null,
                isStranger ? addIssuer(known.trust, report, today(), use) : null,
            ],
            actions(item, text, linked, visit),
        ),
        linked,
        aboutRecord([item]),
    ].filter(Boolean)
}

/** @returns {HTMLElement} a button */
export function button(text, click) {
    return element("button", { type: "button", click }, text)
}

function recordOf({ name, digest, report }, told, { asOf, known, notes }) {
    return record(told, report, {
        name,
        digest,
        asOf,
        list: known.words,
        known: known.names,
        verifier: `Badgepress ${VERSION}`,
        notes: [...(known.preview ? ["This was a preview on the reader’s own computer."] : []), ...notes],
    })
}

function actions({ digest, report, data }, text, linked, { judges, isWeb }) {
    const file = `record-${digest.slice(0, 8)}.txt`
    return [
        data && report.id && isWeb ? button("Copy private link", () => showLink(data, judges, linked)) : null,
        button("Save a record", () => save(file, "text/plain;charset=utf-8", text)),
        button("Print a record", () => print()),
    ]
}

async function showLink(data, judges, place) {
    const answered = await judges.link(data)
    if (!answered) return place.replaceChildren("No link could be made of this file.")
    const url = `${location.href.split("#")[0]}#${answered.fragment}`
    const copied = await navigator.clipboard?.writeText(url).then(
        () => true,
        () => false,
    )
    place.replaceChildren(privateLink(url, copied))
    place.querySelector("#private").focus()
}

/** The reader's day, as 2026-05-03. */
function today() {
    const day = new Date()
    return new Date(day.getTime() - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
