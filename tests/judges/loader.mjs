// A JSON-LD document loader over a world: contexts, DID documents, keys and status lists.
import didContext from "did-context"
import * as multikeyContext from "@digitalbazaar/multikey-context"
import { didDocumentUrl } from "./world.mjs"

// Contexts of DID documents, which come from their publishers' packages; those of
// credentials are the project's own and come with the world.
const PACKAGED = new Map([...didContext.contexts, ...multikeyContext.contexts])

/** @returns {(url: string) => Promise<{contextUrl: null, document: object, documentUrl: string}>} */
export function loaderOf(world) {
    return async url => ({ contextUrl: null, document: documentAt(url, world), documentUrl: url })
}

function documentAt(url, world) {
    if (PACKAGED.has(url)) return PACKAGED.get(url)
    if (!url.startsWith("did:")) return JSON.parse(world.read(url))
    const document = JSON.parse(world.read(didDocumentUrl(url.split("#")[0])))
    if (!url.includes("#")) return document
    const { verificationMethod = [], assertionMethod = [] } = document
    const key = [verificationMethod, assertionMethod].flat().find(method => method.id === url)
    if (!key) throw new Error(`NotFoundError: no key ${url}`)
    return { "@context": multikeyContext.CONTEXT_URL, ...key }
}
