/** What of the table of many badges is shown. */

import { issuerPlace } from "../answer/issuer-place.js"
import { printable } from "../verify/words.js"
import { element } from "./element.js"
import { options } from "./table-row.js"

const MAX_OPTION = 200 // characters of an issuer's place

/**
 * Controls that keep `filter` up to date.
 *
 * @param {{verdict: string, issuer: string, text: string}} filter - empty: any
 * @param {Object<string, string>} verdicts - their names
 * @param {{onFilter: () => void, onGroup: (wanted: boolean) => void}} calls
 * @returns {{element: HTMLElement, offerIssuer: (did: string) => void}}
 */
export function tableFilter(filter, verdicts, { onFilter, onGroup }) {
    const choose = part => ({ target }) => {
        filter[part] = target.value
        onFilter()
    }
    const named = (id, name, input) => element("p", {}, element("label", { for: id }, name), input)
    const select = (part, named) =>
        element("select", { id: `by-${part}`, change: choose(part) }, options({ "": "All", ...named }))
    const verdict = select("verdict", verdicts)
    const issuer = select("issuer")
    const search = { id: "by-text", type: "search", autocomplete: "off", input: choose("text") }
    const text = element("input", search)
    const group = element("input", { type: "checkbox", change: ({ target }) => onGroup(target.checked) })
    const known = new Set([""])

    function offerIssuer(did) {
        if (known.has(did)) return
        known.add(did)
        const { host, path } = issuerPlace(did)
        issuer.append(element("option", { value: did }, printable((host + path).slice(0, MAX_OPTION))))
    }

    const made = element("div.filters screen", { role: "group", "aria-label": "What to show" },
        named("by-verdict", "Result", verdict),
        named("by-issuer", "Issuer", issuer),
        named("by-text", "Find", text),
        element("label.tick", {}, group, element("span", {}, "Group by person")))
    return { element: made, offerIssuer }
}
