// Judge: @digitalbazaar/vc with the eddsa-rdfc-2022 suite and Bitstring Status List.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity"
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite"
import { verifyCredential } from "@digitalbazaar/vc"
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list"
import { answerBatch, explain } from "./jobs.mjs"
import { loaderOf } from "./loader.mjs"

await answerBatch(async (credential, world) => {
    const result = await verifyCredential({
        credential,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader: loaderOf(world),
        checkStatus,
    })
    // `verified` is true for a revoked credential too: it says that the status could be read.
    const { verified, statusResult } = result
    const revoked = statusResult?.results?.some(each => each.status) ?? null
    const known = !credential.credentialStatus || revoked !== null
    const error = result.error ?? statusResult?.error
    return {
        verified,
        revoked,
        accepted: verified && known && !revoked,
        ...(error && { error: explain(error) }),
    }
})
