/** What a credential page runs: the verdict, by itself, once the page can be read. */

import { answer } from "../answer/answer.js"
import { startNetwork } from "../page/network.js"
import { readTrust, TrustError } from "../verify/trust.js"
import { say } from "../verify/words.js"
import { check, NotJudged } from "./checker.js"
import { offerPicture } from "./picture.js"
import { isAtHome } from "./place.js"
import { show } from "./show.js"
import { copied, elsewhere, misplaced, unchecked } from "./words.js"

const panel = document.querySelector("[data-verdict]")
if (panel) start(panel)

function start(panel) {
    const { credential, id, root, site } = panel.dataset
    const atHome = isAtHome(location.href, credential, id)
    // The verifier's own rules for the network, as they hold on the verifier's page.
    const network = startNetwork(new URL(`${root}verify/`, location.href))
    const load = link => network.beside(new URL(link, location.href).href)
    const standsFor = atHome ? "" : network.preview(site)

    if (!atHome && !standsFor) {
        show(panel, copied(id), "")
        return
    }
    const picture = panel.querySelector("[data-picture]")
    if (picture) offerPicture(picture, load, credential)
    panel.querySelector("[data-waiting]").hidden = false
    panel.querySelector("[data-otherwise]").open = false
    panel.querySelector("[data-verifier]").hidden = false // on a copy it would speak of the copy
    whenReadable(async () => show(panel, await verdict(panel.dataset, load, network), standsFor))
}

function whenReadable(run) {
    const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(run)
    if (document.readyState === "complete") soon()
    else addEventListener("load", soon, { once: true })
}

/** What `show` shows; never rejects. */
async function verdict({ credential, id, trust, worker }, load, network) {
    const prepare = async () => {
        const [data, list] = await Promise.all([credential, trust].map(async link => {
            const { body, reason } = await load(link)
            if (!body) throw new NotJudged(say("document.unavailable", { reason }))
            return body
        }))
        const asOf = BigInt(Date.now()) * 1000n
        return { data, asOf, trust: readTrust(new Uint8Array(list)), get: network.get }
    }
    try {
        const report = await check(worker, prepare)
        if (report.id !== null && report.id !== id) return misplaced
        const told = answer(report)
        return network.unasked.size ? { ...told, next: elsewhere(network.unasked) } : told
    } catch (error) {
        const isKnown = error instanceof NotJudged || error instanceof TrustError
        return unchecked(isKnown ? error.message : say("fault"))
    }
}
