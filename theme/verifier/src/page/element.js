/** Makes elements whose text can only ever be text. */

const SVG = "http://www.w3.org/2000/svg"

const ICONS = {
    check: "M5 12.5l4.5 4.5L19 7.5",
    cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
    care: "M12 6v7.5M12 17v.5",
    clock: "M12 6.5V12l3.5 2.5",
    none: "M7 12h10",
}

/**
 * @param {string} tag - with a class after a dot: "p.lead"
 * @param {object} props - attributes; a function is a listener, true is an empty attribute,
 *     false, null and undefined are left out
 * @param {...(Node | string | null | undefined | Array)} children - strings become text
 * @returns {HTMLElement}
 */
export function element(tag, props = {}, ...children) {
    const [name, className] = tag.split(".")
    const made = document.createElement(name)
    if (className) made.className = className
    for (const [key, value] of Object.entries(props)) {
        if (typeof value === "function") made.addEventListener(key, value)
        else if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value)
    }
    made.append(...children.flat(9).filter(child => child != null && child !== ""))
    return made
}

/** A link to another site, which learns nothing of this page; the bare text where it is not https. */
export function outward(url, text = url) {
    if (!/^https:\/\//.test(url)) return element("bdi", {}, text)
    return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, element("bdi", {}, text))
}

/** A drawn sign beside a word, which says the same. */
export function icon(name) {
    const drawing = document.createElementNS(SVG, "svg")
    const put = (parent, tag, attributes) => {
        const made = document.createElementNS(SVG, tag)
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
        parent.append(made)
    }
    drawing.setAttribute("viewBox", "0 0 24 24")
    drawing.setAttribute("class", "icon")
    drawing.setAttribute("aria-hidden", "true")
    put(drawing, "circle", { cx: 12, cy: 12, r: 11 })
    put(drawing, "path", { d: ICONS[name] })
    return drawing
}

/** Saves `text` as a file of the reader's. */
export function save(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type }))
    element("a", { href: url, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
