/** The ways a badge gets to the page: files, folders, links, text, and what is dropped. */

import { chosen, dropped } from "./files.js"
import { openWays } from "./visit.js"

const at = id => document.getElementById(id)

/** Wires the page's inputs to `visit`; see visit.js. */
export function startWaysIn(visit) {
    wireInputs(visit)
    wireForms(visit)
    wireDrop(visit)
    const fromAddress = () => {
        const [, way, value] = /^#([bu])=(.*)$/s.exec(location.hash) ?? []
        if (way === "b") visit.privateLink(location.hash)
        if (way === "u") visit.offer(decoded(value))
    }
    addEventListener("hashchange", fromAddress)
    at("again").addEventListener("click", () => {
        openWays(true)
        at("choose").focus()
    })
    at("home").hidden = location.protocol === "file:" // a saved file belongs to no site
    openWays(true)
    fromAddress()
}

function decoded(text) {
    try {
        return decodeURIComponent(text)
    } catch {
        return text
    }
}

function wireInputs(visit) {
    for (const [button, input] of [
        ["choose", "files"],
        ["choose-folder", "folder"],
    ]) {
        at(button).addEventListener("click", () => at(input).click())
        at(input).addEventListener("change", ({ target }) => {
            const given = chosen(target)
            target.value = "" // so that the same file can be chosen again
            if (given.length) visit.files(given)
        })
    }
}

function wireForms(visit) {
    at("link").addEventListener("submit", event => {
        event.preventDefault()
        visit.link(at("url").value.trim())
    })
    at("paste").addEventListener("submit", event => {
        event.preventDefault()
        visit.text(at("text").value.trim())
    })
}

function wireDrop(visit) {
    const mark = on => document.documentElement.classList.toggle("dropping", on)
    const hasFiles = event => event.dataTransfer?.types.includes("Files")
    addEventListener("dragover", event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(true)
    })
    addEventListener("dragleave", event => {
        if (!event.relatedTarget) mark(false)
    })
    addEventListener("drop", event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(false)
        visit.files(dropped(event.dataTransfer))
    })
}
