"""What strangers write is only ever shown as text: 7,128 payloads in every field that is shown.

Two ways. First payloads and fields against what shows them: the page runs as it is shipped, but its
worker is an attacker's, who puts a payload into every text of every report. Each payload meets
several fields and each field some 900 payloads; with BADGEPRESS_WHOLE=1 all meet all.
Then through everything: badges that are signed with payloads in them, badges that are not,
names of files, lists of known issuers, pasted text and addresses.
"""

import json
import unicodedata
from itertools import cycle, islice

import pytest

from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import STRANGE, bodies, reading, zipped
from tests.corpora import corpus
from tests.verify.cases.world import DID_URL, SITE, badge, did_document, signed, trusting
from tests.whole import every

pytestmark = pytest.mark.browser

TABLE, BATCH = 500, 100  # rows: of a table as a reader sees it, and of those that spare the layout
SIGNED = 30  # badges
UNSIGNED = 1_000

# A worker that answers every file with a report of which each text is a payload.
ATTACKER = """
const payloads = [], met = new Set(), step = 97
let batch = []

/** Each field counts on from the last, so that over all reports each meets every payload. */
function reportOf({ at, proven, verdict }) {
    let field = at
    const text = () => {
        field = (field + step) % payloads.length
        met.add(field)
        return payloads[field]
    }
    const moment = 1767225600000000n
    const link = () => "https://a.example/" + text()
    const check = (id, outcome) => ({ id, outcome, detail: text(), ask: text() })
    const known = verdict === "verified" ? "passed" : "failed"
    const checks = proven
        ? [check("document", "passed"), check("issuer-key", "passed"), check("signature", "passed"),
            check("validity-period", verdict === "invalid" ? "failed" : "passed"),
            check("status", verdict === "unconfirmed" ? "unknown" : "passed"),
            check("issuer-trust", known), check("endorsements", "unknown"),
            check("components", "failed"), check(text(), "failed")]
        : [check("document", "failed"), check("issuer-key", "skipped"), check("signature", "skipped"),
            check("validity-period", "skipped"), check("status", "skipped"), check("issuer-trust", "skipped")]
    const facts = () => ({
        id: text(), badge: text(), badgeDescription: text(), badgeVersion: text(), criteria: text(),
        achievement: at % 2 ? text() : link(), issuer: text(), issuerName: text(), issuerUrl: text(),
        earner: text(), shown: text(), assessor: text(),
        awarded: moment, validFrom: moment, validUntil: moment, started: moment, ended: moment, signedAt: moment,
        results: [
            { name: text(), kind: "ext:LearningHours", level: "", levelDescription: "", value: text(), met: null },
            { name: text(), kind: text(), level: text(), levelDescription: text(), value: text(), met: true },
        ],
        evidence: [{ kind: text(), description: text(), narrative: text(), url: text(), digest: text() }],
        alignments: [{ name: text(), url: text(), framework: text(), code: text() }],
        components: [text(), link()],
    })
    const endorsement = outcome => ({
        name: text(), did: text(), comment: text(), about: "achievement", outcome, detail: text(), known: at % 3 === 0,
    })
    return {
        verdict: proven ? verdict : "invalid", checks, deciding: proven ? checks.length - 1 : 0,
        id: text(), badge: text(), issuer: at % 2 ? text() : "did:web:" + text(), issuerName: text(), earner: text(),
        validFrom: moment, validUntil: moment, facts: proven ? facts() : null,
        endorsements: proven ? ["passed", "unknown", "failed"].map(endorsement) : [], listed: moment,
        components: proven ? [{ url: link(), badge: text(), outcome: "failed", detail: text() }] : [],
    }
}

// Neither laying the page out 20,000 times nor waiting for frames would show more.
HTMLElement.prototype.focus = () => {}
window.requestAnimationFrame = run => setTimeout(run)

const bytes = value => new TextEncoder().encode(JSON.stringify(value))

window.Worker = class extends EventTarget {
    constructor() {
        super()
        this.say({ type: "ready" })
    }
    say(data) { queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data }))) }
    terminate() {}
    postMessage({ type, job, data }) {
        if (type === "open") {
            const items = batch.map(each => ({
                name: payloads[each.at], data: bytes(each), handed: null, prefix: "",
            }))
            this.say({ type: "opened", job, items, trust: null, refused: [] })
        }
        if (type === "verify") {
            const report = reportOf(JSON.parse(new TextDecoder().decode(data)))
            this.say({ type: "report", job, report, digest: payloads[report.checks.length] })
        }
    }
}

/** What of a report must be found on the page, by name; where letters are drawn as they are. */
function textsOf(report, { proven }) {
    const { badge, earner, issuerName, facts, checks, endorsements } = report
    const shown = { badge, earner }
    checks.forEach(({ detail }, at) => { shown[`check ${at}`] = detail })
    if (proven) {
        const { badgeDescription, badgeVersion, criteria, assessor, results, evidence, alignments, components } = facts
        const isLong = [evidence, alignments].some(([each]) => Object.values(each).join("").length > 1_900)
        if (!isLong) Object.assign(shown, {
            badgeDescription, badgeVersion, criteria, assessor, shown: facts.shown,
            result: results[1].name, level: results[1].level, levelDescription: results[1].levelDescription,
            evidence: evidence[0].description, narrative: evidence[0].narrative, url: evidence[0].url,
            alignment: alignments[0].name, code: alignments[0].code, target: alignments[0].url, component: components[0],
        })
        shown.part = report.components[0].badge
        endorsements.forEach(({ comment, outcome }) => { if (outcome === "passed") shown[`endorsement`] = comment })
    } else shown.issuerName = issuerName
    return Object.entries(shown).filter(([, text]) => /^[\\x21-\\x7e]{1,200}$/.test(text))
}

const tick = () => new Promise(resolve => setTimeout(resolve))

async function attack(given) {
    const found = new Set(), lost = new Set()
    batch = given
    document.querySelector("#result").hidden = given.length < 500 // spares the layout, not the page
    const input = document.querySelector("#files")
    const held = new DataTransfer()
    held.items.add(new File(["{}"], "one.json"))
    input.files = held.files
    input.dispatchEvent(new Event("change"))
    const isDone = () => given.length === 1
        ? document.querySelector("#verdict")
        : /files checked/.test(document.querySelector(".many [role=status]")?.textContent)
    while (!isDone()) await tick()
    const look = () => STRANGE.forEach(each => found.add(each))
    look()
    const rows = () => [...document.querySelectorAll(".many button.open")]
    const all = async () => { while (given.length > 1 && rows().length < given.length) await tick() }
    await all()
    const buttons = rows()
    if (given.length >= 500) {
        document.querySelector(".many input[type=checkbox]").click() // by person
        await all()
        look()
    }
    for (const button of buttons.length ? buttons : [null]) {
        button?.click()
        look()
        const { textContent } = document.querySelector("#result")
        const each = given[Math.max(0, buttons.indexOf(button))]
        for (const [name, text] of textsOf(reportOf(each), each)) if (!textContent.includes(text)) lost.add(name)
    }
    await tick()
    return [buttons.length, [...found], [...lost]]
}
window.attack = attack
window.metAll = () => met.size === payloads.length
window.arm = given => payloads.push(...given)
""".replace("STRANGE", STRANGE)


@pytest.fixture(scope="module")
def payloads():
    lines = (corpus("xss-payload-list") / "Intruder" / "xss-payload-list.txt").read_text("utf-8")
    naughty = json.loads((corpus("blns") / "blns.json").read_text("utf-8"))
    found = [*lines.split("\n"), *naughty]
    found = [text for text in found if text]
    assert len(found) > 7_000
    return found


def may_be_signed(text):
    """Controls are refused, and texts that are not composed."""
    kinds = {unicodedata.category(letter) for letter in text}
    return not kinds & {"Cc", "Cs", "Co", "Cn"} and unicodedata.normalize("NFC", text) == text


def may_be_named(text):
    """As an issuer's name in a list: one line, not long."""
    folded = " ".join(text.split())
    return 0 < len(folded) <= 120 and may_be_signed(text) and not set(text) & set(HIDDEN)


HIDDEN = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("proven", "verdict"),
    [(True, "verified"), (True, "untrusted"), (False, "invalid")],
    ids=["proven", "not known", "claimed"],
)
def test_no_payload_in_any_field_of_any_answer_runs(chromium, payloads, proven, verdict):
    step = 20 if verdict == "untrusted" else every(8)  # the same fields, but for a form of its own
    reports = [
        {"at": at, "proven": proven, "verdict": verdict} for at in range(0, len(payloads), step)
    ]
    with reading(chromium, script=ATTACKER) as reader:
        reader.page.evaluate("given => arm(given)", payloads)
        for start in range(0, len(reports), BATCH):
            some = reports[start : start + BATCH]
            rows, found, lost = reader.page.evaluate("given => attack(given)", some)
            assert (rows, found, lost) == (len(some), [], [])
        assert reader.page.evaluate("metAll()")
        for verdict_alone in ("verified", "unconfirmed", "invalid"):
            one = [{"at": 1, "proven": proven, "verdict": verdict_alone}]
            assert reader.page.evaluate("given => attack(given)", one) == [0, [], []]
        reader.page.wait_for_timeout(500)  # what loads or animates would have run by now
        assert (reader.ran(), reader.foreign()) == ([], [])


def test_the_watch_sees_what_runs(chromium):
    """Else the zeros here would say nothing."""
    with reading(chromium) as reader:
        reader.page.evaluate(
            """() => {
                alert(1)
                const made = document.createElement("img")
                made.src = "https://evil.example/"
                document.body.append(made)
                for (const refused of [
                    () => made.setAttribute("onerror", "alert(2)"),
                    () => { document.body.innerHTML += "<b onclick=alert(2)>" },
                ]) try { refused() } catch { /* by Trusted Types */ }
            }"""
        )
        reader.page.wait_for_timeout(300)
        seen = " ".join(reader.ran())
        for part in ("alert(1)", "<img>", "img src", "img-src", "onerror", "innerHTML"):
            assert part in seen


def signed_with(take):
    """A badge that verifies and says twelve payloads a piece, and in each field one."""
    results = range(20)
    achievement = f"{SITE}badges/x/achievement.json"
    document = badge(
        name=take(),
        issuer={"id": badge()["issuer"]["id"], "type": ["Profile"], "name": take()},
        evidence=[
            {
                "type": ["Evidence"],
                "genre": take(),
                "name": take(),
                "description": take(),
                "narrative": take(),
            }
            for _ in range(25)
        ],
        credentialStatus=...,
    )
    document["credentialSubject"] |= {
        "narrative": take(),
        "source": {
            "id": "urn:uuid:5f3c2d11-6a0e-4c4d-9a59-6b5a5f3c2d11",
            "type": ["Profile"],
            "name": take(),
        },
        "result": [
            {
                "type": ["Result"],
                "resultDescription": f"{achievement}#r{each}",
                "achievedLevel": f"{achievement}#r{each}-1",
                "value": take(),
            }
            for each in results
        ],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": take(),
                "identityType": "name",
            }
        ],
        "achievement": {
            "id": achievement,
            "type": ["Achievement"],
            "name": take(),
            "description": take(),
            "version": take(),
            "criteria": {"narrative": take()},
            "resultDescription": [
                {
                    "id": f"{achievement}#r{each}",
                    "type": ["ResultDescription"],
                    "name": take(),
                    "resultType": "RubricCriterionLevel" if each else "ext:LearningHours",
                    "rubricCriterionLevel": [
                        {
                            "id": f"{achievement}#r{each}-1",
                            "type": ["RubricCriterionLevel"],
                            "name": take(),
                            "description": take(),
                            "level": "1",
                        }
                    ],
                }
                for each in results
            ],
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": take(),
                    "targetFramework": take(),
                    "targetCode": take(),
                    "targetUrl": "javascript:alert(1)",
                }
                for _ in range(20)
            ],
        },
    }
    return dump_json(signed(document))


def test_no_payload_in_a_signed_badge_runs(chromium, payloads):
    left = cycle(text for text in payloads if may_be_signed(text))
    taken = 0

    def take():
        nonlocal taken
        taken += 1
        return next(left)

    files = {f"{number}.json": signed_with(take) for number in range(SIGNED)}
    assert taken > len(payloads)
    with reading(chromium, bodies({DID_URL: (did_document(), False)}), trust=trusting()) as reader:
        reader.give(files)
        assert reader.tabled() == f"{SIGNED} of {SIGNED} files checked: {SIGNED} verified."
        look_at_each(reader)
        assert reader.judge("one.json", files["0.json"]) == "Checked: genuine and current"
        assert reader.page.locator("dt", has_text="What was shown").count() == 1
        assert (reader.ran(), reader.foreign()) == ([], [])


def unsigned_with(take):
    """A badge that nobody signed, with payloads also where addresses and names of members stand."""
    document = badge(
        name=take(),
        id=take(),
        type=["VerifiableCredential", "OpenBadgeCredential", take()],
        issuer={"id": take(), "type": ["Profile"], "name": take(), "url": take()},
        validFrom=take(),
        evidence=[{"type": ["Evidence"], "id": take(), "name": take()}],
    )
    document["credentialSubject"] |= {"id": take(), take(): take()}
    document["credentialSubject"]["achievement"] |= {"name": take(), "description": take()}
    document["proof"] = [{"type": take(), "cryptosuite": take(), "verificationMethod": take()}]
    return json.dumps(document).encode("utf-8", "replace")


def test_no_payload_in_an_unsigned_badge_or_a_file_name_runs(chromium, payloads):
    left = cycle(payloads)
    named = [
        text.replace("/", "\u2215").replace("\0", "") for text in islice(cycle(payloads), UNSIGNED)
    ]
    files = {}
    for number, name in enumerate(named):
        files[f"{number} {name}.json"] = unsigned_with(lambda: next(left))
    with reading(chromium, trust=trusting()) as reader:
        reader.give({'<img src=x onerror="alert(1)">.zip': zipped(files)})
        reader.tabled()
        assert reader.page.locator(".many button.open").count() == UNSIGNED
        look_at_each(reader, every=5)
        assert (reader.ran(), reader.foreign()) == ([], [])


def test_no_payload_in_the_name_of_a_file_given_by_itself_runs(chromium, payloads):
    names = [text.replace("/", "\u2215").replace("\0", "") for text in payloads[::17]]
    files = {f"{name}.json": b"{" for name in names}
    with reading(chromium) as reader:
        reader.give(files)
        assert reader.tabled().startswith(f"{len(files)} of {len(files)} files checked")
        look_at_each(reader, every=10)
        assert reader.ran() == []


def test_no_payload_in_a_list_of_known_issuers_runs(chromium, payloads):
    """Nor in the record of a check, which repeats the list."""
    names = [text for text in payloads if may_be_named(text)]
    assert len(names) > 5_000
    issuers = [
        {"did": f"did:web:i{number}.example", "name": name, "since": "2026-01-01", "note": name}
        for number, name in enumerate(names)
    ]
    trust = json.dumps({"issuers": issuers}).encode()
    with reading(chromium) as reader:
        reader.give({"trust.json": trust})
        assert "Your own list is used for this visit" in reader.answered()
        assert reader.page.locator("#list li").count() == len(names)
        reader.judge("one.json", b"{}")
        assert reader.page.locator(".record").text_content().count("(i") >= len(names)
        assert (reader.ran(), reader.foreign()) == ([], [])


def test_no_payload_pasted_typed_or_in_the_address_runs(chromium, payloads):
    with reading(chromium) as reader:
        told = reader.page.evaluate(
            """async payloads => {
                const at = id => document.getElementById(id)
                const submit = form => form.dispatchEvent(new Event("submit", { cancelable: true }))
                const told = new Set()
                const answered = async () => {
                    while (!at("result").hasChildNodes()) await new Promise(resolve => setTimeout(resolve))
                    told.add(document.querySelector("#result h2, #result [role=alert]").textContent)
                }
                for (const text of payloads) {
                    at("url").value = text
                    submit(at("link"))
                    await answered()
                    at("text").value = text
                    if (!at("text").value.trim()) continue
                    submit(at("paste"))
                    await answered()
                    const before = location.href
                    const turned = new Promise(resolve => addEventListener("hashchange", resolve, { once: true }))
                    location.hash = "u=" + text
                    if (location.href !== before) await turned // else it would end the next check
                }
                return [...told]
            }""",
            [text for at, text in enumerate(payloads) if at % 60 == 0 or text.startswith("http")],
        )
        assert "We could not check everything" in told
        reader.page.wait_for_timeout(300)
        assert reader.ran() == []


def look_at_each(reader, *, every=1):
    """Opens the full answer of rows of the table."""
    found = reader.page.evaluate(
        """every => {
            const found = new Set()
            const look = () => STRANGE.forEach(each => found.add(each))
            look()
            ;[...document.querySelectorAll(".many button.open")].forEach((button, at) => {
                if (at % every === 0) button.click()
                look()
            })
            return [...found]
        }""".replace("STRANGE", STRANGE),
        every,
    )
    assert found == []
