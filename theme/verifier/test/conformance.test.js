// Every folder of tests/conformance is judged as its expected.json and its name say.

import assert from "node:assert/strict"
import { test } from "node:test"
import { say } from "../src/verify/words.js"
import { expected, judged, NAMES } from "./cases.js"

const VERDICTS = ["invalid", "untrusted", "unconfirmed"] // by folder suffix; else "verified"

test("there are cases", () => assert.ok(NAMES.length > 400))

for (const name of NAMES) {
    test(name, async () => {
        const report = await judged(name)
        assert.deepEqual(
            Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome])),
            expected(name).checks,
        )
        assert.equal(report.verdict, VERDICTS.find(verdict => name.endsWith(`_${verdict}`)) ?? "verified")
        for (const { detail } of report.checks) assert.ok(detail && detail !== say("fault"))
        assert.deepEqual(structuredClone(report), report)
    })
}
