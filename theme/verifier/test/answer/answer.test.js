import assert from "node:assert/strict"
import { test } from "node:test"
import { answer } from "../../src/answer/answer.js"
import { record } from "../../src/answer/record.js"
import { parseInstant } from "../../src/openbadges/instants.js"
import { CHECK_IDS, check, notHad, report, tookTooLong } from "../../src/verify/report.js"
import { say } from "../../src/verify/words.js"

const START = parseInstant("2026-01-15T00:00:00Z")
const END = parseInstant("2026-05-01T00:00:00Z")
const SAID = {
    badge: "Welding basics",
    issuer: "did:web:badges.example.org:issuers:acme",
    issuerName: "Acme Training",
    earner: "Zoë Ångström",
    validFrom: START,
    listed: parseInstant("2026-04-01T00:00:00Z"),
}

/** A report whose checks passed but for those given: [outcome, sentence]. */
function judged(others = {}, said = SAID) {
    return report(
        CHECK_IDS.map(id => check(id, ...(others[id] ?? ["passed", `${id} is right.`]))),
        said,
    )
}

const skipped = (...ids) => Object.fromEntries(ids.map(id => [id, ["skipped", "Not judged."]]))
const AFTER_SIGNATURE = skipped("validity-period", "status", "issuer-trust")
const UNREAD = { ...skipped("issuer-key", "signature"), ...AFTER_SIGNATURE }

const TOLD = {
    // name: [report, picture], [tone, label, headline, proven, three tones]
    "verified": [[judged()], ["good", "Verified", "Checked: genuine and current", true, "good good none"]],
    "a host not asked yet": [
        [
            judged({ "issuer-key": ["unknown", "Not yet."], ...skipped("signature"), ...AFTER_SIGNATURE }),
            { unasked: ["a.example"] },
        ],
        ["care", "Not checked yet", "Only the issuer’s website can tell", false, "care none none"],
    ],
    "an issuer nobody knows": [
        [judged({ "issuer-trust": ["failed", "You have not said so."] })],
        ["care", "Issuer not known", say("verdict.untrusted"), true, "care good none"],
    ],
    "no list to be had": [
        [judged({ status: ["unknown", "It could not be had."] })],
        ["care", "Not fully checked", "We could not check everything", true, "good care none"],
    ],
    "no keys to be had": [
        [judged({ "issuer-key": ["unknown", "Not now."], ...skipped("signature"), ...AFTER_SIGNATURE })],
        ["care", "Not fully checked", "We could not check everything", false, "care none none"],
    ],
    "expired": [
        [judged({ "validity-period": ["failed", say("validity-period.expired", { end: END })] })],
        ["bad", "No longer in force", "Expired on 1 May 2026.", true, "good bad none"],
    ],
    "too early": [
        [judged({ "validity-period": ["failed", say("validity-period.early", { start: START })] })],
        ["bad", "Not yet in force", "Not valid before 15 January 2026.", true, "good bad none"],
    ],
    "withdrawn": [
        [judged({ status: ["failed", "Withdrawn by the issuer."] })],
        ["bad", "No longer in force", "Withdrawn by the issuer.", true, "good bad none"],
    ],
    "withdrawn, of an issuer nobody knows": [
        [
            judged({
                status: ["failed", "Withdrawn by the issuer."],
                "issuer-trust": ["failed", "Not known."],
            }),
        ],
        ["bad", "No longer in force", "Withdrawn by the issuer.", true, "care bad none"],
    ],
    "changed": [
        [judged({ signature: ["failed", "Changed since it was signed."], ...AFTER_SIGNATURE })],
        ["bad", "Do not rely on it", "Changed since it was signed.", false, "bad none none"],
    ],
    "damaged": [
        [judged({ document: ["failed", "Not a badge."], ...UNREAD }, {})],
        ["bad", "Do not rely on it", "Not a badge.", false, "bad none none"],
    ],
    "a photo": [
        [judged({ document: ["failed", "Not JSON."], ...UNREAD }, {}), { picture: "flat" }],
        ["bad", "Nothing to check", "There is no badge inside this picture", false, "bad none none"],
    ],
    "a picture without a credential": [
        [
            judged(
                { document: ["failed", "No badge can be read: The PNG carries no credential."], ...UNREAD },
                {},
            ),
            { picture: "holder" },
        ],
        ["bad", "Nothing to check", "There is no badge inside this picture", false, "bad none none"],
    ],
    "a picture with two": [
        [
            judged({ document: ["failed", "The PNG carries more than one credential."], ...UNREAD }, {}),
            { picture: "holder" },
        ],
        ["bad", "Do not rely on it", "The PNG carries more than one credential.", false, "bad none none"],
    ],
    "a picture with a good badge": [
        [judged(), { picture: "holder" }],
        ["good", "Verified", say("verdict.verified"), true, "good good none"],
    ],
    "a link that gave nothing": [
        [notHad("Not today.")],
        ["care", "Not fully checked", "We could not check everything", false, "care none none"],
    ],
    "too long": [
        [tookTooLong()],
        ["care", "Not fully checked", "We could not check everything", false, "care none none"],
    ],
}

for (const [name, [given, [tone, label, headline, proven, tones]]] of Object.entries(TOLD)) {
    test(`told: ${name}`, () => {
        const told = answer(...given)
        const parts = [told.authentic, told.current, told.worth].map(part => part.tone).join(" ")
        assert.deepEqual(
            [told.tone, told.label, told.headline, told.proven, parts],
            [tone, label, headline, proven, tones],
        )
    })
}

test("withdrawn and expired are said to be no forgery, changed is not", () => {
    for (const name of ["expired", "withdrawn", "too early"])
        assert.match(answer(...TOLD[name][0]).lead, /^This is no forgery/)
    assert.doesNotMatch(answer(...TOLD.changed[0]).lead, /no forgery/)
})

test("only a verified badge is told in green at the top", () => {
    const green = Object.keys(TOLD).filter(name => answer(...TOLD[name][0]).tone === "good")
    assert.deepEqual(green, ["verified", "a picture with a good badge"])
})

test("the answer on withdrawal says of when the list is, once", () => {
    const line = "The issuer’s list of withdrawn badges is of 1 April 2026."
    assert.ok(answer(judged()).current.lines.includes(line))
    const old = judged({ status: ["unknown", "No withdrawal known as of 1 April 2026."] })
    assert.ok(!answer(old).current.lines.includes(line))
})

const WORD = {
    name: "Harrow",
    did: "did:web:harrow.example",
    comment: "An interview.",
    about: "achievement",
    outcome: "passed",
    detail: "Signed by Harrow, and in force.",
    known: true,
}

const WORTH = {
    // name: endorsements, [tone, word, how many are shown, how many are told off]
    "somebody on the list": [[WORD], ["good", "Honored by someone on the list", 1, 0]],
    "somebody else": [
        [{ ...WORD, known: false }],
        ["care", "Honored by someone who is not on the list", 1, 0],
    ],
    "forged": [
        [{ ...WORD, outcome: "failed", detail: "Changed.", known: false }],
        ["care", "Not known", 0, 1],
    ],
    "one good, one not to be had": [
        [WORD, { ...WORD, outcome: "unknown" }],
        ["good", "Honored by someone on the list", 1, 1],
    ],
    "nobody": [[], ["none", "Not said", 0, 1]],
}

for (const [name, [endorsements, expected]] of Object.entries(WORTH)) {
    test(`worth: ${name}`, () => {
        const { tone, word, endorsements: shown, lines } = answer(judged({}, { ...SAID, endorsements })).worth
        assert.deepEqual([tone, word, shown.length, lines.length], expected)
    })
}

test("what a stranger's badge is worth is never told in green", () => {
    const stranger = judged({ "issuer-trust": ["failed", "Not known."] }, { ...SAID, endorsements: [WORD] })
    assert.equal(answer(stranger).worth.tone, "care")
})

test("no word on its worth is shown of a badge that is not proven", () => {
    const changed = judged(
        { signature: ["failed", "Changed."], ...AFTER_SIGNATURE },
        { ...SAID, endorsements: [WORD] },
    )
    assert.deepEqual(answer(changed).worth.endorsements, [])
})

test("a host not asked about an endorsement leaves the verdict as it is", () => {
    assert.equal(answer(judged(), { unasked: ["harrow.example"] }).label, "Verified")
})

test("whom to ask is said once", () => {
    const asking = judged({
        "issuer-key": ["unknown", "a", "Ask."],
        signature: ["unknown", "b", "Ask."],
        ...AFTER_SIGNATURE,
    })
    assert.deepEqual(answer(asking).next, ["Ask."])
})

test("a record holds what another reader needs to check again", () => {
    const made = judged({ signature: ["failed", "Changed since it was signed."], ...AFTER_SIGNATURE })
    const about = {
        name: "badge.json",
        digest: "ab".repeat(32),
        asOf: parseInstant("2026-05-03T12:00:00Z"),
        list: "Your own list is used.",
        known: ["Acme (badges.example.org)"],
        verifier: "Badgepress 0.1.0",
        notes: ["A note."],
    }
    const text = record(answer(made), made, about)
    for (const line of [
        "Verdict        invalid (Do not rely on it)",
        "In words       Changed since it was signed.",
        "File           badge.json",
        `SHA-256        ${"ab".repeat(32)}`,
        "Checked at     2026-05-03T12:00:00Z",
        "Verifier       Badgepress 0.1.0",
        "               Acme (badges.example.org)",
        "The file claims, without proof",
        "Issuer         did:web:badges.example.org:issuers:acme",
        "signature        failed   Changed since it was signed.",
        "A note.",
    ])
        assert.ok(text.split("\n").includes(line), line)
    assert.ok(!text.includes("Signed by the issuer"))
    const said = { ...SAID, badge: "Welding\nVerdict        verified", earner: "\u202eadA".repeat(1_000) }
    const forged = record(answer(judged()), judged({}, said), { ...about, name: "a.json\rVerdict" })
    assert.match(forged, /^Badge {10}Welding\ufffdVerdict {8}verified$/m)
    assert.match(forged, /^File {11}a\.json\ufffdVerdict$/m)
    assert.match(forged, /^Earned by {6}(\ufffdadA){500}$/m)
    assert.ok(record(answer(judged()), judged(), about).includes("Signed by the issuer"))
})

const PART = { url: "https://a.example/1", badge: "Seams", outcome: "failed", detail: "Withdrawn." }

test("what a badge is made of has an answer of its own, beside the verdict", () => {
    const made = (outcome, others) => {
        const { checks } = judged(others)
        return answer(report([...checks, check("components", outcome, "Told.")], { ...SAID, components: [PART] }))
    }
    const tones = { passed: ["good", "Yes"], failed: ["bad", "No"], unknown: ["care", "Not known"] }
    for (const [outcome, [tone, word]] of Object.entries(tones)) {
        const told = made(outcome)
        assert.deepEqual(told.parts, { tone, word, lines: ["Told."] })
        assert.equal(told.tone, "good")
    }
    assert.equal(made("skipped", { signature: ["failed", "Changed."], ...AFTER_SIGNATURE }).parts, null)
    assert.equal(answer(judged()).parts, null)
})
