// An issuer that is not us: @digitalbazaar/vc signs each document of the batch.
//
// A document {list: {id, issuer, length, revoked}} stands for a status list, which
// @digitalbazaar/vc-bitstring-status-list makes. The key is the one whose 32 secret bytes
// are all 7, under whatever DID the document names as its issuer.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity"
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey"
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite"
import { issue } from "@digitalbazaar/vc"
import { createCredential, createList } from "@digitalbazaar/vc-bitstring-status-list"
import { answerBatch } from "./jobs.mjs"
import { loaderOf } from "./loader.mjs"

const SEED = new Uint8Array(32).fill(7)

async function statusList({ id, issuer, length, revoked }) {
    const list = await createList({ length })
    for (const index of revoked) list.setStatus(index, true)
    const credential = await createCredential({ id, list, statusPurpose: "revocation" })
    return { ...credential, issuer, validFrom: new Date().toISOString() }
}

await answerBatch(async (given, world) => {
    const credential = given.list ? await statusList(given.list) : given
    const controller = credential.issuer.id ?? credential.issuer
    const key = await Ed25519Multikey.generate({ controller, seed: SEED })
    const { publicKeyMultibase } = await key.export({ publicKey: true })
    key.id = `${controller}#${publicKeyMultibase}`
    const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite })
    return { credential: await issue({ credential, suite, documentLoader: loaderOf(world) }) }
})
