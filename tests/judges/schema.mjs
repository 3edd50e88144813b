// Judge: ajv with the official schemas of Open Badges 3.0 and CLR 2.0.
import { readFileSync } from "node:fs"
import { Ajv2019 } from "ajv/dist/2019.js"
import addFormats from "ajv-formats"
import { answerBatch } from "./jobs.mjs"

const ajv = new Ajv2019({ allErrors: true })
addFormats.default(ajv)

function schema(name) {
    const file = new URL(`schemas/${name}_schema.json`, import.meta.url)
    return readFileSync(file, "utf8")
}

const OPEN_BADGES = JSON.parse(schema("ob_v3p0_achievementcredential"))

/**
 * The schema of CLR 2.0 that we have is the edition for VC 1.1, in draft 4. VC 2.0 renamed two
 * members; the types that CLR takes from Open Badges are in its edition for VC 2.0.
 */
function learnerRecord() {
    const renamed = schema("clr_v2p0_clrcredential")
        .replaceAll("issuanceDate", "validFrom")
        .replaceAll("expirationDate", "validUntil")
    const { $schema, $defs, ...rest } = JSON.parse(renamed)
    return { ...rest, $defs: { ...$defs, ...OPEN_BADGES.$defs } }
}

const badge = ajv.compile(OPEN_BADGES)
const endorsement = ajv.compile(JSON.parse(schema("ob_v3p0_endorsementcredential")))
const record = ajv.compile(learnerRecord())

function problems(validate, credential) {
    validate(credential)
    return (validate.errors ?? []).map(each => `${each.instancePath}: ${each.message}`)
}

function problemsOf(credential) {
    if (credential.type?.includes?.("EndorsementCredential")) return problems(endorsement, credential)
    if (!credential.type?.includes?.("ClrCredential")) return problems(badge, credential)
    const held = credential.credentialSubject?.verifiableCredential ?? []
    return [
        ...problems(record, credential),
        ...held.flatMap(each => problems(badge, each)),
    ]
}

await answerBatch(async credential => {
    const found = problemsOf(credential)
    return { accepted: found.length === 0, ...(found.length && { error: found.join(" | ") }) }
})
