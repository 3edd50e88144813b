import assert from "node:assert/strict"
import { test } from "node:test"
import { bake } from "../../src/credential/picture.js"
import { isAtHome } from "../../src/credential/place.js"
import { copied, unchecked } from "../../src/credential/words.js"
import { unbakePng } from "../../src/openbadges/png.js"
import { unbakeSvg } from "../../src/openbadges/svg.js"

const ID = "https://badges.example/b/credentials/1/credential.json"

// The page's address ▶ whether it is the badge's own.
const PLACES = {
    "https://badges.example/b/credentials/1/": true,
    "https://badges.example/b/credentials/1/index.html": true,
    "https://badges.example/b/credentials/1/#honors": true,
    "https://BADGES.example:443/b/credentials/1/?from=mail": true,
    "http://badges.example/b/credentials/1/": false,
    "https://badges.example:8443/b/credentials/1/": false,
    "https://badges.example/b/credentials/2/": false,
    "https://badges.example/old/b/credentials/1/": false,
    "https://badges.example.evil.example/b/credentials/1/": false,
    "https://evil.example/b/credentials/1/": false,
    "http://localhost:8000/b/credentials/1/": false,
    "file:///b/credentials/1/index.html": false,
}

for (const [here, expected] of Object.entries(PLACES)) {
    test(`a page at ${here} is ${expected ? "" : "not "}at home`, () => {
        assert.equal(isAtHome(here, "credential.json", ID), expected)
    })
}

test("a copy leads to the badge's own page", () => {
    assert.equal(copied(ID).link, "https://badges.example/b/credentials/1/")
})

test("what was not judged is never said to be genuine, and has another way", () => {
    const told = unchecked("The site gave no answer.")
    assert.equal(told.lead, "The site gave no answer. That is neither a yes nor a no.")
    assert.equal(told.tone, "care")
    assert.equal(told.otherwise, true)
})

const utf8 = text => new TextEncoder().encode(text)
const CREDENTIAL = utf8('{"name": "Zoë <b>]]></b>"}')
const SVG = utf8('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
const PNG = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
    "base64",
)

test("an SVG carries the credential", () => {
    assert.deepEqual(unbakeSvg(bake(SVG, CREDENTIAL)), CREDENTIAL)
})

test("a PNG carries the credential", () => {
    assert.deepEqual(unbakePng(bake(new Uint8Array(PNG), CREDENTIAL)), CREDENTIAL)
})

test("what is no picture carries none", () => {
    assert.throws(() => bake(utf8("GIF89a"), CREDENTIAL), { message: "The SVG is not well-formed." })
})
