/** Many badges at once: a table to look through, to decide in, and to take away. */

import { answer } from "../answer/answer.js"
import { issuerPlace } from "../answer/issuer-place.js"
import { readCounted } from "../table/counted.js"
import { CsvError } from "../table/csv.js"
import { byPerson, fits, sorter, totals } from "../table/groups.js"
import { csvTable, relate, rowOf } from "../table/rows.js"
import { printable } from "../verify/words.js"
import { foreign, placeOf } from "./answer-view.js"
import { element, icon, save } from "./element.js"

const ROWS_A_FRAME = 20
const COLUMNS = {
    ...{ file: "File", person: "Person", badge: "Badge", issuer: "Issuer", date: "Date", hours: "Hours", verdict: "Result" },
    ...{ relation: "Same as", choice: "Your decision" },
}
const SORTABLE = Object.keys(COLUMNS).slice(0, 7)
const VERDICTS = {
    "": "All",
    verified: "Verified",
    untrusted: "Issuer not known",
    unconfirmed: "Not fully checked",
    invalid: "Invalid",
}
const DECISIONS = { "": "Not yet", accept: "Accept", ask: "Ask", decline: "Decline" }

/**
 * A table that fills while the checks run.
 *
 * @param {{onOpen: (item: object) => void, onCancel: () => void}} calls - `onOpen` with what `add`
 *     was given, to show its full answer
 * @returns {{element: HTMLElement, expect: (total: number) => void, add: (item: {name: string,
 *     digest: string, report: object, place?: number}) => void, done: () => void}} `place`: of the
 *     file among those given, where reports come in another order
 */
export function tableView({ onOpen, onCancel }) {
    const entries = []
    const waiting = []
    const filter = { verdict: "", issuer: "", text: "" }
    const sorting = { column: "", direction: 1 }
    const bodies = new Map() // by person, or one under null
    let isGrouped = false
    let isDone = false
    let isCounted = () => false
    let frame = 0

    const bar = element("progress", { id: "checked", max: "1", value: "0" })
    const checked = element("label", { for: "checked" }, "Checking")
    const running = element("div.running screen", {}, checked, bar,
        element("p.buttons", {}, element("button", { type: "button", click: onCancel }, "Stop")))
    const status = element("p", { role: "status" })
    const sums = element("p.sums")
    const heads = Object.entries(COLUMNS).map(([column, name]) => headCell(column, name, sortBy))
    const caption = element("caption", {}, "Every file that was given, with what the check found")
    const head = element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads))
    const table = element("table.badges", { role: "table" }, caption, head)
    const controls = filterControls(filter, { show, group })
    const saveButton = element("button.main", { type: "button", disabled: true, click: saveTable }, "Save as CSV")
    const lastTable = element("input", { type: "file", accept: ".csv,text/csv", hidden: true, change: compareWithLast })

    function expect(total) {
        bar.max = total
        advance()
    }

    function add(item) {
        waiting.push(item)
        frame ||= requestAnimationFrame(fill)
    }

    function done() {
        isDone = true
        frame ||= requestAnimationFrame(fill)
    }

    /** A few rows at a time, so that the page stays quick to answer. */
    function fill() {
        frame = 0
        for (const item of waiting.splice(0, ROWS_A_FRAME)) {
            const entry = { item, place: item.place ?? entries.length, row: rowOf(item), choice: { decision: "", note: "" } }
            entry.line = rowLine(entry, { onOpen, decided: tell })
            const at = entries.findLastIndex(({ place }) => place <= entry.place) + 1
            entries.splice(at, 0, entry)
            bodyOf(entry).append(entry.line.element)
            controls.offerIssuer(entry.row.issuer)
        }
        if (waiting.length) frame = requestAnimationFrame(fill)
        else if (isDone) finish()
        advance()
        compare()
        show()
    }

    function finish() {
        running.hidden = true
        saveButton.disabled = !entries.length
        arrange()
        const counts = Object.entries(VERDICTS).slice(1).map(([verdict, name]) => [name.toLowerCase(), count(verdict)])
        const told = counts.filter(([, many]) => many).map(([name, many]) => `${many} ${name}`).join(", ")
        status.textContent = `${entries.length < bar.max ? "Stopped. " : ""}${entries.length} of ${bar.max} files checked: ${told || "none"}.`
    }

    function advance() {
        bar.value = entries.length
        checked.textContent = `${entries.length} of ${bar.max} checked`
    }

    function count(verdict) {
        return entries.filter(({ row }) => row.verdict === verdict).length
    }

    function compare() {
        const relations = relate(entries.map(({ row }) => row), isCounted)
        entries.forEach((entry, index) => {
            entry.relation = relations[index]
            entry.line.relate(entry.relation)
        })
    }

    function show() {
        for (const { row, line } of entries) line.element.hidden = !fits(row, filter)
        tell()
    }

    /** What the rows that can be seen add up to. */
    function tell() {
        const shown = entries.filter(({ line }) => !line.element.hidden)
        const { accepted, ...sum } = totals(shown)
        const part = shown.length < entries.length ? `${shown.length} of ${entries.length} rows are shown. Of these ` : ""
        sums.textContent = `${part}${badges(sum.count, sum.hours)} count. Accepted so far: ${badges(accepted, sum.acceptedHours)}.`
        for (const [person, { body, title }] of bodies) {
            if (person === null) continue
            const group = shown.filter(({ row }) => row.person === person)
            const { count: many, hours } = totals(group)
            body.hidden = !group.length
            title.textContent = `${badges(many, hours)} count`
        }
    }

    function bodyOf({ row }) {
        const person = isGrouped ? row.person : null
        if (!bodies.has(person)) {
            const made = groupBody(person)
            bodies.set(person, made)
            table.append(made.body)
        }
        return bodies.get(person).body
    }

    function arrange() {
        const focused = document.activeElement
        for (const { body } of bodies.values()) body.remove()
        bodies.clear()
        const { column, direction } = sorting
        const sorted = column ? [...entries].sort((a, b) => sorter(column, direction)(a.row, b.row)) : entries
        const ordered = isGrouped ? byPerson(sorted).flatMap(group => group.entries) : sorted
        for (const entry of ordered) bodyOf(entry).append(entry.line.element)
        focused?.focus()
        show()
    }

    function group(wanted) {
        isGrouped = wanted
        arrange()
    }

    function sortBy(column) {
        sorting.direction = sorting.column === column ? -sorting.direction : 1
        sorting.column = column
        const word = sorting.direction === 1 ? "ascending" : "descending"
        SORTABLE.forEach((name, at) => heads[at].setAttribute("aria-sort", name === column ? word : "none"))
        arrange()
    }

    function saveTable() {
        const parts = ["row", "relation", "choice"].map(part => entries.map(entry => entry[part]))
        save("badges.csv", "text/csv", csvTable(...parts))
    }

    async function compareWithLast() {
        const [file] = lastTable.files
        lastTable.value = ""
        try {
            isCounted = readCounted(new Uint8Array(await file.arrayBuffer()))
            compare()
            tell()
            const many = entries.filter(({ relation }) => relation.alreadyCounted).length
            status.textContent = `${many} of these ${entries.length} badges were counted in ${printable(file.name)}.`
        } catch (error) {
            status.textContent = error instanceof CsvError ? error.message : "The file could not be read."
        }
    }

    const view = element("section.many", { "aria-labelledby": "many" },
        element("h2", { id: "many", tabindex: "-1" }, "The badges"),
        running,
        status,
        controls.element,
        sums,
        element("p.quiet", {}, "Only verified badges count, each once. What was counted before does not, nor what you decline "
            + "or ask about. One name may be several people: no signature says who is who."),
        element("p.buttons screen", {}, saveButton,
            element("button", { type: "button", click: () => lastTable.click() }, "Mark what my last CSV counted"), lastTable),
        element("div.scroll", { role: "region", "aria-label": "Table of the badges", tabindex: "0" }, table))
    return { element: view, expect, add, done }
}

const badges = (count, hours) => `${count} ${count === 1 ? "badge" : "badges"}${hours ? ` (${hours} hours)` : ""}`

function headCell(column, name, sortBy) {
    const sorts = SORTABLE.includes(column)
    return element("th", { role: "columnheader", scope: "col", "aria-sort": sorts && "none" },
        sorts ? element("button.sort", { type: "button", click: () => sortBy(column) }, name) : name)
}

function groupBody(person) {
    const title = element("span")
    if (person === null) return { body: element("tbody", { role: "rowgroup" }), title }
    const name = person ? foreign(person) : "No name is proven"
    const cell = element("th", { role: "rowheader", scope: "rowgroup", colspan: Object.keys(COLUMNS).length }, name, ": ", title)
    return { body: element("tbody", { role: "rowgroup" }, element("tr.group", { role: "row" }, cell)), title }
}

/** One row; `relate` tells what it is to other rows. */
function rowLine({ item, row, choice }, { onOpen, decided }) {
    const { tone, icon: sign, label } = answer(item.report)
    const same = cell("relation")
    const decision = element("select", {
        "aria-label": `Decision on ${printable(row.file)}`,
        change: ({ target }) => {
            choice.decision = target.value
            decided()
        },
    }, options(DECISIONS))
    const note = element("input", {
        "aria-label": `Note on ${printable(row.file)}`,
        placeholder: "Note",
        input: ({ target }) => { choice.note = target.value },
    })
    const open = element("button.open", { type: "button", click: () => onOpen(item) }, foreign(row.file))
    const made = element("tr", { role: "row" },
        element("th", { role: "rowheader", scope: "row" }, open),
        cell("person", row.person && foreign(row.person)),
        cell("badge", row.badge && foreign(row.badge)),
        cell("issuer", row.issuer && placeOf(row.issuer), row.issuerName && element("div", {}, foreign(row.issuerName))),
        cell("date", row.date),
        cell("hours", row.hours && foreign(row.hours)),
        cell("verdict", element(`div.word ${tone}`, {}, icon(sign), label), element("div", {}, row.reason)),
        same,
        cell("choice", decision, note))
    const relate = ({ duplicateOf, alreadyCounted }) => same.replaceChildren(
        ...(duplicateOf ? [element("div", {}, "Duplicate of ", foreign(duplicateOf))] : []),
        ...(alreadyCounted ? [element("div", {}, "Counted before")] : []))
    return { element: made, relate }
}

function cell(column, ...children) {
    return element("td", { role: "cell", "data-label": COLUMNS[column] }, children)
}

function options(named) {
    return Object.entries(named).map(([value, name]) => element("option", { value }, name))
}

function filterControls(filter, { show, group }) {
    const issuers = element("select", { id: "by-issuer", change: choose("issuer") }, element("option", { value: "" }, "All"))
    const known = new Set([""])

    function choose(part) {
        return ({ target }) => {
            filter[part] = target.value
            show()
        }
    }

    function offerIssuer(did) {
        if (known.has(did)) return
        known.add(did)
        const { host, path } = issuerPlace(did)
        issuers.append(element("option", { value: did }, printable((host + path).slice(0, 200))))
    }

    const field = (id, name, input) => element("p", {}, element("label", { for: id }, name), input)
    return {
        offerIssuer,
        element: element("div.filters screen", { role: "group", "aria-label": "What to show" },
            field("by-verdict", "Result", element("select", { id: "by-verdict", change: choose("verdict") }, options(VERDICTS))),
            field("by-issuer", "Issuer", issuers),
            field("by-text", "Find", element("input", { id: "by-text", type: "search", autocomplete: "off", input: choose("text") })),
            element("label.tick", {},
                element("input", { type: "checkbox", change: ({ target }) => group(target.checked) }),
                element("span", {}, "Group by person"))),
    }
}
