// Search and facets of a hub. The page lists everything already: this only hides what does
// not fit, so nothing is lost without it. The choice is kept in the address.

const form = document.querySelector("[data-finder]")
if (form) start(form).catch(() => { form.hidden = true })   // no index, no finder: the list stays

/** Load the index beside the page, then follow what the reader chooses. */
async function start(form) {
    const head = new URL(form.dataset.index, document.baseURI)
    const { shards } = await load(head)
    const entries = (await Promise.all(shards.map(name => load(new URL(name, head))))).flat()
    const results = document.querySelector("[data-results]")
    const cards = new Map([...results.children].map(card => [card.dataset.slug, card]))
    const words = new Map(entries.map(entry => [entry, plain(entry.text)]))

    const show = () => {
        const choice = chosen(form)
        let count = 0
        for (const entry of entries) {
            const fits = matches(entry, words.get(entry), choice)
            cards.get(entry.slug).hidden = !fits
            count += fits
        }
        tell(count, entries.length, !isEmpty(choice))
    }
    const remember = () => history.replaceState(history.state, "", address(form))

    recall(form)
    const facets = form.querySelector("[data-facets]")
    if (facets && window.matchMedia("(max-width: 59.99em)").matches) facets.open = false
    form.hidden = false
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("input", () => { show(); remember() })
    form.addEventListener("reset", () => setTimeout(() => { show(); remember() }))
    show()
}

async function load(address) {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
    return answer.json()
}

/** What is chosen: words to find, and the values ticked of each facet. */
function chosen(form) {
    const facets = new Map()
    for (const box of form.querySelectorAll("input:checked")) {
        facets.set(box.name, [...facets.get(box.name) ?? [], box.value])
    }
    return { words: plain(form.elements.find.value).split(" ").filter(Boolean), facets }
}

/** Every word, and of each facet any of the ticked values. */
function matches(entry, text, { words, facets }) {
    return words.every(word => text.includes(word))
        && [...facets].every(([key, values]) => values.some(value => entry.facets[key]?.includes(value)))
}

function isEmpty({ words, facets }) {
    return words.length === 0 && facets.size === 0
}

/** Lower case, without accents: "niñez" is found as "ninez". */
function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim()
}

function tell(count, all, narrowed) {
    const status = document.querySelector("[data-count]")
    status.textContent = narrowed ? `${count} of ${all} ${status.dataset.noun}` : status.dataset.all
    document.querySelector("[data-none]").hidden = count > 0
    document.querySelector("[data-clear]").hidden = !narrowed
}

/** The page's address with the choice in it. */
function address(form) {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value)
    const text = query.toString()
    return location.pathname + (text ? `?${text}` : "") + location.hash
}

/** Set the form from the address; a facet with a choice in it is unfolded. */
function recall(form) {
    const query = new URLSearchParams(location.search)
    form.elements.find.value = query.get("find") ?? ""
    for (const box of form.querySelectorAll("input[type=checkbox]")) {
        box.checked = query.getAll(box.name).includes(box.value)
        if (box.checked) box.closest("details").open = true
    }
}
