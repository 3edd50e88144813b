// Judge: jsonld.js in safe mode and rdf-canonize, for the very bytes that are hashed.
import jsonld from "jsonld"
import { answerBatch, explain } from "./jobs.mjs"

await answerBatch(async ({ proof, ...document }, world) => {
    const documentLoader = async url => ({
        contextUrl: null,
        document: JSON.parse(world.read(url)),
        documentUrl: url,
    })
    const canonize = async input => {
        try {
            const options = { algorithm: "RDFC-1.0", safe: true, base: null, documentLoader }
            return { nquads: await jsonld.canonize(input, options) }
        } catch (error) {
            return { error: explain(error) }
        }
    }
    // Data Integrity EdDSA Cryptosuites 1.0, section 3.2.5: the proof without its value.
    const { proofValue, ...options } = [proof].flat()[0] ?? {}
    return {
        document: await canonize(document),
        options: await canonize({ ...options, "@context": document["@context"] }),
    }
})
