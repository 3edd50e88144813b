// Judge: ajv with the official schemas of Open Badges 3.0.
import { readFileSync } from "node:fs"
import { Ajv2019 } from "ajv/dist/2019.js"
import addFormats from "ajv-formats"
import { answerBatch } from "./jobs.mjs"

const ajv = new Ajv2019({ allErrors: true })
addFormats.default(ajv)

function compiled(name) {
    const file = new URL(`schemas/ob_v3p0_${name}_schema.json`, import.meta.url)
    return ajv.compile(JSON.parse(readFileSync(file, "utf8")))
}

const badge = compiled("achievementcredential")
const endorsement = compiled("endorsementcredential")

await answerBatch(async credential => {
    const validate = credential.type?.includes?.("EndorsementCredential") ? endorsement : badge
    const accepted = validate(credential)
    const problems = (validate.errors ?? []).map(each => `${each.instancePath}: ${each.message}`)
    return { accepted, ...(accepted || { error: problems.join(" | ") }) }
})
