/** Pieces of text that several views show. */

import { issuerPlace } from "../answer/issuer-place.js"
import { printable } from "../verify/words.js"
import { element } from "./element.js"

/** Characters of one foreign text that are shown. */
export const MAX_TEXT = 2_000

/** A part of the page under its own heading. */
export function box(title, ...children) {
    return boxUnder("h3", title, ...children)
}

/** As `box`, where another level of heading is due. */
export function boxUnder(level, title, ...children) {
    return element("section.box", {}, element(level, {}, title), children)
}

/** Foreign text: no control or direction tricks, and not without end. */
export function foreign(text) {
    const lines = text.slice(0, MAX_TEXT).replaceAll("\t", " ").split("\n")
    return element("bdi", {}, lines.map(printable).join("\n"))
}

/** An issuer by the place that its name stands for; foreign letters are told apart. */
export function placeOf(did) {
    const { host, path, reads } = issuerPlace(did)
    const steps = printable(path.slice(0, MAX_TEXT))
        .split(/(?=\/)/)
        .map(step => [element("wbr"), step])
    const place = element("span.place", {}, element("b", {}, printable(host)), steps)
    if (!reads) return [place]
    return [
        place,
        " This name has letters outside a to z; a browser may show it as ",
        element("b", {}, element("bdi", {}, printable(reads))),
        ". Letters of other alphabets can look like the usual ones, so it may not be who you think.",
    ]
}
