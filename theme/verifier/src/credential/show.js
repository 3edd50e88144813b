/** Puts the answer on the page: all at once, so that it is announced once. */

import { element, icon } from "../page/element.js"

/**
 * @param {HTMLElement} panel
 * @param {object} answer - as `answer` gives it, or one of words.js; `link`: where to go instead;
 *     `otherwise`: the reader needs the other ways to check
 * @param {string} site - in a preview, the site it stands in for; else empty
 */
export function show(panel, answer, site) {
    const { tone, label, headline, lead, next = [], link, parts, otherwise } = answer
    const advice = tone === "good" ? [] : next
    const place = panel.querySelector("[data-answer]")
    place.className = `bp-answer bp-answer--${tone}`
    place.replaceChildren(
        element("div", {},
            site && element("p.bp-answer__preview", {}, element("b", {}, "Preview. "),
                `This is not ${new URL(site).host}: files on this computer stand in for it.`),
            element("p.bp-answer__headline", {}, icon(answer.icon), element("b", {}, `${label}.`), " ", headline),
            element("p", {}, [lead, ...advice].filter(Boolean).join(" "), link && " ", link && element("a", { href: link }, link)),
            parts && element("p", {}, parts.lines),
        ),
    )
    panel.querySelector("[data-waiting]").hidden = true
    panel.querySelector("[data-otherwise]").open = Boolean(link || otherwise)
}
