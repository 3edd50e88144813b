// A transcript by time, by pathway or by competency. Without this script all three stand one
// after the other, and the last two link to the entries of the first. With it one is shown,
// named after the # of the address, and a copy of each entry takes the place of a link to it.

function offerViews(ways) {
    const views = [...document.querySelectorAll("[data-view]")]
    const told = document.querySelector("[data-said]")
    let shown = views[0]

    /** The view that the address names, or the one with what it names; else the one that stands. */
    function choose() {
        const named = document.getElementById(location.hash.slice(1))
        shown = named?.closest("[data-view]") ?? shown
        for (const view of views) view.hidden = view !== shown
        for (const way of ways) {
            if (way.hash === `#${shown.id}`) way.setAttribute("aria-current", "true")
            else way.removeAttribute("aria-current")
        }
        fill(shown)
    }

    function turn() {
        choose()
        told.textContent = shown.querySelector("h2").textContent
    }

    for (const way of ways) {
        way.addEventListener("click", event => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return   // a tab of its own
            event.preventDefault()   // the browser would take the focus away, and jump
            history.pushState(null, "", way.hash)
            turn()
        })
    }
    window.addEventListener("hashchange", turn)
    choose()
}

function fill(view) {
    for (const link of view.querySelectorAll("li > a[href^='#badge-']")) {
        const entry = document.querySelector(link.hash).cloneNode(true)
        entry.removeAttribute("id")
        link.closest("li").replaceWith(entry)
    }
}

/** What an entry leaves out stands on the badge's own page; unfolded, it is fetched from there. */
const LEFT_OUT = ["evidence", "results", "facts", "honors"]

function offerMore(place) {
    const [details, summary] = ["details", "summary"].map(name => document.createElement(name))
    summary.textContent = place.textContent
    details.dataset.from = place.closest(".bp-entry").querySelector("h4 > a").href
    details.append(summary)
    place.replaceWith(details)
}

async function unfold(details) {
    const { from } = details.dataset
    if (!from || !details.open) return
    delete details.dataset.from
    const said = document.createElement("p")
    said.setAttribute("role", "status")
    said.textContent = "Fetching it…"
    details.append(said)
    try {
        const answer = await fetch(from)
        if (!answer.ok) throw new Error(answer.statusText)
        const page = new DOMParser().parseFromString(await answer.text(), "text/html")
        said.replaceWith(...LEFT_OUT.flatMap(id => partOf(page.getElementById(id), from)))
    } catch {
        const link = document.createElement("a")
        link.href = from
        link.textContent = "It stands on the badge’s own page."
        said.replaceChildren(link)
    }
}

/** A section without its id and heading, which the transcript has no room for. */
function partOf(heading, from) {
    if (!heading) return []
    const title = document.createElement("p")
    title.textContent = heading.textContent
    const rest = [...heading.parentElement.children].filter(each => each !== heading)
    for (const link of rest.flatMap(each => [...each.querySelectorAll("a[href]")])) {
        link.href = new URL(link.getAttribute("href"), from).href
    }
    return [title, ...rest]
}

/** Paper is read later, so it says when it was printed. */
function offerPrint(button) {
    button.hidden = false
    button.addEventListener("click", () => window.print())
    window.addEventListener("beforeprint", () => {
        const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })
        document.querySelector("[data-printed]").textContent = `Printed on ${day}.`
    })
}

document.querySelectorAll(".bp-more").forEach(offerMore)
document.addEventListener("toggle", event => unfold(event.target), true)
const ways = [...document.querySelectorAll(".bp-views a")]
if (ways.length) offerViews(ways)
document.querySelectorAll("[data-print]").forEach(offerPrint)
