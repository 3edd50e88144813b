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
    for (const link of view.querySelectorAll("[data-entry]")) {
        const entry = document.querySelector(link.hash).cloneNode(true)
        entry.removeAttribute("id")
        link.closest("li").replaceWith(entry)
    }
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

const ways = [...document.querySelectorAll(".bp-views a")]
if (ways.length) offerViews(ways)
document.querySelectorAll("[data-print]").forEach(offerPrint)
