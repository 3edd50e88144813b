// Judge: ajv with the official schema of Open Badges 3.0.
import { readFileSync } from "node:fs"
import { Ajv2019 } from "ajv/dist/2019.js"
import addFormats from "ajv-formats"
import { answerBatch } from "./jobs.mjs"

const SCHEMA = new URL("schemas/ob_v3p0_achievementcredential_schema.json", import.meta.url)

const ajv = new Ajv2019({ allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")))

await answerBatch(async credential => {
    const accepted = validate(credential)
    const problems = (validate.errors ?? []).map(each => `${each.instancePath}: ${each.message}`)
    return { accepted, ...(accepted || { error: problems.join(" | ") }) }
})
