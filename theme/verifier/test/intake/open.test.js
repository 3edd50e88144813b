import assert from "node:assert/strict"
import { test } from "node:test"
import { bakePng } from "../../src/openbadges/png.js"
import { bakeSvg } from "../../src/openbadges/svg.js"
import { open } from "../../src/intake/open.js"
import { zip } from "./zips.js"

const PIXEL = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
    "base64",
)
const bytes = text => new TextEncoder().encode(text)
const json = value => bytes(JSON.stringify(value))
const badge = id => json({ id, type: ["VerifiableCredential", "OpenBadgeCredential"] })
const trust = json({ issuers: [] })
const files = given => Object.entries(given).map(([path, data]) => ({ path, data }))
const names = ({ items }) => items.map(({ name }) => name)

const SITE = "https://badges.example.org/base/"
const credential = token => `credentials/${token}/credential.json`
const site = {
    [credential("one")]: badge(SITE + credential("one")),
    [credential("two")]: badge(SITE + credential("two")),
    [credential("stray")]: badge("https://elsewhere.example/a.json"),
    "issuers/acme/did.json": json({ id: "did:web:badges.example.org:issuers:acme" }),
    "issuers/acme/50%.json": json({}),
    "badges/welding/image.svg": bytes("<svg/>"),
    "verify/trust.json": trust,
}

test("a file given by itself is judged, whatever it is", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
    const odd = { "photo.png": png, "cv.pdf": bytes("%PDF"), "b.json": bytes("{") }
    const opened = await open(files({ "z.json": badge("urn:x"), ...odd }))
    assert.deepEqual(names(opened), ["z.json", "photo.png", "cv.pdf", "b.json"])
    assert.ok(opened.items.every(({ handed, prefix }) => handed === null && prefix === ""))
    assert.deepEqual([opened.trust, opened.refused], [null, []])
})

test("a list of known issuers is the reader's own where nothing comes with it", async () => {
    assert.deepEqual(await open(files({ "mine.json": trust })), { items: [], trust, refused: [] })
    const lists = { "trust.json": trust, "trust.yml": bytes("issuers:\n") }
    const opened = await open(files({ "a.json": badge("urn:x"), ...lists }))
    assert.deepEqual(names(opened), ["a.json"])
    assert.equal(opened.trust, null)
    assert.deepEqual(opened.refused, [
        { name: "trust.json", reason: "A list of known issuers counts only where it is given alone." },
        { name: "trust.yml", reason: "This page reads a list of known issuers as trust.json." },
    ])
})

const ARCHIVE = {
    "badgepress-archive.json": json({ version: 1 }),
    "badges/a.json": badge("urn:uuid:a"),
    "badges/a.png": bakePng(PIXEL, badge("urn:uuid:a")),
    "badges/b.png": bakePng(PIXEL, badge("urn:uuid:b")),
    "documents/badges.example.org/base/did.json": json({ id: "did:web:badges.example.org:base" }),
    "documents/other.example/list.json": json({}),
}

test("an archive hands its documents to its badges, of every host, and shows no badge twice", async () => {
    const beside = { "c.json": badge("urn:uuid:c"), "deep.json": badge(SITE + credential("one")) }
    const inside = Object.fromEntries(Object.entries(ARCHIVE).map(([path, data]) => [`kept/${path}`, data]))
    const { items } = await open(files({ "all.zip": zip({ ...beside, ...inside }) }))
    assert.deepEqual(items.map(({ name }) => name), [
        ...["all.zip/c.json", "all.zip/deep.json"],
        ...["all.zip/kept/badges/a.json", "all.zip/kept/badges/b.png"],
    ])
    assert.deepEqual(items.map(({ prefix }) => prefix), ["", "", "https://", "https://"])
    assert.deepEqual([...items[2].handed.keys()], [
        "https://badges.example.org/base/did.json",
        "https://other.example/list.json",
    ])
})

test("a broken list is known by its name, and a badge never passes for one", async () => {
    assert.deepEqual((await open(files({ "trust.json": bytes("issuers:") }))).trust, bytes("issuers:"))
    const both = json({ type: "OpenBadgeCredential", issuers: [] })
    assert.deepEqual(names(await open(files({ "trust.json": both }))), ["trust.json"])
})

test("a built site hands its documents to its badges, and never vouches for itself", async () => {
    const inFolder = Object.fromEntries(Object.entries(site).map(([path, data]) => [`site/${path}`, data]))
    for (const [top, given] of [["site", inFolder], ["site.zip", { "site.zip": zip(site) }]]) {
        const opened = await open(files(given))
        assert.deepEqual(names(opened), ["one", "stray", "two"].map(token => `${top}/${credential(token)}`))
        const [one, stray, two] = opened.items
        assert.deepEqual([one.prefix, stray.prefix, stray.handed, two.prefix], [SITE, "", null, SITE])
        assert.equal(one.handed, two.handed)
        assert.deepEqual([...one.handed.keys()], [`${SITE}issuers/acme/did.json`, `${SITE}verify/trust.json`])
        assert.deepEqual(one.handed.get(`${SITE}issuers/acme/did.json`), site["issuers/acme/did.json"])
        assert.deepEqual([opened.trust, opened.refused], [null, []])
    }
})

const record = held => ({
    type: ["VerifiableCredential", "ClrCredential"],
    credentialSubject: { verifiableCredential: held.map(each => JSON.parse(new TextDecoder().decode(each))) },
})

test("what each says that it is and is made of is told, from a picture too", async () => {
    const part = id => ({ id, type: ["Evidence"], genre: "OpenBadgeCredential" })
    const evidence = [part("urn:one"), { ...part("urn:photo"), genre: "photo" }, part("urn:two")]
    const stack = json({ ...JSON.parse(new TextDecoder().decode(badge("urn:x"))), evidence })
    const given = { "a.json": stack, "b.svg": bakeSvg(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), badge("urn:one")) }
    const odd = { "c.json": json({ id: 1, evidence: 2 }), "d.json": bytes("{"), "e.png": bytes("\x89PNG") }
    const { items } = await open(files({ ...given, ...odd }))
    assert.deepEqual(items.map(({ id }) => id), ["urn:x", "urn:one", "", "", ""])
    assert.deepEqual(items.map(({ components }) => components), [["urn:one", "urn:two"], [], [], [], []])
})

test("a learner record is opened into its badges, each by itself", async () => {
    const both = [badge("urn:one"), badge("urn:two")]
    const { items } = await open(files({ "clr.json": json(record(both)) }))
    assert.deepEqual(items.map(({ name, id, handed }) => [name, id, handed]), [
        ["clr.json, badge 1 of 2", "urn:one", null],
        ["clr.json, badge 2 of 2", "urn:two", null],
    ])
    assert.deepEqual(items.map(({ data }) => new Uint8Array(data)), both)
})

test("in a folder it gives only badges that do not lie there too", async () => {
    const earned = Object.entries(site).filter(([path]) => path.startsWith("credentials/")).map(([, data]) => data)
    const other = badge("urn:other")
    const inFolder = {
        ...Object.fromEntries(Object.entries(site).map(([path, data]) => [`site/${path}`, data])),
        "site/earners/ana/clr.json": json(record([...earned, other])),
        "site/earners/ben/clr.json": json(record(earned)),
    }
    const { items, refused } = await open(files(inFolder))
    const last = items.at(-1)
    assert.deepEqual([items.length, last.name, last.id, last.handed],
        [4, "site/earners/ana/clr.json, badge 4 of 4", "urn:other", null])
    assert.deepEqual(refused, [])
})

const attached = data => `1 0 obj\n<</Length ${data.length}/Type/EmbeddedFile>>\nstream\n${data}\nendstream\n`
const pdf = (...held) => bytes("%PDF-1.7\n" + held.map(each => attached(new TextDecoder().decode(each))).join(""))

test("a PDF of several badges is opened, alone and in a folder; one of a single badge stands as it is", async () => {
    const both = pdf(badge("urn:one"), badge("urn:two"))
    const one = pdf(badge("urn:one"))
    for (const top of ["", "hand/"]) {
        const { items } = await open(files({ [`${top}a.json`]: badge("urn:one"), [`${top}b.pdf`]: both, [`${top}c.pdf`]: one }))
        assert.deepEqual(items.map(({ name, id, isHeld }) => [name, id, isHeld ?? false]), [
            [`${top}a.json`, "urn:one", false],
            [`${top}b.pdf, badge 1 of 2`, "urn:one", true],
            [`${top}b.pdf, badge 2 of 2`, "urn:two", true],
            [`${top}c.pdf`, "urn:one", false],
        ])
    }
})

const NO_RECORD = { // case: what it is instead
    "without badges": record([]),
    "with something else": { ...record([]), credentialSubject: { verifiableCredential: ["eyJ"] } },
    "of another type": { ...record([badge("urn:one")]), type: "VerifiableCredential" },
    "without a subject": { type: "ClrCredential" },
}

for (const [name, document] of Object.entries(NO_RECORD)) {
    test(`a record ${name} is judged as it stands`, async () => {
        assert.deepEqual(names(await open(files({ "a.json": json(document) }))), ["a.json"])
    })
}

test("documents of one site are not handed to another beside it", async () => {
    const beside = Object.fromEntries(["a", "ab"].flatMap(folder => [
        [`all/${folder}/${credential("one")}`, badge(SITE + credential("one"))],
        [`all/${folder}/did.json`, json({ of: folder })],
    ]))
    const { items } = await open(files(beside))
    const own = folder => [[`${SITE}did.json`, json({ of: folder })]]
    assert.deepEqual(items.map(({ handed }) => [...handed]), ["a", "ab"].map(own))
})

const NOT_PART = { // case: [path in the folder, id]
    "another token": [credential("one"), SITE + credential("two")],
    "too high": ["one/credential.json", `${SITE}one/credential.json`],
    "not https": [credential("one"), `http://badges.example.org/${credential("one")}`],
    "no id": [credential("one"), undefined],
}

for (const [name, [path, id]] of Object.entries(NOT_PART)) {
    test(`a badge that does not stand where its id says is handed nothing: ${name}`, async () => {
        const { items } = await open(files({ [`f/${path}`]: badge(id), "f/did.json": json({}) }))
        assert.deepEqual(items.map(({ handed, prefix }) => [handed, prefix]), [[null, ""]])
    })
}

test("zips inside are refused, and so is a folder without badges", async () => {
    const { items, refused } = await open(files({
        "f/a.ZIP": zip({ "a.json": badge("urn:x") }),
        "f/cv.docx": zip({ "a.json": badge("urn:x") }),
        "empty.zip": zip({ "inner.zip": zip({}), "odd/../a.json": "" }),
        "broken.zip": zip({}).subarray(0, 12),
    }))
    assert.deepEqual(items, [])
    const inside = "A zip that lies inside is not opened: give it by itself."
    const nothing = "There is no badge to check in there."
    assert.deepEqual(refused, [
        { name: "empty.zip/odd/../a.json", reason: "Its name leads out of the zip." },
        { name: "empty.zip/inner.zip", reason: inside },
        { name: "empty.zip", reason: nothing },
        { name: "broken.zip", reason: "The zip is damaged." },
        { name: "f/a.ZIP", reason: inside },
        { name: "f", reason: nothing },
    ])
})
