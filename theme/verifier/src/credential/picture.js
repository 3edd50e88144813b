/** The badge's picture with the credential in it, made when the reader asks for it. */

import { bakePng } from "../openbadges/png.js"
import { bakeSvg } from "../openbadges/svg.js"
import { save } from "../page/element.js"

/**
 * Show the button, and save the picture at each press.
 *
 * @param {HTMLElement} part - holds the button and a place for what became of it
 * @param {(url: string) => Promise<{body: ArrayBuffer | null, reason: string}>} load - gets a
 *     file as the page links it
 * @param {string} credential - the signed data, as the page links it
 */
export function offerPicture(part, load, credential) {
    const [button, said] = [part.querySelector("button"), part.querySelector("[role=status]")]
    const { image, name } = button.dataset
    button.addEventListener("click", async () => {
        said.textContent = ""
        const files = await Promise.all([image, credential].map(load))
        const missing = files.find(file => !file.body)
        said.textContent = missing ? `The picture could not be made: ${missing.reason}` : saved(files, name)
    })
    part.hidden = false
}

function saved(files, name) {
    const [picture, credential] = files.map(file => new Uint8Array(file.body))
    try {
        save(name, "application/octet-stream", bake(picture, credential))
        return `Saved as ${name}. Whoever gets this file can check it.`
    } catch (error) {
        return `The picture could not be made: ${error.message}`
    }
}

/**
 * @param {Uint8Array} picture - a PNG, else an SVG
 * @param {Uint8Array} credential - signed JSON, carried byte for byte
 * @returns {Uint8Array}
 * @throws {BakingError} see openbadges/baking.js
 */
export function bake(picture, credential) {
    return picture[0] === 0x89 ? bakePng(picture, credential) : bakeSvg(picture, credential)
}
