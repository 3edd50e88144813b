// tests/openbadges/test_twins_json.py holds every file and mutation to Python's answer; here are
// the rules, one by one.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { test } from "node:test"

import { MAX_BYTES, parseJson, parseValue, StrictJsonError } from "../../src/openbadges/strict-json.js"
import { corpus } from "../corpora.js"

const bytes = text => new TextEncoder().encode(text)
const latin1 = text => Uint8Array.from(text, character => character.charCodeAt(0))

const GOOD = {
    empty: "{}",
    "white space": ' \t\r\n{"a": [1, -2.5e0, true, null]} \n',
    escapes: '{"a": "\\u00e9\\n\\"\\\\\\/"}',
    "surrogate pair": '{"a": "\\ud83d\\ude00"}',
    "largest integer": '{"a": 9007199254740991}',
    "least integer": '{"a": -9007199254740991}',
    "same name at two depths": '{"a": {"a": 1}}',
    "names of what every object has": '{"constructor": 1, "toString": {}, "hasOwnProperty": []}',
    "brackets within a text": `{"a": "\\"${"[".repeat(40)}"}`,
    deepest: `{"a":${"[".repeat(31)}${"]".repeat(31)}}`,
}

for (const [name, text] of Object.entries(GOOD)) {
    test(`good JSON is read: ${name}`, () => {
        assert.deepEqual(parseJson(bytes(text)), JSON.parse(text))
    })
}

const TOO_LARGE = number => `The number ${number} is too large to be read alike everywhere.`
const TOO_DEEP = "The JSON nests deeper than 32 levels."
const BAD = {
    empty: ["", "Not JSON (line 1, column 1)."],
    list: ["[]", "The JSON is not an object at its top level."],
    null: ["null", "The JSON is not an object at its top level."],
    "cut off": ['{"a":\n 1', "Not JSON (line 2, column 3)."],
    "two values": ["{} {}", "Not JSON (line 1, column 4)."],
    "trailing comma": ['{"a": 1,}', "Not JSON (line 1, column 9)."],
    "trailing comma in a list": ['{"a": [1, ]}', "Not JSON (line 1, column 11)."],
    "unterminated text": ['{"a": "b', "Not JSON (line 1, column 7)."],
    "unknown escape": ['{"a": "\\x"}', "Not JSON (line 1, column 8)."],
    "cut escape": ['{"a": "\\u00e', "Not JSON (line 1, column 9)."],
    "escape at the end": ['"\\ud83d\\ude00', "Not JSON (line 1, column 9)."],
    "column by characters": ['{"😀é": x}', "Not JSON (line 1, column 8)."],
    "other white space": ["{\u00a0}", "Not JSON (line 1, column 2)."],
    "raw newline": ['{"a": "\n"}', "Not JSON (line 1, column 8)."],
    "leading zero": ["[01]", "Not JSON (line 1, column 3)."],
    "minus alone": ["[-]", "Not JSON (line 1, column 2)."],
    "byte order mark": ["\ufeff{}", "The JSON begins with a byte order mark."],
    "not UTF-8": [latin1('{"a": "\xff"}'), "The JSON is not UTF-8 (byte 8)."],
    "overlong UTF-8": [latin1('{"a": "\xc0\xaf"}'), "The JSON is not UTF-8 (byte 8)."],
    "surrogate in UTF-8": [latin1('{"a": "\xed\xa0\x80"}'), "The JSON is not UTF-8 (byte 8)."],
    "past Unicode": [latin1('{"a": "\xc3\xa9\xf4\x90\x80\x80"}'), "The JSON is not UTF-8 (byte 10)."],
    "cut UTF-8": [latin1('{"a": "\xe2\x82'), "The JSON is not UTF-8 (byte 8)."],
    "repeated member": ['{"a": 1, "a": 1}', "The member 'a' is there twice."],
    "repeated by escape": ['{"a": 1, "\\u0061": 2}', "The member 'a' is there twice."],
    "repeated below": ['{"b": [{"a": 1, "a": 2}], "b": 1}', "The member 'a' is there twice."],
    "repeated after a wrong number": ['{"a": 1, "a": 1e400}', TOO_LARGE("1e400")],
    "a long repeated name": [
        `{"${"😀".repeat(50)}":1,"${"😀".repeat(50)}":1}`,
        `The member '${"😀".repeat(40)}' is there twice.`,
    ],
    "a repeated name that commands a terminal": [
        '{"\\u001b\\u009b\\ud800\\n": 1, "\\u001b\\u009b\\ud800\\n": 1}',
        "The member '\ufffd\ufffd\ufffd\ufffd' is there twice.",
    ],
    prototype: ['{"__proto__": {}}', "The member '__proto__' is not accepted."],
    "prototype by escape": ['{"a": {"\\u005f_proto__": 1}}', "The member '__proto__' is not accepted."],
    NaN: ['{"a": NaN}', "Not JSON: NaN is not a number."],
    Infinity: ['{"a": -Infinity}', "Not JSON: -Infinity is not a number."],
    "large integer": ['{"a": 9007199254740992}', TOO_LARGE("9007199254740992")],
    "huge integer": [`{"a": ${"9".repeat(100_000)}}`, TOO_LARGE("9".repeat(24))],
    "large decimal": ['{"a": 9007199254740991.5}', TOO_LARGE("9007199254740991.5")],
    "lone surrogate": ['{"a": "\\ud800"}', "A text holds half of a surrogate pair."],
    "lone surrogate in a name": ['{"\\udc00": 1}', "A text holds half of a surrogate pair."],
    "halves in the wrong order": ['{"a": "\\ude00\\ud83d"}', "A text holds half of a surrogate pair."],
    NUL: ['{"a": "\\u0000"}', "A text holds the control character U+0000."],
    "form feed": ['{"a": "\\f"}', "A text holds the control character U+000C."],
    DEL: ['{"a\x7f": 1}', "A text holds the control character U+007F."],
    "several controls": [
        '{"2": "\\u0002", "1": "\\ud800", "a": "\\u0001"}',
        "A text holds the control character U+0001.",
    ],
    "one level too deep": [`{"a":${"[".repeat(32)}${"]".repeat(32)}}`, TOO_DEEP],
    "wrong and then deep": [`x${"[".repeat(40)}`, TOO_DEEP],
    "a million levels": ["[".repeat(1_000_000), TOO_DEEP],
    "too large": [" ".repeat(MAX_BYTES + 1), "The JSON is larger than 2,000,000 bytes."],
}

for (const [name, [input, message]] of Object.entries(BAD)) {
    test(`bad JSON says why: ${name}`, () => {
        const data = typeof input === "string" ? bytes(input) : input
        assert.throws(
            () => parseJson(data),
            error => error instanceof StrictJsonError && error.message === message,
        )
    })
}

const { folder, skip } = corpus("JSONTestSuite")
const suite = kind => {
    const files = readdirSync(path.join(folder, "test_parsing")).filter(name => name.startsWith(kind))
    return files.map(name => [name, readFileSync(path.join(folder, "test_parsing", name))])
}

function refusal(data) {
    try {
        parseValue(data)
        return ""
    } catch (error) {
        assert.ok(error instanceof StrictJsonError, error)
        return error.message
    }
}

test("JSONTestSuite: every valid file is read or past a limit", { skip }, () => {
    const files = suite("y_")
    const refused = files.filter(([, data]) => refusal(data))
    assert.equal(files.length, 95)
    assert.equal(refused.length, 13)
    for (const [name, data] of refused) assert.match(refusal(data), /too large|twice|control character/, name)
    for (const [name, data] of files) {
        if (!refusal(data)) assert.deepEqual(parseValue(data), JSON.parse(data), name)
    }
})

test("JSONTestSuite: every invalid file is refused", { skip }, () => {
    const files = suite("n_")
    assert.equal(files.length, 188)
    assert.deepEqual(files.filter(([, data]) => !refusal(data)), [])
})

test("JSONTestSuite: what may go either way never crashes", { skip }, () => {
    for (const [, data] of suite("i_")) refusal(data)
})
