import assert from "node:assert/strict"
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { didDocumentUrl, openWorld } from "./world.mjs"

const outside = mkdtempSync(join(tmpdir(), "world-"))
const site = join(outside, "site")
mkdirSync(join(site, "issuers"), { recursive: true })
writeFileSync(join(outside, "secret.json"), "{}")
writeFileSync(join(site, "issuers", "did.json"), '{"id": 1}')
symlinkSync(join(outside, "secret.json"), join(site, "link.json"))
const base = "https://badges.example/p/"
const world = openWorld({ folders: { [base]: site }, files: { "https://x.example/c": join(outside, "secret.json") } })

test("a folder answers for its address, a file for its own", () => {
    assert.equal(world.read(`${base}issuers/did.json`), '{"id": 1}')
    assert.equal(world.read("https://x.example/c"), "{}")
})

const REFUSED = [
    `${base}missing.json`,
    `${base}issuers`,
    `${base}../secret.json`,
    `${base}issuers/..%2fdid.json`,
    `${base}issuers/did.json?x`,
    `${base}link.json`,
    "https://badges.example/q/did.json",
    "file:///etc/hostname",
]
for (const url of REFUSED) {
    test(`nothing else is there: ${url}`, () => assert.throws(() => world.read(url), /NotFoundError/))
}

const DIDS = {
    "did:web:x.example": "https://x.example/.well-known/did.json",
    "did:web:x.example%3A8443": "https://x.example:8443/.well-known/did.json",
    "did:web:x.example:a:b": "https://x.example/a/b/did.json",
}
for (const [did, url] of Object.entries(DIDS)) {
    test(did, () => assert.equal(didDocumentUrl(did), url))
}
