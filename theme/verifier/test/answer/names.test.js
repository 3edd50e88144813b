import assert from "node:assert/strict"
import { test } from "node:test"
import { compareNames } from "../../src/answer/names.js"

const SAME = {
    "letter by letter": ["Zoë Ångström", "Zoë Ångström"],
    "case": ["ZOË ångström", "Zoë Ångström"],
    "spaces": ["  Zoë   Ångström ", "Zoë Ångström"],
    "composed and not": ["Zoe\u0308 A\u030angstro\u0308m", "Zoë Ångström"],
    "last name first": ["Ångström, Zoë", "Zoë Ångström"],
    "sharp s in capitals": ["JANA STRAUSS", "Jana Strauß"],
    "final sigma": ["ΝΙΚΟΣ", "νικος"],
}

const CLOSE = {
    "accents": ["Zoe Angstrom", "Zoë Ångström", "Only accents or punctuation differ."],
    "letters that are no accents": ["Soren Lodz", "Søren Łodz", "Only accents or punctuation differ."],
    "a hyphen": ["Ana Maria Diaz", "Ana-María Díaz", "Only accents or punctuation differ."],
    "an apostrophe": ["Sinead O Brien", "Sinéad O’Brien", "Only spaces or punctuation differ."],
    "order": ["Nguyen Van An", "An Van Nguyen", "The same words in another order."],
    "a middle name": ["Ana Diaz", "Ana Maria Diaz", "One of them has more parts."],
    "an initial": ["A. Diaz", "Ana Diaz", "One of them has an initial."],
    "wide letters": ["Ａｎａ Diaz", "Ana Diaz", "Only accents or punctuation differ."],
}

const DIFFERENT = {
    "another name": ["Ada Lovelace", "Zoë Ångström"],
    "only a first name": ["Zoë", "Zoë Ångström"],
    "Cyrillic letters that look alike": ["Аnа Diаz", "Ana Diaz"],
    "nothing but initials": ["A D", "Ana Diaz"],
    "one letter": ["Ana Dias", "Ana Diaz"],
    "no letters": ["-", "Ana Diaz"],
    "an endless one": ["Ana Diaz", "Ana Diaz" + "\u0301\u0316".repeat(1_000_000)],
    "members of every object": ["constructor", "toString"],
}

for (const [name, [typed, signed]] of Object.entries(SAME)) {
    test(`the same: ${name}`, () =>
        assert.deepEqual(compareNames(typed, signed), { answer: "same", why: "" }))
}

for (const [name, [typed, signed, why]] of Object.entries(CLOSE)) {
    test(`close: ${name}`, () => assert.deepEqual(compareNames(typed, signed), { answer: "close", why }))
    test(`close either way: ${name}`, () => assert.equal(compareNames(signed, typed).answer, "close"))
}

for (const [name, [typed, signed]] of Object.entries(DIFFERENT)) {
    test(`different: ${name}`, () => assert.equal(compareNames(typed, signed).answer, "different"))
}
