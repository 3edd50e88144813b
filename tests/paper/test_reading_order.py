"""What a screen reader says of each paper, in its order."""

import pytest

from tests.paper.aloud import GLUED, read_aloud, spoken_faults, tags

CERTIFICATE = "handouts/ana-silva/planning-2026-04-01-certificate.pdf"
TRANSCRIPT = "handouts/ana-silva/transcript.pdf"


def test_a_certificate_says_who_and_what_before_how_to_check_it(papers):
    said = read_aloud(papers[CERTIFICATE])
    assert said == [
        ("Figure", "[Brook Agency]"),
        ("P", "Brook Agency"),
        ("P", "The Board of Brook"),
        ("H1", "CERTIFICATE"),
        ("P", "Ana Silva"),
        ("P", "has earned the badge"),
        ("P", "Lesson planning"),
        ("Figure", "[Picture of the badge Lesson planning]"),
        ("P", "Showed: did it in class"),
        ("P", "Awarded on: 1 April 2026"),
        ("P", "Earned as part of the team: Creek Side"),
        ("P", "Hours: 6"),
        ("P", "Assessed by: Trained assessor"),
        ("P", "Continuing education units: 0.6, at 10 hours a unit"),
        ("Figure", "[Signature of Rae Moss]"),
        ("P", "Rae Moss"),
        ("P", "Head of learning"),
        (
            "P",
            "This paper alone proves nothing: anyone can print one. What it says can be checked: page 2.",
        ),
        ("P", "https://badges.brook.example/b/credentials/e12a7e051731cf1dbeefa2142a8e1abb/"),
        ("P", "Number e12a7e051731cf1dbeefa2142a8e1abb"),
        (
            "Figure",
            "[QR code that opens https://badges.brook.example/b/credentials/e12a7e051731cf1dbeefa2142a8e1abb/]",
        ),
        ("P", "Lesson planning"),
        ("P", "Ana Silva"),
        ("P", "Can do it."),
        ("H2", "Result, criterion by criterion"),
        ("TH", "Criterion"),
        ("TH", "Level reached"),
        ("TH", "What that level is"),
        ("TD", "Plan"),
        ("TD", "Very good"),
        ("TD", "Exemplary."),
        ("TD", "Practice"),
        ("TD", "Good"),
        ("TD", "There."),
        ("H2", "Evidence that was seen"),
        ("Lbl", "•"),
        ("LBody", "Lesson plan. A unit of two weeks"),
        ("H2", "How to check this certificate"),
        ("Lbl", "1."),
        (
            "LBody",
            "Open the website of the issuer, at an address that you know from elsewhere, and there “Check a badge”. It works in your own browser; nothing is sent anywhere.",
        ),
        ("Lbl", "2."),
        (
            "LBody",
            "Drop this PDF on that page, or the file credential.json that is attached to it. It says who signed it, whether anything was changed since, and whether it is still in force.",
        ),
        ("Lbl", "3."),
        (
            "LBody",
            "Compare the signer with badges.brook.example/b/issuers/brook, letter by letter.",
        ),
        ("Lbl", "4."),
        (
            "LBody",
            "Or open https://badges.brook.example/b/credentials/e12a7e051731cf1dbeefa2142a8e1abb/, which checks the badge by itself.",
        ),
        ("H2", "Whom to ask"),
        ("P", "Badge Desk"),
    ]


def test_a_transcript_says_the_sums_then_the_table_then_each_badge(papers):
    said = read_aloud(papers[TRANSCRIPT])
    assert said == [
        ("Figure", "[Brook Agency]"),
        ("P", "Brook Agency"),
        ("P", "The Board of Brook"),
        ("H1", "Transcript of badges earned"),
        ("P", "Ana Silva"),
        ("P", "Badges: 2"),
        ("P", "Hours in all: 6, as signed"),
        ("P", "Newest badge signed on: 3 May 2026"),
        ("H2", "Badges"),
        ("TH", "Badge"),
        ("TH", "Awarded on"),
        ("TH", "Valid until"),
        ("TH", "Hours"),
        ("TH", "Criteria met"),
        (
            "TD",
            "Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review",
        ),
        ("TD", "2 April 2026"),
        ("TD", "2 April 2027"),
        ("TD", ""),
        ("TD", ""),
        ("TD", "Lesson planning"),
        ("TD", "1 April 2026"),
        ("TD", ""),
        ("TD", "6"),
        ("TD", "2 of 2"),
        ("H2", "How to check this transcript"),
        (
            "P",
            "This paper alone proves nothing: anyone can print one. Every badge in it can be checked.",
        ),
        ("Lbl", "1."),
        (
            "LBody",
            "Open the website of the issuer, at an address that you know from elsewhere, and there “Check a badge”. It works in your own browser; nothing is sent anywhere.",
        ),
        ("Lbl", "2."),
        (
            "LBody",
            "Drop this PDF on that page. The signed badges are attached to it: each is checked by itself, and the page says who signed it, whether anything was changed since, and whether it is still in force. What the paper says beyond them, and what may have been left out, it cannot check.",
        ),
        ("Lbl", "3."),
        (
            "LBody",
            "Compare the signer, letter by letter: badges.brook.example/b/issuers/brook (Brook Agency).",
        ),
        ("Lbl", "4."),
        ("LBody", "Or open https://badges.brook.example/b/earners/ana-silva/."),
        ("P", "Whom to ask: Badge Desk"),
        ("Figure", "[QR code that opens https://badges.brook.example/b/earners/ana-silva/]"),
        ("H2", "Each badge in full"),
        (
            "H3",
            "Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review Yearly review",
        ),
        ("P", "Showed: did it in class"),
        ("P", "Issuer: Brook Agency · Awarded on: 2 April 2026 · Valid until: 2 April 2027"),
        ("P", "Number: 2f23fe61002ddf2eb8b73a421501d0c1"),
        ("P", "Page: https://badges.brook.example/b/credentials/2f23fe61002ddf2eb8b73a421501d0c1/"),
        ("H3", "Lesson planning"),
        ("P", "Showed: did it in class"),
        (
            "P",
            "Issuer: Brook Agency · Awarded on: 1 April 2026 · Earned as part of the team: Creek Side · Hours: 6 · Assessed by: Trained assessor · Continuing education units: 0.6, at 10 hours a unit",
        ),
        ("P", "Number: e12a7e051731cf1dbeefa2142a8e1abb"),
        ("P", "Page: https://badges.brook.example/b/credentials/e12a7e051731cf1dbeefa2142a8e1abb/"),
        ("TH", "Criterion"),
        ("TH", "Level reached"),
        ("TD", "Plan"),
        ("TD", "Very good"),
        ("TD", "Practice"),
        ("TD", "Good"),
        ("P", "Evidence that was seen"),
        ("Lbl", "•"),
        ("LBody", "Lesson plan. A unit of two weeks"),
    ]


def test_a_table_is_read_row_by_row_under_its_headers(papers):
    found = tags(papers[TRANSCRIPT])
    start = next(at for at, (_, tag) in enumerate(found) if tag == "Table")
    depth = found[start][0]
    below = [(level - depth, tag) for level, tag in found[start : start + 5]]
    assert below[:4] == [(0, "Table"), (1, "THead"), (2, "TR"), (3, "TH")]


def test_no_text_is_outside_a_block_and_no_two_words_are_one(papers):
    stumbles = {name: spoken_faults(read_aloud(pdf)) for name, pdf in papers.items()}
    assert {name: found for name, found in stumbles.items() if found} == {}


SAID = {  # case: (lines, what a listener would stumble over)
    "good": ([("P", "One two")], []),
    "loose": ([("loose", "One")], ["outside any block: One"]),
    "glued": ([("P", f"One{GLUED}two")], [f"read as one word: One{GLUED}two"]),
    "a long address": ([("P", f"See https://a.example/b{GLUED}c/ now")], []),
}


@pytest.mark.parametrize(("lines", "stumbles"), SAID.values(), ids=SAID.keys())
def test_a_stumble_is_told(lines, stumbles):
    assert spoken_faults(lines) == stumbles
