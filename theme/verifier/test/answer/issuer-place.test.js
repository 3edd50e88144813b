import assert from "node:assert/strict"
import { test } from "node:test"
import { domainToUnicode } from "node:url"
import { issuerPlace } from "../../src/answer/issuer-place.js"

const PLACES = {
    "did:web:uni.edu": ["uni.edu", "", ""],
    "did:web:uni.edu:~mallory": ["uni.edu", "/~mallory", ""],
    "did:web:badges.example.org:issuers:acme": ["badges.example.org", "/issuers/acme", ""],
    "did:web:example.org%3A8443:a": ["example.org:8443", "/a", ""],
    "did:web:xn--bcher-kva.example": ["xn--bcher-kva.example", "", "bücher.example"],
    "did:web:XN--BCHER-KVA.example": ["XN--BCHER-KVA.example", "", "bücher.example"],
    "did:web:xn--80ak6aa92e.com": ["xn--80ak6aa92e.com", "", "аррӏе.com"],
    "did:web:xn--": ["xn--", "", ""],
    "did:web:xn--99999999999": ["xn--99999999999", "", ""],
    [`did:web:xn--${"a".repeat(1_000)}`]: [`xn--${"a".repeat(1_000)}`, "", ""],
    "did:key:z6Mk": ["", "did:key:z6Mk", ""],
    "https://uni.edu": ["", "https://uni.edu", ""],
    "did:web:uni.edu:": ["", "did:web:uni.edu:", ""],
}

for (const [did, [host, path, reads]] of Object.entries(PLACES)) {
    test(did, () => assert.deepEqual(issuerPlace(did), { host, path, reads }))
}

test("foreign letters are decoded as the platform decodes them", () => {
    const hosts = [
        "münchen.example",
        "例え.example",
        "παράδειγμα.example",
        "мир.example",
        "ñandú.example",
        "🙂.example",
    ]
    for (const host of hosts) {
        const ascii = new URL(`https://${host}`).hostname
        assert.equal(issuerPlace(`did:web:${ascii}`).reads, domainToUnicode(ascii))
    }
})
