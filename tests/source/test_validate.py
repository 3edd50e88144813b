"""Between records: each mistake of a whole catalog, at its line."""

import pytest

from tests.source.small import BADGE, EARNER, FILES, KEY, PATHWAY, ROW, TOKENS, changed, told, write

A, B, C = TOKENS
WIDER = "catalog/badges/fenwick/sql-basics@0.9.yml"


def test_the_small_catalog_is_right(tmp_path):
    write(tmp_path, FILES)
    assert told(tmp_path) == []


BAD = {  # case: (edits, messages)
    "dangling prerequisite": (
        [("badge", "requires: []", "requires: [chart]")],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:16:12: error: there is no badge 'chart' "
                "[unknown-reference]\n  hint: did you mean 'charts'?"
            )
        ],
    ),
    "dangling reference beside a mistake in the same file": (
        [("badge", "requires: []", "requires: [chart]\nhour: 1")],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:16:12: error: there is no badge 'chart' "
                "[unknown-reference]\n  hint: did you mean 'charts'?"
            ),
            (
                "catalog/badges/fenwick/sql-basics.yml:17:1: error: unknown key 'hour' [unknown-key]\n"
                "  hint: did you mean 'hours'?"
            ),
        ],
    ),
    "what is broken is not dangling as well": (
        [("charts", "name: Charts", "nam: Charts")],
        [
            "catalog/badges/fenwick/charts.yml:1:1: error: missing key 'name' [missing-key]",
            (
                "catalog/badges/fenwick/charts.yml:1:1: error: unknown key 'nam' [unknown-key]\n"
                "  hint: did you mean 'name'?"
            ),
        ],
    ),
    "what cannot be read at all is not dangling as well": (
        [("charts", "name: Charts", "name: *Charts")],
        [
            (
                "catalog/badges/fenwick/charts.yml:1:7: error: the alias '*Charts' is not supported "
                "[alias]\n  hint: write the value out; to begin a text with '*', quote it"
            )
        ],
    ),
    "dangling featured badge": (
        [("config", "[sql-basics]", "[sql-basics, sql]")],
        ["site-config.yml:6:26: error: there is no badge 'sql' [unknown-reference]"],
    ),
    "dangling issuer of a pathway": (
        [("pathway", "issuer: fenwick", "issuer: fenwik")],
        [
            (
                "catalog/pathways/data.yml:4:9: error: there is no issuer 'fenwik' [unknown-reference]\n"
                "  hint: did you mean 'fenwick'?"
            )
        ],
    ),
    "dangling badge deep in a rule": (
        [("pathway", "all: [sql-basics, charts]", "all: [sql-basics, {any: [charts, graphs]}]")],
        ["catalog/pathways/data.yml:6:36: error: there is no badge 'graphs' [unknown-reference]"],
    ),
    "dangling pathway, and a badge awarded that is not there": (
        [
            ("pathway", "all: [sql-basics, charts]", "all: [sql-basics, {pathway: dat}]"),
            ("pathway", "awards: data-stack", "awards: data-stck"),
        ],
        [
            (
                "catalog/pathways/data.yml:6:31: error: there is no pathway 'dat' [unknown-reference]\n"
                "  hint: did you mean 'data'?"
            ),
            (
                "catalog/pathways/data.yml:7:9: error: there is no badge 'data-stck' [unknown-reference]\n"
                "  hint: did you mean 'data-stack'?"
            ),
        ],
    ),
    "dangling in what a recognizer honors": (
        [("recognizer", "[sql-basics]", "[sql-basic]"), ("recognizer", "[data]", "[date]")],
        [
            (
                "catalog/recognizers/college.yml:7:14: error: there is no badge 'sql-basic' "
                "[unknown-reference]\n  hint: did you mean 'sql-basics'?"
            ),
            (
                "catalog/recognizers/college.yml:8:16: error: there is no pathway 'date' "
                "[unknown-reference]\n  hint: did you mean 'data'?"
            ),
        ],
    ),
    "a folder of no issuer": (
        [("catalog/badges/fenwik/other.yml", "", BADGE)],
        [
            (
                "catalog/badges/fenwik:1:1: error: a folder in badges/ is named after its issuer; "
                "there is no 'fenwik' [unknown-reference]\n  hint: did you mean 'fenwick'?"
            )
        ],
    ),
    "an issuer that is not the folder's": (
        [("badge", "version: 1.0", "version: 1.0\nissuer: other")],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:20:9: error: 'issuer' is 'other', but the file "
                "lies in the folder 'fenwick' [issuer-conflict]\n"
                "  hint: remove the key or move the file"
            ),
            (
                "catalog/badges/fenwick/sql-basics.yml:20:9: error: there is no issuer 'other' "
                "[unknown-reference]"
            ),
        ],
    ),
    "the same badge twice in a list": (
        [("stack", "requires: [charts]", "requires: [charts, charts]")],
        [
            (
                "catalog/badges/fenwick/data-stack.yml:16:20: error: 'charts' is in this list already "
                "[repeated-reference]\n  hint: remove it"
            )
        ],
    ),
    "the same rule twice, so that n is greater than m": (
        [
            (
                "pathway",
                "all: [sql-basics, charts]",
                "choose: 2\n  of: [{any: [sql-basics, charts]}, {any: [sql-basics, charts]}]",
            )
        ],
        [
            (
                "catalog/pathways/data.yml:6:11: error: 'choose' is 2, but only 1 different parts are "
                "given [cannot-be-met]"
            ),
            (
                "catalog/pathways/data.yml:7:37: error: this part is in the list already "
                "[repeated-reference]\n  hint: remove it"
            ),
        ],
    ),
    "more hours than there are": (
        [
            (
                "pathway",
                "all: [sql-basics, charts]",
                "hours: 13\n  of: [sql-basics, {any: [charts, sql-basics]}]",
            )
        ],
        [
            (
                "catalog/pathways/data.yml:6:10: error: 13 hours are asked for, but all parts together "
                "give 12 [cannot-be-met]"
            )
        ],
    ),
    "just as many hours as there are": (
        [("pathway", "all: [sql-basics, charts]", "hours: 12\n  of: [sql-basics, charts]")],
        [],
    ),
    "hours of another pathway count": (
        [
            (
                "catalog/pathways/more.yml",
                "",
                PATHWAY.replace(
                    "all: [sql-basics, charts]", "hours: 19\n  of: [{pathway: data}]"
                ).replace("awards: data-stack\n", ""),
            ),
        ],
        [
            (
                "catalog/pathways/more.yml:6:10: error: 19 hours are asked for, but all parts together "
                "give 12 [cannot-be-met]"
            )
        ],
    ),
    "a badge that needs itself": (
        [("badge", "requires: []", "requires: [sql-basics]")],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:16:12: error: this needs itself: "
                "sql-basics → sql-basics [cycle]\n  hint: take one of the steps out"
            )
        ],
    ),
    "badges that need each other": (
        [
            ("badge", "requires: []", "requires: [data-stack]"),
            ("charts", "requires: []", "requires: [sql-basics]"),
            ("pathway", "awards: data-stack\n", ""),
        ],
        [
            (
                "catalog/badges/fenwick/charts.yml:16:12: error: these need each other: "
                "charts → sql-basics → data-stack → charts [cycle]\n  hint: take one of the steps out"
            )
        ],
    ),
    "two cycles are two mistakes": (
        [
            ("badge", "requires: []", "requires: [charts, sql-basics]"),
            ("charts", "requires: []", "requires: [sql-basics]"),
        ],
        [
            (
                "catalog/badges/fenwick/charts.yml:16:12: error: these need each other: "
                "charts → sql-basics → charts [cycle]\n  hint: take one of the steps out"
            ),
            (
                "catalog/badges/fenwick/sql-basics.yml:16:20: error: this needs itself: "
                "sql-basics → sql-basics [cycle]\n  hint: take one of the steps out"
            ),
        ],
    ),
    "a pathway that counts the badge it awards": (
        [("pathway", "all: [sql-basics, charts]", "all: [sql-basics, data-stack]")],
        [
            (
                "catalog/pathways/data.yml:7:9: error: these need each other: "
                "badge data-stack → pathway data → badge data-stack [cycle]\n"
                "  hint: take one of the steps out"
            )
        ],
    ),
    "pathways inside each other": (
        [
            ("pathway", "all: [sql-basics, charts]", "all: [sql-basics, {pathway: more}]"),
            (
                "catalog/pathways/more.yml",
                "",
                PATHWAY.replace("[sql-basics, charts]", "[{pathway: data}]").replace(
                    "awards: data-stack\n", ""
                ),
            ),
        ],
        [
            (
                "catalog/pathways/data.yml:6:31: error: these need each other: data → more → data "
                "[cycle]\n  hint: take one of the steps out"
            )
        ],
    ),
    "successors in a circle": (
        [
            ("badge", "version: 1.0", "version: 1.0\nstatus: retired\nsuccessor: charts"),
            ("charts", "version: 1.0", "version: 1.0\nstatus: retired\nsuccessor: sql-basics"),
        ],
        [
            (
                "catalog/badges/fenwick/charts.yml:21:12: error: these succeed each other: "
                "charts → sql-basics → charts [cycle]\n  hint: take one of the steps out"
            )
        ],
    ),
    "one slug twice": (
        [("catalog/badges/charts.yml", "", BADGE.replace("version", "issuer: fenwick\nversion"))],
        [
            (
                "catalog/badges/fenwick/charts.yml:1:1: error: there is a badge 'charts' already: "
                "catalog/badges/charts.yml [repeated-slug]\n  hint: rename one of them"
            )
        ],
    ),
    "two roots": (
        [
            ("issuer", "name: Fenwick", "name: Fenwick\nroot: true"),
            (
                "catalog/issuers/other.yml",
                "",
                f"name: Other\nroot: true\nsummary: X.\nurl: https://o.example/\ncontact: {{office: O}}\nkeys: [{{public_key: {KEY}, created: '2026-01-01T00:00:00Z'}}]\n",
            ),
        ],
        [
            (
                "catalog/issuers/other.yml:2:7: error: 'fenwick' is the root already; only one issuer "
                "may be [several-roots]"
            )
        ],
    ),
    "a badge awarded by two pathways": (
        [("catalog/pathways/more.yml", "", PATHWAY)],
        [
            (
                "catalog/pathways/more.yml:7:9: error: the pathway 'data' awards 'data-stack' already "
                "[awarded-twice]\n"
                "  hint: a badge is awarded by one pathway; offer several ways inside it with 'any'"
            )
        ],
    ),
    "an earlier version is fine": (
        [("catalog/badges/fenwick/sql-basics@0.9.yml", "", BADGE.replace("1.0", "0.9"))],
        [],
    ),
    "an earlier version that says another": (
        [(WIDER, "", BADGE.replace("1.0", "0.8"))],
        [
            (
                f"{WIDER}:19:10: error: 'version' is '0.8', but the file's name says '0.9' "
                "[version-conflict]"
            )
        ],
    ),
    "an earlier version that is the current one": (
        [("catalog/badges/fenwick/sql-basics@1.0.yml", "", BADGE)],
        [
            (
                "catalog/badges/fenwick/sql-basics@1.0.yml:19:10: error: 'sql-basics.yml' has this "
                "version too [version-conflict]\n  hint: raise the current one"
            )
        ],
    ),
    "an earlier version of nothing": (
        [("catalog/badges/fenwick/graphs@1.0.yml", "", BADGE)],
        [
            (
                "catalog/badges/fenwick/graphs@1.0.yml:1:1: error: there is no current version, "
                "'graphs.yml' [version-conflict]"
            )
        ],
    ),
    "two unlisted people at one address": (
        [
            (
                "catalog/earners/bo.yml",
                "",
                f"name: Bo\nvisibility: unlisted\naddress: {A}\nconsent: {{by: earner, on: 2026-01-01, visibility: unlisted}}\n",
            ),
            (
                "catalog/earners/cy.yml",
                "",
                f"name: Cy\nvisibility: unlisted\naddress: {A}\nconsent: {{by: earner, on: 2026-01-01, visibility: unlisted}}\n",
            ),
        ],
        [
            (
                f"catalog/earners/cy.yml:3:10: error: 'bo' has the address '{A}' already "
                "[repeated-slug]\n  hint: choose another 'address'"
            )
        ],
    ),
    "an address that says more than the consent": (
        [
            (
                "catalog/earners/zoe-dalaigh.yml",
                "",
                (
                    "name: Zoë Dálaigh\nvisibility: public\n"
                    "consent: {by: earner, on: 2026-01-01, visibility: public, name: Zoë D.}\n"
                ),
            )
        ],
        [
            (
                "catalog/earners/zoe-dalaigh.yml:1:1: error: the address 'zoe-dalaigh' says "
                "'dalaigh', which the consent does not [beyond-consent]\n"
                "  hint: give the page an 'address' of its own, for example 'address: ana-r'"
            )
        ],
    ),
    "an address of its own that is another's slug": (
        [
            (
                "catalog/earners/zoe-dalaigh.yml",
                "",
                (
                    "name: Zoë Dálaigh\nvisibility: public\naddress: zoe-d\n"
                    "consent: {by: earner, on: 2026-01-01, visibility: public, name: Zoë D.}\n"
                ),
            ),
            ("catalog/earners/zoe-d.yml", "", "name: Zoë Duarte\n"),
        ],
        [
            (
                "catalog/earners/zoe-dalaigh.yml:3:10: error: 'zoe-d' has the address 'zoe-d' "
                "already [repeated-slug]\n  hint: choose another 'address'"
            )
        ],
    ),
    "an issuer trusted twice": (
        [
            (
                "trust",
                "\n  - {did",
                "\n  - {did: did:web:example.org, name: F, since: 2026-01-01}\n  - {did",
            )
        ],
        [
            (
                "catalog/trust.yml:3:11: error: 'did:web:example.org' is in this list already "
                "[repeated-reference]\n  hint: remove it"
            )
        ],
    ),
    "a picture that is not there": (
        [
            ("badge", "version: 1.0", "version: 1.0\nimage: images/sql.svg"),
            ("catalog/images/slq.svg", "", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:20:8: error: the picture 'images/sql.svg' does "
                "not exist [missing-file]\n  hint: did you mean 'slq.svg'?"
            )
        ],
    ),
    "a picture outside the catalog": (
        [("badge", "version: 1.0", "version: 1.0\nimage: ../../secret.png")],
        [
            (
                "catalog/badges/fenwick/sql-basics.yml:20:8: error: 'image' must be a path inside the "
                "catalog's folder, without '..'; found '../../secret.png' [wrong-form]"
            )
        ],
    ),
}


@pytest.mark.parametrize(("edits", "messages"), BAD.values(), ids=BAD.keys())
def test_a_mistake_between_records_is_told_at_its_line(tmp_path, edits, messages):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == messages


LEDGER = {  # case: (edits, messages)
    "a token twice": (
        [
            (
                "ledger",
                ROW,
                ROW + ROW.replace("1111-1111", "2222-1111").replace('index": 7', 'index": 8'),
            )
        ],
        [
            f"catalog/ledger.jsonl:2:288: error: the credential id '{A}' is taken already, on line 1 [ledger-repeat]"
        ],
    ),
    "an index twice": (
        [("ledger", ROW, ROW + ROW.replace("1111-1111", "2222-1111").replace(A, B))],
        [
            "catalog/ledger.jsonl:2:418: error: index 7 of status list 1 is taken already, on line 1 [ledger-repeat]"
        ],
    ),
    "a subject twice": (
        [("ledger", ROW, ROW + ROW.replace('index": 7', 'index": 8').replace(A, B))],
        [
            (
                "catalog/ledger.jsonl:2:335: error: the subject "
                "'urn:uuid:11111111-1111-4111-8111-111111111111' is taken already, on line 1 [ledger-repeat]"
            )
        ],
    ),
    "an unknown earner": (
        [("ledger", ROW, ROW.replace("al-0042", "al-042")), ("assertion", "", "{}")],
        [
            (
                f"catalog/assertions/{A}.json:1:1: error: this is not the credential that its file name "
                "says [ledger-conflict]\n  hint: restore it from a backup"
            ),
            (
                "catalog/ledger.jsonl:1:113: error: there is no earner 'al-042' [unknown-reference]\n"
                "  hint: did you mean 'al-0042'?"
            ),
        ],
    ),
    "a badge version that is gone": (
        [("badge", "version: 1.0", "version: 2.0")],
        [
            (
                "catalog/ledger.jsonl:1:249: error: there is no version '1.0' of the badge 'sql-basics' "
                "[version-conflict]\n  hint: keep it as 'sql-basics@1.0.yml' beside the badge"
            )
        ],
    ),
    "a key that is gone": (
        [("issuer", KEY, "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")],
        [
            (
                f"catalog/ledger.jsonl:1:465: error: 'fenwick' does not list the key {KEY} "
                "[ledger-conflict]\n"
                "  hint: a retired key stays listed: give it 'retired' instead of removing it"
            )
        ],
    ),
    "a row that contradicts itself": (
        [("ledger", '"awarded": "2026-02-01"', '"awarded": "2026-02-02"')],
        [
            (
                "catalog/ledger.jsonl:1:38: error: 'award_identity' is 'sql-basics/al-0042/2026-02-01', "
                "but the award in this row says 'sql-basics/al-0042/2026-02-02' [ledger-conflict]"
            )
        ],
    ),
    "a withdrawal of nothing": (
        [
            (
                "ledger",
                ROW,
                ROW
                + f'{{"kind": "revoked", "credential": "{B}", "reason": "x", "on": "2026-03-01"}}\n',
            )
        ],
        [
            f"catalog/ledger.jsonl:2:35: error: no row issued the credential '{B}' [unknown-reference]"
        ],
    ),
    "a replacement of nothing": (
        [("ledger", '"replaces": []', f'"replaces": ["{B}"]')],
        [
            (
                f"catalog/ledger.jsonl:1:614: error: no row issued the credential '{B}' that this one "
                "replaces [unknown-reference]"
            )
        ],
    ),
    "a kind of row that is none": (
        [("ledger", '"kind": "issued"', '"kind": "isued"')],
        [
            "catalog/ledger.jsonl:1:10: error: 'kind' must be one of issued, revoked, erased; found 'isued' [wrong-choice]"
        ],
    ),
    "no JSON": (
        [
            (
                "ledger",
                ROW,
                ROW
                + "{broken}\n"
                + ROW.replace(A, B)
                .replace('index": 7', 'index": 9')
                .replace("1111-1111", "2222-1111"),
            )
        ],
        [
            (
                "catalog/ledger.jsonl:2:2: error: not readable as a ledger row: Expecting property name "
                "enclosed in double quotes: line 1 column 2 (char 1) [syntax]\n  hint: only 'issue', "
                "'revoke' and 'reissue' write the ledger; restore it from a backup"
            )
        ],
    ),
    "a wrong value": (
        [("ledger", '"status_list": 1', '"status_list": 0')],
        [
            "catalog/ledger.jsonl:1:399: error: 'status_list' must be at least 1, found 0 [out-of-range]"
        ],
    ),
    "a file that no row knows": (
        [(f"catalog/assertions/{C}.json", "", "{}")],
        [
            (
                f"catalog/assertions/{C}.json:1:1: error: no row of the ledger knows this credential "
                "[not-in-ledger]\n"
                "  hint: somebody else's belongs into adopted/: see 'badgepress adopt'"
            )
        ],
    ),
    "a name wider than today's consent": (
        [("earner", "name: Ada L.", "name: A. L.")],
        [
            (
                f"catalog/assertions/{A}.json:1:1: error: it says 'Ada L.', but 'al-0042' agreed to "
                "'A. L.' [beyond-consent]\n  hint: badgepress reissue al-0042"
            )
        ],
    ),
    "a name where none is agreed to": (
        [("earner", ", name: Ada L.", "")],
        [
            (
                f"catalog/assertions/{A}.json:1:1: error: it says 'Ada L.', but 'al-0042' agreed to "
                "no name [beyond-consent]\n  hint: badgepress reissue al-0042"
            )
        ],
    ),
    "a name that says less than today's consent is fine": (
        [("earner", "name: Ada L.", "name: Ada Lee")],
        [],
    ),
    "of a private earner nothing is published": (
        [("earner", EARNER, "name: Ada Lee\n")],
        [],
    ),
    "a reissued one is not published": (
        [
            ("earner", ", name: Ada L.", ""),
            (
                "ledger",
                ROW,
                ROW
                + f'{{"kind": "revoked", "credential": "{A}", "reason": "x", "on": "2026-03-01", "reissued": true}}\n',
            ),
        ],
        [],
    ),
    "an own copy among the pages": (
        [("ledger", '"copy": "page"', '"copy": "own"')],
        [
            (
                f"catalog/assertions/{A}.json:1:1: error: an earner's own copy, with the full name of "
                "'al-0042', lies here [beyond-consent]\n  hint: move it to own-copies/"
            )
        ],
    ),
    "a status list of no issuer": (
        [("catalog/status/fenwik/1.json", "", "{}")],
        [
            (
                "catalog/status/fenwik/1.json:1:1: error: a folder in status/ is named after its issuer; "
                "there is no 'fenwik' [unknown-reference]\n  hint: did you mean 'fenwick'?"
            )
        ],
    ),
}


@pytest.mark.parametrize(("edits", "messages"), LEDGER.values(), ids=LEDGER.keys())
def test_the_ledger_and_what_was_signed_fit_together(tmp_path, edits, messages):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == messages
