// Copy buttons beside an address or a piece of HTML. Without this script they stay hidden,
// and the text can be selected by hand.

const said = document.querySelector("[data-copied]")

for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)))
}

/** Copy what the field holds; where the browser forbids it, select it for the reader. */
async function copy(field) {
    said.textContent = ""
    try {
        await navigator.clipboard.writeText(field.value)
        said.textContent = "Copied."
    } catch {   // no clipboard without HTTPS, or the reader said no
        field.focus()
        field.select()
        said.textContent = "Selected: copy it with Ctrl+C or ⌘C."
    }
}
