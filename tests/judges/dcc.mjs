// Judge: the verifier of the Digital Credentials Consortium.
//
// It has its own loaders, which end in the global fetch; ours answers from the world, and
// refuses the rest. It brings its own contexts: of Open Badges 3.0.3 the older text.
import { answerBatch, explain } from "./jobs.mjs"

let world
globalThis.fetch = async request => {
    const url = typeof request === "string" ? request : request.url
    try {
        return new Response(world.read(url), { headers: { "Content-Type": "application/json" } })
    } catch (error) {
        return new Response(error.message, { status: 404 })
    }
}
const { verifyCredential } = await import("@digitalcredentials/verifier-core")

const STEPS = ["valid_signature", "expiration", "revocation_status"]

await answerBatch(async (credential, given) => {
    world = given
    const result = await verifyCredential({ credential, knownDIDRegistries: [] })
    const log = Object.fromEntries((result.log ?? []).map(step => [step.id, step.valid ?? false]))
    const schema = result.additionalInformation?.find(each => each.id === "schema_check")?.results
    const errors = [...(result.errors ?? []), ...(result.log ?? []).map(step => step.error)]
    const problems = [...errors.filter(Boolean), ...(Array.isArray(schema) ? [] : [schema])]
    return {
        log,
        revoked: log.revocation_status === undefined ? null : !log.revocation_status,
        schema: Array.isArray(schema) && schema.every(each => each.result.valid),
        accepted: errors.every(each => !each) && STEPS.every(step => log[step] === true),
        ...(problems.length && { error: problems.map(each => explain(each ?? "no schema")).join(" | ") }),
    }
})
