// Search and facets of a hub. The page is a list already, and pages follow it: without this
// script everything is reached all the same. The index's head is loaded once the page stands;
// of the rest only the words that are typed and the cards that are shown. The choice is kept
// in the address. generator/site/search.py writes what is read here.

const SHOWN = 12
const SAID_MS = 700      // a screen reader is told the count once typing pauses,
const WRITTEN_MS = 250   // and the address is written then: browsers refuse a hundred in a row

function start(form) {
    const part = name => document.querySelector(`[data-${name}]`)
    const [results, count, said, none, more, clear, facets, pager] =
        ["results", "count", "said", "none", "more", "clear", "facets", "pager"].map(part)
    const query = form.elements.find
    const boxes = [...form.querySelectorAll("input[type=checkbox]")]
    const tallies = new Map(boxes.map(box => [box, box.parentElement.querySelector("span")]))
    const whole = { cards: [...results.children], count: count.textContent, tallies: boxes.map(box => tallies.get(box).textContent) }
    const index = new Index(new URL(form.dataset.index, document.baseURI), whole.cards)
    let limit = SHOWN      // how many results stand on the page
    let found = []         // all of them, by number
    let turn = 0           // an answer that comes after the next question is dropped
    let showing = Promise.resolve()
    let saying, writing

    /** Show what is chosen now; the list as it was where nothing is. */
    function show() {
        showing = answer(++turn)
        return showing
    }

    async function answer(mine) {
        const choice = chosen(form)
        if (isEmpty(choice)) return restore(whole.count)
        try {
            const answered = await index.search(choice)
            const cards = await index.cards(answered.found.slice(0, limit))
            if (mine !== turn) return
            found = answered.found
            results.replaceChildren(...cards)
            for (const [box, span] of tallies) span.textContent = answered.counts.get(box.name).get(box.value)
            settle(`${found.length} of ${whole.count}`, true)
        } catch {
            if (mine === turn) restore("The search could not be loaded. The whole list is below.")
        }
    }

    function restore(text) {
        found = []
        results.replaceChildren(...whole.cards)
        boxes.forEach((box, place) => { tallies.get(box).textContent = whole.tallies[place] })
        settle(text, false)
    }

    function settle(text, narrowed) {
        count.textContent = text
        none.hidden = !narrowed || found.length > 0
        more.hidden = found.length <= limit
        more.textContent = `Show ${Math.min(SHOWN, found.length - limit)} more`
        clear.hidden = isEmpty(chosen(form))
        if (pager) pager.hidden = narrowed
        clearTimeout(saying)
        saying = setTimeout(() => { said.textContent = text }, SAID_MS)
    }

    async function showMore() {
        const mine = turn
        const cards = await index.cards(found.slice(limit, limit + SHOWN))
        if (mine !== turn) return
        limit += SHOWN
        results.append(...cards)
        settle(count.textContent, true)
        write()
        cards[0].querySelector("a").focus()
    }

    /** What is typed changes this entry of the history, soon; a tick adds one that Back takes away. */
    function typed() {
        limit = SHOWN
        show()
        clearTimeout(writing)
        writing = setTimeout(write, WRITTEN_MS)
    }

    function ticked() {
        limit = SHOWN
        clearTimeout(writing)
        history.pushState({ limit }, "", address(form))
        show()
    }

    function write() {
        clearTimeout(writing)
        history.replaceState({ limit }, "", address(form))
    }

    function recall() {
        limit = history.state?.limit ?? SHOWN
        fill(form)
        show()
    }

    /** From link to link with the arrows, from the first one back to the box. */
    function step(event) {
        const links = [...results.querySelectorAll("h2 a")]
        const place = links.indexOf(document.activeElement)
        const steps = { ArrowDown: 1, ArrowUp: -1 }
        if (event.key === "Escape") query.focus()
        else if (place >= 0 && steps[event.key]) {
            event.preventDefault()
            const next = place + steps[event.key]
            ;(next < 0 ? query : links[next] ?? links[place]).focus()
        }
    }

    async function enter() {
        await showing
        results.querySelector("h2 a")?.focus()
    }

    query.addEventListener("keydown", event => {
        if (event.key === "ArrowDown") {
            event.preventDefault()
            enter()
        } else if (event.key === "Escape" && query.value) {
            event.preventDefault()
            query.value = ""
            typed()
        }
    })
    results.addEventListener("keydown", step)
    window.addEventListener("load", () => index.head().catch(() => {}))   // ahead of the first key
    form.addEventListener("submit", event => { event.preventDefault(); enter() })
    form.addEventListener("input", event => event.target === query ? typed() : ticked())
    form.addEventListener("reset", () => setTimeout(() => { ticked(); query.focus() }))
    query.addEventListener("blur", write)   // before a result is followed
    more.addEventListener("click", () => showMore().catch(() => {}))
    window.addEventListener("popstate", recall)

    if (facets && window.matchMedia("(max-width: 59.99em)").matches) facets.open = false
    form.hidden = false
    recall()
}

/** The index of one hub; each of its files is loaded once, when it is needed. */
class Index {
    #held = new Map()

    /** @param listed - the cards that stand on the page already: those of the first entries */
    constructor(folder, listed) {
        this.folder = folder
        this.listed = listed
    }

    head() {
        return this.#load("index.json")
    }

    /** All that fits, best first, and how many would fit with each value of each facet. */
    async search({ words, facets }) {
        const head = await this.head()
        const points = await Promise.all(words.map(word => this.#points(word, head)))
        const columns = Object.entries(head.facets).map(([key, column]) => new Column(key, column, facets.get(key)))
        const found = []
        const score = new Uint16Array(head.count)
        for (let entry = 0; entry < head.count; entry++) {
            if (!points.every(each => each[entry])) continue
            score[entry] = points.reduce((sum, each) => sum + each[entry], 0)
            const unfit = columns.filter(column => !column.fits(entry))
            if (unfit.length === 0) {
                found.push(entry)
                for (const column of columns) column.tally(entry)
            } else if (unfit.length === 1) unfit[0].tally(entry)   // its own ticks do not count here
        }
        found.sort((one, other) => score[other] - score[one] || one - other)
        return { found, counts: new Map(columns.map(column => [column.key, column.counts()])) }
    }

    /** Elements, in the order of `numbers`; the build made their HTML with the page's own. */
    async cards(numbers) {
        const { block } = await this.head()
        return Promise.all(numbers.map(async number => {
            if (number < this.listed.length) return this.listed[number]
            const place = number - this.listed.length
            const cards = await this.#load(`cards/${Math.floor(place / block)}.json`)
            const made = document.createElement("template")
            made.innerHTML = cards[place % block]
            return document.importNode(made.content, true).firstElementChild
        }))
    }

    /** For each entry: 0 without a word that begins so; a name counts most, then a whole word. */
    async #points(start, { count, words }) {
        const first = Math.max(0, words.findLastIndex(word => word <= start))
        const last = words.findLastIndex(word => word <= start || word.startsWith(start))
        const shards = []
        for (let number = first; number <= last; number++) shards.push(this.#load(`words/${number}.json`))
        const points = new Uint8Array(count)
        for (const [word, ...places] of (await Promise.all(shards)).flat()) {
            if (!word.startsWith(start)) continue
            places.forEach((steps, place) => {
                const worth = 2 * (3 - place) + (word === start)
                let entry = 0
                for (const each of steps) {
                    entry += each
                    points[entry] = Math.max(points[entry], worth)
                }
            })
        }
        return points
    }

    #load(name) {
        if (!this.#held.has(name)) {
            const loading = load(new URL(name, this.folder))
            loading.catch(() => this.#held.delete(name))   // so that the next try asks again
            this.#held.set(name, loading)
        }
        return this.#held.get(name)
    }
}

/** One facet: what each entry answers, and which answers fit the ticked values. */
class Column {
    constructor(key, { values, sets, of }, ticked = []) {
        const wanted = new Set(ticked.map(value => values.indexOf(value)))
        this.key = key
        this.values = values
        this.sets = sets
        this.of = of
        this.fit = sets.map(set => wanted.size === 0 || set.some(value => wanted.has(value)))
        this.times = new Uint32Array(sets.length)
    }

    fits(entry) {
        return this.fit[this.of[entry]]
    }

    tally(entry) {
        this.times[this.of[entry]]++
    }

    counts() {
        const counts = new Map(this.values.map(value => [value, 0]))
        this.sets.forEach((set, number) => {
            for (const value of set) counts.set(this.values[value], counts.get(this.values[value]) + this.times[number])
        })
        return counts
    }
}

async function load(address) {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
    return answer.json()
}

/** What is chosen: the words typed, and the values ticked of each facet. */
function chosen(form) {
    const facets = new Map()
    for (const box of form.querySelectorAll("input:checked")) {
        facets.set(box.name, [...facets.get(box.name) ?? [], box.value])
    }
    return { words: wordsOf(form.elements.find.value), facets }
}

function isEmpty({ words, facets }) {
    return words.length === 0 && facets.size === 0
}

/** Lower case, without accents, kana and Han one by one: as the index has them. */
function wordsOf(text) {
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    return bare.match(/[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}])+/gu) ?? []
}

/** The page's address with the choice in it. */
function address(form) {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value)
    const text = query.toString()
    return location.pathname + (text ? `?${text}` : "") + location.hash
}

/** Set the form from the address; a facet with a choice in it is unfolded. */
function fill(form) {
    const query = new URLSearchParams(location.search)
    form.elements.find.value = query.get("find") ?? ""
    for (const box of form.querySelectorAll("input[type=checkbox]")) {
        box.checked = query.getAll(box.name).includes(box.value)
        if (box.checked) box.closest("details").open = true
    }
}

const finder = document.querySelector("[data-finder]")
if (finder) start(finder)
