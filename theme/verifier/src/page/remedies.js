/** What the reader can do about a verdict or with it: small forms under the answer. */

import { issuerPlace } from "../answer/issuer-place.js"
import { withIssuer } from "../answer/trust-file.js"
import { readTrust, TrustError } from "../verify/trust.js"
import { box, boxUnder, placeOf } from "./pieces.js"
import { element, save } from "./element.js"

/**
 * Names the hosts that a check needs, and what they learn; `agree` runs once the reader agrees.
 * Where `hasParts`, badges are asked for that another is made of, which tell it.
 */
export function consent(hosts, agree, hasParts, level = "h3") {
    if (!hosts.length) return null
    const names = hosts.join(", ")
    return boxUnder(
        level,
        "May this page ask?",
        element(
            "p",
            {},
            `It would fetch ${hasParts ? "badges named as parts of another, " : ""}the issuer’s keys and ` +
                "its list of withdrawn badges from ",
            element("b.mono", {}, names),
            ".",
        ),
        element(
            "p",
            {},
            `${hosts.length > 1 ? "They learn" : "That website learns"} that someone at your internet ` +
                "address is checking a badge, " +
                (hasParts ? "and its parts tell which." : "but normally not which: keys and list serve many badges."),
        ),
        element(
            "p.buttons",
            {},
            element("button.main", { type: "button", click: () => agree(hosts) }, `Ask ${names}`),
        ),
    )
}

/** What is not said of a file of several badges. */
export function aboutRecord(items) {
    if (!items.some(({ isHeld }) => isHeld)) return null
    return element(
        "p.note",
        {},
        "Each badge of several in a file is checked by itself. Who put them together, and what they left " +
            "out, is not.",
    )
}

/** Where a host gave no answer: it may only forbid pages like this one to read from it. */
export function unreachable(isLink) {
    return box(
        "If a website gives no answer",
        element(
            "p",
            {},
            "Some websites do not let other pages read from them. ",
            isLink
                ? "Save the badge from there as a file, or ask for the file, and check that."
                : "Try again later, or check the file with the verifier on the issuer’s own website.",
        ),
    )
}

/**
 * For a reader who has found out who the issuer is: adds it to the list for this visit, and saves
 * the list. `use` gets the new list.
 */
export function addIssuer(trust, { issuer, issuerName }, today, use) {
    const { host } = issuerPlace(issuer)
    const problem = element("p.note", { role: "alert", hidden: true })
    const tick = element("input", { type: "checkbox", id: "sure" })
    const name = element("input", {
        id: "known-as",
        autocomplete: "off",
        maxlength: "120",
        value: issuerName ?? host,
    })
    const add = () => {
        const text = withIssuer(trust, { did: issuer, name: name.value.trim(), since: today })
        try {
            if (!tick.checked)
                throw new TrustError("Tick the box first, once you have found out who they are.")
            const list = readTrust(new TextEncoder().encode(text))
            save("trust.json", "application/json", text)
            use(list)
        } catch (error) {
            if (!(error instanceof TrustError)) throw error
            problem.textContent = error.message
            problem.hidden = false
        }
    }
    return element(
        "section.box",
        {},
        element("h3", {}, "Do you know this issuer?"),
        element(
            "p",
            {},
            "Open their own website yourself, or call them, and find out whether this is really theirs: ",
            placeOf(issuer),
        ),
        element(
            "details",
            {},
            element("summary", {}, "Yes: put it on my list of known issuers"),
            element(
                "div",
                {},
                element(
                    "label.tick",
                    { for: "sure" },
                    tick,
                    element(
                        "span",
                        {},
                        "I looked at the issuer’s own website or asked them, not only at this badge.",
                    ),
                ),
                element("label", { for: "known-as" }, "My name for this issuer"),
                element(
                    "p.field",
                    {},
                    name,
                    element("button", { type: "button", click: add }, "Add and save my list"),
                ),
                problem,
                element(
                    "p.quiet",
                    {},
                    "It is used for this visit and saved as trust.json. Drop that file here the next time.",
                ),
            ),
        ),
    )
}

/** The link that carries the badge, and what it means to hand it on. */
export function privateLink(url, copied) {
    return box(
        "A private link",
        element(
            "p",
            {},
            "The badge itself is in this address, after the #. Nothing was uploaded, and no server sees ",
            "that part. Whoever has the link can see the badge.",
        ),
        element("label", { for: "private" }, "Private link"),
        element(
            "p.field",
            {},
            element("input.mono", {
                id: "private",
                readonly: true,
                value: url,
                focus: ({ target }) => target.select(),
            }),
        ),
        element("p", { role: "status" }, copied ? "Copied." : "Copy it from the field."),
    )
}
