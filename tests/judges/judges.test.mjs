// The judges themselves: each can say yes, and no.
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

const here = path => fileURLToPath(new URL(path, import.meta.url))
const contexts = name => here(`../../generator/openbadges/contexts_data/${name}.json`)
const VC = "https://www.w3.org/ns/credentials/v2"
const OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
const SCHEMA = "ob_v3p0_achievementcredential_schema.json"
const DID = "did:web:issuer.example"
const LIST = "https://issuer.example/lists/1.json"

const site = mkdtempSync(join(tmpdir(), "judges-"))
const world = {
    as_of: "2026-06-01T00:00:00Z",
    folders: { "https://issuer.example/": site },
    files: {
        [VC]: contexts("credentials-v2"),
        [OB]: contexts("ob-v3p0-context-3.0.3"),
        [`https://purl.imsglobal.org/spec/ob/v3p0/schema/json/${SCHEMA}`]: here(`schemas/${SCHEMA}`),
    },
}

function ask(judge, documents) {
    const jobs = Object.entries(documents).map(([name, each]) => ({ name, text: JSON.stringify(each), world }))
    const input = jobs.map(each => JSON.stringify(each)).join("\n")
    const done = spawnSync(process.execPath, [here(`${judge}.mjs`)], { input, encoding: "utf8" })
    assert.equal(done.status, 0, done.stderr)
    return Object.fromEntries(done.stdout.trim().split("\n").map(line => JSON.parse(line)).map(each => [each.name, each]))
}

const badge = index => ({
    "@context": [VC, OB],
    id: `urn:uuid:00000000-0000-4000-8000-00000000000${index}`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: "Maps",
    issuer: { id: DID, type: ["Profile"], name: "College of Maps" },
    validFrom: "2026-05-01T00:00:00Z",
    credentialSubject: {
        id: "urn:uuid:00000000-0000-4000-8000-0000000000aa",
        type: ["AchievementSubject"],
        achievement: {
            id: "https://issuer.example/maps",
            type: ["Achievement"],
            name: "Maps",
            description: "Reads maps.",
            criteria: { narrative: "Read a map." },
        },
    },
    credentialStatus: {
        id: `${LIST}#${index}`,
        type: "BitstringStatusListEntry",
        statusPurpose: "revocation",
        statusListIndex: String(index),
        statusListCredential: LIST,
    },
})

const issued = ask("issue", {
    good: badge(1),
    revoked: badge(2),
    list: { list: { id: LIST, issuer: DID, length: 131072, revoked: [2] } },
})
const { good, revoked, list } = Object.fromEntries(Object.entries(issued).map(([k, v]) => [k, v.credential]))
const method = good.proof.verificationMethod
const key = { id: method, type: "Multikey", controller: DID, publicKeyMultibase: method.split("#")[1] }
const didDocument = {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: DID,
    verificationMethod: [key],
    assertionMethod: [method],
}
for (const folder of [".well-known", "lists"]) mkdirSync(join(site, folder))
writeFileSync(join(site, ".well-known", "did.json"), JSON.stringify(didDocument))
writeFileSync(join(site, "lists", "1.json"), JSON.stringify(list))

const arrayed = { ...good, proof: [good.proof] }
const documents = { good: arrayed, revoked, changed: { ...arrayed, name: "Charts" } }

for (const judge of ["vc", "dcc"]) {
    test(`${judge} accepts the good, and neither the withdrawn nor the changed`, () => {
        const answers = ask(judge, documents)
        const accepted = Object.entries(answers).map(([name, answer]) => [name, answer.accepted])
        assert.deepEqual(Object.fromEntries(accepted), { good: true, revoked: false, changed: false })
        assert.equal(answers.revoked.revoked, true)
    })
}

test("schema refuses a proof that is no array", () => {
    const answers = ask("schema", { good: arrayed, bare: good })
    assert.equal(answers.good.accepted, true, answers.good.error)
    assert.equal(answers.bare.accepted, false)
})

test("canonical gives bytes, and none for a member no context defines", () => {
    const answers = ask("canonical", { good, odd: { ...good, honours: "yes" } })
    assert.match(answers.good.document.nquads, /"Reads maps\."/)
    assert.match(answers.good.options.nquads, /eddsa-rdfc-2022/)
    assert.match(answers.odd.document.error, /[Ss]afe mode/)
})
