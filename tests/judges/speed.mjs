// How long @digitalbazaar/vc takes to sign and to verify each document of a batch, for `tests/bench`.
//
// The batch is that of the other judges; all its documents share the world of the first. Every
// document is verified in each round, then signed anew by a key of no use to anybody. Answers with
// milliseconds of the processor a document, a round each; the rounds before `--warm` are over are left out.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity"
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey"
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite"
import { issue, verifyCredential } from "@digitalbazaar/vc"
import { text as allOf } from "node:stream/consumers"
import { loaderOf } from "./loader.mjs"
import { openWorld } from "./world.mjs"

const WARM = 2
const ROUNDS = Number(process.argv[2] ?? 5)

const lines = (await allOf(process.stdin)).trim().split("\n").map(line => JSON.parse(line))
const documents = lines.map(({ text }) => JSON.parse(text))
const documentLoader = remembering(loaderOf(openWorld(lines[0].world)))
const now = lines[0].world.as_of

/** A loader that asks for each document once: what is measured is the library, not the disk. */
function remembering(load) {
    const known = new Map()
    return async url => known.get(url) ?? known.set(url, await load(url)).get(url)
}

/** Of the signature and the dates alone: a list would be fetched and checked for each. */
const checkStatus = async () => ({ verified: true })

async function verifyAll() {
    for (const credential of documents) {
        const suite = new DataIntegrityProof({ cryptosuite })
        const asked = { credential, suite, documentLoader, checkStatus, now }
        const { verified, error } = await verifyCredential(asked)
        if (!verified) throw error
    }
}

async function signAll() {
    for (const { proof, ...unsigned } of documents) {
        const credential = structuredClone(unsigned)
        const suite = new DataIntegrityProof({ signer: (await keyOf(credential)).signer(), cryptosuite })
        await issue({ credential, suite, documentLoader, now })
    }
}

const keys = new Map()

async function keyOf({ issuer }) {
    const controller = issuer.id ?? issuer
    if (!keys.has(controller)) {
        const key = await Ed25519Multikey.generate({ controller, seed: new Uint8Array(32).fill(7) })
        key.id = `${controller}#${(await key.export({ publicKey: true })).publicKeyMultibase}`
        keys.set(controller, key)
    }
    return keys.get(controller)
}

async function milliseconds(work) {
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000 / documents.length
}

const times = { verify: [], sign: [] }
for (let round = 0; round < WARM + ROUNDS; round++) {
    const [verify, sign] = [await milliseconds(verifyAll), await milliseconds(signAll)]
    if (round >= WARM) {
        times.verify.push(verify)
        times.sign.push(sign)
    }
}
process.stdout.write(JSON.stringify(times) + "\n")
