/** The parts of the table of many badges: its heads, its groups, and a row for each file. */

import { answer } from "../answer/answer.js"
import { printable } from "../verify/words.js"
import { foreign, placeOf } from "./pieces.js"
import { element, icon } from "./element.js"

const SORTABLE = {
    ...{ file: "File", person: "Person", badge: "Badge", issuer: "Issuer" },
    ...{ date: "Date", hours: "Hours", verdict: "Result" },
}
const COLUMNS = { ...SORTABLE, relation: "Seen before", choice: "Your decision" }
const DECISIONS = { "": "Not yet", accept: "Accept", ask: "Ask", decline: "Decline" }

// Roles are said outright: a browser forgets them where a phone's style lays rows out as cards.

/**
 * The heads of the columns, with buttons to sort by.
 *
 * @param {(column: string) => void} sortBy
 * @returns {{element: HTMLElement, mark: (column: string, direction: 1 | -1) => void}}
 */
export function tableHead(sortBy) {
    const cells = Object.entries(COLUMNS).map(([column, name]) => {
        const sorts = Object.hasOwn(SORTABLE, column)
        const button = sorts && element("button.sort", { type: "button", click: () => sortBy(column) }, name)
        const props = { role: "columnheader", scope: "col", "aria-sort": sorts && "none" }
        return element("th", props, button || name)
    })
    const mark = (wanted, direction) => Object.keys(SORTABLE).forEach((column, at) => {
        const word = direction === 1 ? "ascending" : "descending"
        cells[at].setAttribute("aria-sort", column === wanted ? word : "none")
    })
    return { element: element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, cells)), mark }
}

/**
 * A body for the rows of one person, or for all.
 *
 * @param {string | null} person - empty: rows without a proven name; null: all
 * @returns {{body: HTMLElement, title: HTMLElement}} `title`: for the person's sum
 */
export function tableBody(person) {
    const title = element("span")
    const body = element("tbody", { role: "rowgroup" })
    if (person !== null) {
        const props = { role: "rowheader", scope: "rowgroup", colspan: Object.keys(COLUMNS).length }
        const name = person ? foreign(person) : "No name is proven"
        body.append(element("tr.group", { role: "row" }, element("th", props, name, ": ", title)))
    }
    return { body, title }
}

/**
 * The row of one file.
 *
 * @param {{item: object, row: import("../table/rows.js").Row, choice: object}} entry - its `choice`
 *     {decision, note} is kept up with the fields
 * @param {{onOpen: (item: object) => void, onDecide: () => void}} calls
 * @returns {{element: HTMLElement, relate: (relation: object) => void}} `relate` tells what it is
 *     to others
 */
export function tableRow({ item, row, choice }, { onOpen, onDecide }) {
    const { tone, icon: sign, label } = answer(item.report)
    const seen = cell("relation")
    const reason = tone === "good" ? null : line(row.reason)
    const open = element("button.open", { type: "button", click: () => onOpen(item) }, foreign(row.file))
    const made = element("tr", { role: "row" },
        element("th", { role: "rowheader", scope: "row" }, open),
        cell("person", row.person && foreign(row.person)),
        cell("badge", row.badge && foreign(row.badge)),
        cell("issuer", row.issuer && placeOf(row.issuer), line(row.issuerName && foreign(row.issuerName))),
        cell("date", row.date),
        cell("hours", row.hours && foreign(row.hours)),
        cell("verdict", element(`div.word ${tone}`, {}, icon(sign), label), reason),
        seen,
        cell("choice", ...choiceFields(row.file, choice, onDecide)))
    const relate = ({ duplicateOf, alreadyCounted }) => {
        const same = duplicateOf && line("Same as ", foreign(duplicateOf))
        const counted = alreadyCounted && line("In your last CSV")
        seen.replaceChildren(...[same, counted].filter(Boolean))
    }
    return { element: made, relate }
}

/** The options of a select, by their values. */
export function options(named) {
    return Object.entries(named).map(([value, name]) => element("option", { value }, name))
}

function choiceFields(file, choice, onDecide) {
    const decide = ({ target }) => {
        choice.decision = target.value
        onDecide()
    }
    const keep = ({ target }) => {
        choice.note = target.value
    }
    const name = printable(file)
    const select = element("select", { "aria-label": `Decision on ${name}`, change: decide }, options(DECISIONS))
    select.value = choice.decision
    const note = { "aria-label": `Note on ${name}`, placeholder: "Note", value: choice.note, input: keep }
    return [select, element("input", note)]
}

function cell(column, ...children) {
    return element("td", { role: "cell", "data-label": COLUMNS[column] }, children)
}

function line(...children) {
    return children[0] ? element("div", {}, children) : null
}
