// What all pages of people share: the choice of colors, as Material's pages keep it, so that one
// choice holds for the whole site; and folded parts, which are open on paper.

const CHOICES = [["(prefers-color-scheme)"], ["(prefers-color-scheme: light)", "default"], ["(prefers-color-scheme: dark)", "slate"]]
const key = `${new URL("../..", document.currentScript.src).pathname}.__palette`
const dark = matchMedia("(prefers-color-scheme: dark)")
let chosen = remembered()

/** The number of the reader's choice; the system's colors where there is none, or no storage. */
function remembered() {
    try {
        const { index } = JSON.parse(localStorage.getItem(key))
        return CHOICES[index] ? index : 0
    } catch {
        return 0
    }
}

function paint() {
    const { mdColorPrimary: primary, mdColorAccent: accent } = document.body.dataset
    const [media, scheme = dark.matches ? "slate" : "default"] = CHOICES[chosen]
    document.body.dataset.mdColorScheme = scheme
    return { index: chosen, color: { media, scheme, primary, accent } }
}

function offerColors(button) {
    const labels = button.dataset.colors.split("|")
    const tell = () => {
        button.dataset.chosen = chosen
        button.ariaLabel = button.title = labels[chosen]
    }
    button.addEventListener("click", () => {
        chosen = (chosen + 1) % CHOICES.length
        const kept = paint()
        tell()
        try {
            localStorage.setItem(key, JSON.stringify(kept))
        } catch {   // the choice holds for this page
        }
    })
    tell()
    button.hidden = false
}

function openOnPaper() {
    const closed = [...document.querySelectorAll("details:not([open])")]
    for (const each of closed) each.open = true
    addEventListener("afterprint", () => closed.forEach(each => (each.open = false)), { once: true })
}

paint()   // before anything is seen
dark.addEventListener("change", paint)
addEventListener("beforeprint", openOnPaper)
addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-colors]").forEach(offerColors))
