"""Files and folders: what lies where it should not, cannot be read, or has an odd name."""

import os
from pathlib import Path

import pytest

from generator.source import CatalogError, load
from tests.source.small import BADGE, EARNER, FILES, ROW, TOKENS, changed, told, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17


def test_the_small_catalog_is_loaded(tmp_path):
    write(tmp_path, FILES)
    loaded = load(tmp_path / "site-config.yml")
    catalog = loaded.catalog
    assert list(catalog.badges) == ["charts", "data-stack", "sql-basics"]
    assert catalog.badges["charts"].issuer == "fenwick"
    assert catalog.badges["charts"].version == "1.0"
    assert [row.credential for row in catalog.ledger] == [TOKENS[0]]
    assert list(catalog.assertions) == [TOKENS[0]]
    assert catalog.pages == {"about.md": b"# About\n"}
    assert loaded.notices == ()
    assert loaded.ledger_bytes == len(ROW)
    assert str(loaded.where("badges", "charts", ["hours"])).endswith("charts.yml:7:8")


def test_messages_name_files_as_the_configuration_was_named(tmp_path, monkeypatch):
    write(tmp_path / "here", changed(("badge", "hours: 6", "hours: 0")))
    monkeypatch.chdir(tmp_path)
    message = "/badges/fenwick/sql-basics.yml:7:8: error: 'hours' must be more than 0, found 0 [out-of-range]"
    assert told(Path(), "here/site-config.yml") == [f"here/catalog{message}"]
    monkeypatch.chdir(tmp_path / "here")
    assert told(Path()) == [f"catalog{message}"]


def test_earlier_versions_come_oldest_first(tmp_path):
    older = {
        f"catalog/badges/fenwick/sql-basics@{version}.yml": BADGE.replace("1.0", version)
        for version in ("0.10", "0.9", "0.9-b")
    }
    write(tmp_path, {**FILES, **older})
    catalog = load(tmp_path / "site-config.yml").catalog
    assert [badge.version for badge in catalog.earlier_badges["sql-basics"]] == [
        "0.9",
        "0.9-b",
        "0.10",
    ]


def test_people_may_live_outside_the_catalog(tmp_path):
    files = {
        name.replace("catalog/", "people/")
        if any(part in name for part in ("earners", "ledger", "assert"))
        else f"site/{name}": body
        for name, body in changed(("config", "home:", "people: ../people\nhome:")).items()
    }
    write(tmp_path, files)
    assert told(tmp_path / "site") == []
    catalog = load(tmp_path / "site/site-config.yml").catalog
    assert list(catalog.earners) == ["al-0042"]
    assert list(catalog.assertions) == [TOKENS[0]]
    write(tmp_path, {"people/earnres/x.yml": EARNER, "people/photo.png": PNG})
    assert told(tmp_path / "site") == [
        (
            "../people/earnres:1:1: error: unexpected 'earnres' [unexpected-file]\n"
            "  hint: did you mean 'earners'?"
        ),
        (
            "../people/photo.png:1:1: error: unexpected 'photo.png' [unexpected-file]\n"
            "  hint: here belong: earners, earners.csv, ledger.jsonl, attempts.jsonl, "
            "assertions, assertions.jsonl, own-copies, own-copies.jsonl, records, namesakes.yml, shards"
        ),
    ]


def test_people_may_live_in_a_folder_of_the_catalog(tmp_path):
    files = changed(("config", "home:", "people: catalog/people\nhome:"))
    parts = ("earners", "ledger", "assertions")
    write(
        tmp_path,
        {
            name.replace("catalog/", "catalog/people/")
            if any(part in name for part in parts)
            else name: body
            for name, body in files.items()
        },
    )
    assert told(tmp_path) == []


def test_a_folder_of_people_that_is_not_there_is_told(tmp_path):
    files = changed(("config", "home:", "people: ../people\nhome:"))
    parts = ("earners", "ledger", "assertions")
    write(
        tmp_path / "site", {n: body for n, body in files.items() if not any(p in n for p in parts)}
    )
    assert told(tmp_path / "site") == [
        (
            "../people:1:1: error: there is no folder of people here [missing-file]\n"
            "  hint: make the folder, or set 'people' in the configuration to its path"
        )
    ]


BAD = {  # case: (edits, messages)
    "a misspelled folder": (
        [("catalog/bagdes/x.yml", "", BADGE)],
        [
            (
                "catalog/bagdes:1:1: error: unexpected 'bagdes' [unexpected-file]\n"
                "  hint: did you mean 'badges'?"
            )
        ],
    ),
    "a folder of pictures is fine": ([("catalog/art/deep/x.svg", "", SVG)], []),
    "a folder of something else": (
        [("catalog/art/x.svg", "", SVG), ("catalog/art/x.psd", "", "8BPS")],
        [
            (
                "catalog/art:1:1: error: unexpected 'art' [unexpected-file]\n"
                "  hint: a folder of your own may hold pictures only (.png, .svg)"
            )
        ],
    ),
    "dotfiles and README.md are left alone": (
        [
            ("catalog/.gitkeep", "", "x"),
            ("catalog/README.md", "", "x"),
            ("catalog/badges/README.md", "", "x"),
        ],
        [],
    ),
    ".yaml": (
        [("catalog/badges/fenwick/more.yaml", "", BADGE)],
        [
            (
                "catalog/badges/fenwick/more.yaml:1:1: error: unexpected 'more.yaml' [unexpected-file]\n"
                "  hint: rename it to 'more.yml'"
            )
        ],
    ),
    "a picture among the badges": (
        [("catalog/badges/fenwick/more.png", "", "x")],
        [
            (
                "catalog/badges/fenwick/more.png:1:1: error: unexpected 'more.png' [unexpected-file]\n"
                "  hint: badges/ holds .yml files; pictures go into a folder like images/"
            )
        ],
    ),
    "a folder too deep": (
        [("catalog/badges/fenwick/more/x.yml", "", BADGE)],
        [
            (
                "catalog/badges/fenwick/more:1:1: error: unexpected 'more' [unexpected-file]\n"
                "  hint: badges/<issuer>/ holds no folders"
            )
        ],
    ),
    "a folder of earners": (
        [("catalog/earners/more/x.yml", "", EARNER)],
        [
            (
                "catalog/earners/more:1:1: error: unexpected 'more' [unexpected-file]\n"
                "  hint: earners/ holds no folders"
            )
        ],
    ),
    "a file name that is no slug": (
        [("catalog/earners/Über Ada.yml", "", EARNER)],
        [
            (
                "catalog/earners/Über Ada.yml:1:1: error: the file name 'Über Ada.yml' must be a slug: "
                "lower-case letters, digits and single hyphens, at most 80 characters [file-name]\n"
                "  hint: rename the file"
            )
        ],
    ),
    "a reserved slug": (
        [("catalog/earners/con.yml", "", EARNER)],
        [
            (
                "catalog/earners/con.yml:1:1: error: the file name 'con.yml': 'con' is reserved for the "
                "site itself [file-name]\n  hint: rename the file"
            )
        ],
    ),
    "names that differ by case only": (
        [("catalog/earners/Al-0042.yml", "", EARNER)],
        [
            (
                "catalog/earners/Al-0042.yml:1:1: error: the file name 'Al-0042.yml' must be a slug: "
                "lower-case letters, digits and single hyphens, at most 80 characters [file-name]\n"
                "  hint: rename the file"
            ),
            (
                "catalog/earners/al-0042.yml:1:1: error: 'al-0042.yml' and 'Al-0042.yml' differ only by "
                "case or Unicode form [slug-collision]\n  hint: rename one of them"
            ),
        ],
    ),
    "names that differ by Unicode form only": (
        [("catalog/earners/e\u0301.yml", "", EARNER), ("catalog/earners/\u00e9.yml", "", EARNER)],
        [
            (
                "catalog/earners/e\u0301.yml:1:1: error: the file name 'e\u0301.yml' must be a slug: "
                "lower-case letters, digits and single hyphens, at most 80 characters [file-name]\n"
                "  hint: rename the file"
            ),
            (
                "catalog/earners/\u00e9.yml:1:1: error: the file name '\u00e9.yml' must be a slug: "
                "lower-case letters, digits and single hyphens, at most 80 characters [file-name]\n"
                "  hint: rename the file"
            ),
            (
                "catalog/earners/\u00e9.yml:1:1: error: '\u00e9.yml' and 'e\u0301.yml' differ only by "
                "case or Unicode form [slug-collision]\n  hint: rename one of them"
            ),
        ],
    ),
    "a version of an earner": (
        [("catalog/earners/al-0042@2.yml", "", EARNER)],
        [
            (
                "catalog/earners/al-0042@2.yml:1:1: error: only a badge has versions after '@' "
                "[file-name]\n  hint: rename the file"
            )
        ],
    ),
    "a version without a number": (
        [("catalog/badges/fenwick/charts@.yml", "", BADGE)],
        [
            (
                "catalog/badges/fenwick/charts@.yml:1:1: error: the version after '@' is missing "
                "[file-name]\n  hint: rename the file"
            )
        ],
    ),
    "a slug in the file": (
        [("earner", "name:", "slug: al-0042\nname:")],
        [
            (
                "catalog/earners/al-0042.yml:1:1: error: unknown key 'slug' [unknown-key]\n"
                "  hint: the slug comes from the file's name, here 'al-0042'; remove the key"
            )
        ],
    ),
    "an assertion with a name of its own": (
        [("catalog/assertions/ada.json", "", "{}")],
        [
            (
                "catalog/assertions/ada.json:1:1: error: unexpected 'ada.json' [unexpected-file]\n"
                "  hint: here belong signed files, named by their id: 32 hexadecimal digits"
            )
        ],
    ),
    "a status list without a number": (
        [("catalog/status/fenwick/01.json", "", "{}"), ("catalog/status/1.json", "", "{}")],
        [
            (
                "catalog/status/1.json:1:1: error: unexpected '1.json' [unexpected-file]\n"
                "  hint: status/ holds a folder for each issuer, with 1.json and so on"
            ),
            (
                "catalog/status/fenwick/01.json:1:1: error: unexpected '01.json' [unexpected-file]\n"
                "  hint: status/ holds a folder for each issuer, with 1.json and so on"
            ),
        ],
    ),
    "no catalog": (
        [("config", "home:", "catalog: catalogue\nhome:")],
        [
            (
                "catalogue:1:1: error: there is no catalog folder here [missing-file]\n"
                "  hint: set 'catalog' in the configuration to the folder's path"
            )
        ],
    ),
    "mistakes in the configuration and in the catalog": (
        [
            ("config", "site_name: Fenwick Badges\n", ""),
            ("config", "https:", "http:"),
            ("earner", "public", "pubic"),
        ],
        [
            (
                "catalog/earners/al-0042.yml:2:13: error: 'visibility' must be one of public, unlisted, "
                "private; found 'pubic' [wrong-choice]\n  hint: did you mean 'public'?"
            ),
            "site-config.yml:1:1: error: missing key 'site_name' [missing-key]",
            (
                "site-config.yml:2:11: error: 'base_url' must start with https:// and have no '?' or '#'; "
                "found 'http://badges.example.org/demo/' [wrong-form]"
            ),
        ],
    ),
    "a configuration that is no YAML": (
        [("config", "home:", "home: home:"), ("earner", "public", "pubic")],
        [
            (
                "catalog/earners/al-0042.yml:2:13: error: 'visibility' must be one of public, unlisted, "
                "private; found 'pubic' [wrong-choice]\n  hint: did you mean 'public'?"
            ),
            (
                "site-config.yml:4:11: error: not readable as YAML: mapping values are not allowed in "
                "this context [syntax]\n  hint: put quotes around a text that holds ': '"
            ),
        ],
    ),
}


@pytest.mark.parametrize(("edits", "messages"), BAD.values(), ids=BAD.keys())
def test_what_lies_in_the_wrong_place_is_told(tmp_path, edits, messages):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == messages


def test_no_configuration(tmp_path):
    assert told(tmp_path) == [
        (
            "site-config.yml:1:1: error: there is no configuration here [missing-file]\n"
            "  hint: name it with --config, or change to its folder"
        )
    ]


def test_links_that_leave_the_catalog_and_other_odd_files(tmp_path):
    write(tmp_path, FILES)
    write(tmp_path, {"secret.yml": EARNER, "elsewhere/x.yml": EARNER})
    earners = tmp_path / "catalog/earners"
    (earners / "fine.yml").symlink_to("al-0042.yml")
    (earners / "gone.yml").symlink_to("nowhere.yml")
    (earners / "loop.yml").symlink_to("loop.yml")
    (earners / "out.yml").symlink_to(tmp_path / "secret.yml")
    (earners / "folder.yml").mkdir()
    (tmp_path / "catalog/badges/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "catalog/badges/inside").symlink_to("fenwick")
    os.mkfifo(earners / "pipe.yml")
    assert told(tmp_path) == [
        (
            "catalog/badges/inside:1:1: error: is a link to a folder [unexpected-file]\n"
            "  hint: use a real folder"
        ),
        (
            "catalog/badges/linked:1:1: error: is a link that leads out of its folder [leaves-folder]\n"
            "  hint: put the file itself here"
        ),
        (
            "catalog/earners/folder.yml:1:1: error: unexpected 'folder.yml' [unexpected-file]\n"
            "  hint: earners/ holds no folders"
        ),
        "catalog/earners/gone.yml:1:1: error: is a link that leads nowhere [unreadable]",
        "catalog/earners/loop.yml:1:1: error: is a link that leads nowhere [unreadable]",
        (
            "catalog/earners/out.yml:1:1: error: is a link that leads out of its folder [leaves-folder]\n"
            "  hint: put the file itself here"
        ),
        "catalog/earners/pipe.yml:1:1: error: is neither a file nor a folder [unreadable]",
    ]


def test_a_name_that_is_no_text(tmp_path):
    write(tmp_path, FILES)
    try:
        Path(
            os.fsdecode(os.fsencode(tmp_path / "catalog/earners") + b"/\xff\x1b[31m.yml")
        ).write_text(EARNER)
    except OSError:
        pytest.skip("this file system refuses names that are no UTF-8")
    assert told(tmp_path) == [
        (
            "catalog/earners/��[31m.yml:1:1: error: the file name '��[31m.yml' must be a slug: "
            "lower-case letters, digits and single hyphens, at most 80 characters [file-name]\n"
            "  hint: rename the file"
        )
    ]


def test_a_file_where_a_folder_belongs_and_the_other_way_round(tmp_path):
    write(
        tmp_path,
        {
            name: body
            for name, body in FILES.items()
            if "recognizers" not in name and "ledger" not in name and "assertions" not in name
        },
    )
    write(tmp_path, {"catalog/recognizers": "x", "catalog/ledger.jsonl/x": "y"})
    assert told(tmp_path) == [
        "catalog/recognizers:1:1: error: cannot be read: Not a directory [unreadable]",
    ]


def test_a_row_that_a_kill_tore_does_not_count(tmp_path):
    torn = ROW + ROW.replace(TOKENS[0], TOKENS[1])[:100]
    write(tmp_path, changed(("ledger", ROW, torn)))
    loaded = load(tmp_path / "site-config.yml")
    assert len(loaded.catalog.ledger) == 1
    assert loaded.ledger_bytes == len(ROW)
    assert [notice.replace(f"{tmp_path}/", "") for notice in loaded.notices] == [
        (
            "catalog/ledger.jsonl:2: the last row was not written to its end and does not count; "
            "'badgepress issue' puts it right"
        )
    ]


LEDGER_KINDS = {  # case: (kind as JSON, as shown)
    "another": ('"lent"', "lent"),
    "a list": ('["issued"]', "['issued']"),
    "nothing": ("null", "None"),
}


@pytest.mark.parametrize(("kind", "seen"), LEDGER_KINDS.values(), ids=LEDGER_KINDS.keys())
def test_a_ledger_row_of_no_kind_we_know(tmp_path, kind, seen):
    row = "{" + f'"kind": {kind}, "credential": "{TOKENS[0]}"' + "}\n"
    write(tmp_path, changed(("ledger", ROW, ROW + row)))
    with pytest.raises(CatalogError) as caught:
        load(tmp_path / "site-config.yml")
    (problem,) = caught.value.problems
    assert problem.where.line == 2
    assert problem.message == f"'kind' must be one of issued, revoked, erased; found '{seen}'"


def test_a_place_that_no_status_list_has(tmp_path):
    write(tmp_path, changed(("ledger", 'index": 7', 'index": 131072')))
    with pytest.raises(CatalogError) as caught:
        load(tmp_path / "site-config.yml")
    assert [problem.message for problem in caught.value.problems] == [
        "'status_index' must be less than 131072, found 131072"
    ]


def test_a_whole_last_row_counts_though_its_newline_is_gone(tmp_path):
    write(tmp_path, changed(("ledger", ROW, ROW.rstrip("\n"))))
    loaded = load(tmp_path / "site-config.yml")
    assert len(loaded.catalog.ledger) == 1
    assert loaded.ledger_bytes == len(ROW) - 1
    assert loaded.notices == ()


EARNERS = """\
Earner ID;Teacher name;E-Mail;Visibility;Consent by;Consent date;Consent for;Public name;Former names
bo-r;"Ray, Bo";bo@example.org;public;earner;3 May 2026;public;Bo R.;Bo Day; Bo Night
cy-poe;Cy Poe;;;;;;;
"""


def test_earners_from_a_spreadsheet(tmp_path):
    write(
        tmp_path,
        changed(
            ("catalog/earners.csv", "", EARNERS.replace("Bo Day; Bo Night", '"Bo Day; Bo Night"'))
        ),
    )
    earners = load(tmp_path / "site-config.yml").catalog.earners
    assert list(earners) == ["al-0042", "bo-r", "cy-poe"]
    bo = earners["bo-r"]
    assert bo.name == "Bo Ray"
    assert bo.page_name == "Bo R."
    assert bo.consent.on.isoformat() == "2026-05-03"
    assert bo.former_names == ("Bo Day", "Bo Night")
    assert earners["cy-poe"].visibility == "private"


def test_mistakes_in_a_spreadsheet_of_earners(tmp_path):
    rows = (
        "slug,name,visibility,shoe size,consent by,consent on,consent visibility\n"
        "Bo Ray,Bo Ray,,,,,\n"
        "al-0042,Ada Two,,,,,\n"
        "cy,Cy,public,,earner,3/4/26,public\n"
        ',"Po, Dee, X",public,44,,,\n'
    )
    write(tmp_path, changed(("catalog/earners.csv", "", rows)))
    assert told(tmp_path) == [
        (
            "catalog/earners.csv:1:22: error: unknown column 'shoe size' [unknown-column]\n"
            "  hint: rename it, or leave it out"
        ),
        (
            "catalog/earners.csv:2:1: error: 'slug' must be a slug: lower-case letters, digits and single "
            "hyphens, at most 80 characters; found 'Bo Ray' [wrong-form]"
        ),
        (
            "catalog/earners.csv:3:1: error: there is an earner 'al-0042' already: "
            "catalog/earners/al-0042.yml:1 [repeated-slug]"
        ),
        (
            "catalog/earners.csv:4:22: error: '3/4/26' may mean two days [ambiguous-date]\n"
            "  hint: write it as 2026-05-03, or set 'dates: mdy' or 'dates: dmy' under 'issuing'"
        ),
        "catalog/earners.csv:5:1: error: missing key 'slug' [missing-key]",
        (
            "catalog/earners.csv:5:2: error: the name 'Po, Dee, X' can be split in more than one way "
            "[ambiguous-name]\n  hint: write it as 'First Last' or 'Last, First'"
        ),
    ]


PICTURES = {  # case: (name, body, what is told)
    "an SVG": ("a.svg", SVG, ""),
    "a PNG": ("a.png", PNG, ""),
    "a PNG that is a JPEG": ("a.png", b"\xff\xd8\xff\xe0", "is no PNG"),
    "an SVG that is text": ("a.svg", "hello", "is no SVG"),
    "an SVG that is HTML": ("a.svg", "<html/>", "is no SVG"),
    "a document type": (
        "a.svg",
        f"<!DOCTYPE svg>{SVG}",
        "has a document type; save it as plain SVG",
    ),
    "a billion laughs": (
        "a.svg",
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG,
        "has a document type; save it as plain SVG",
    ),
    "a script": (
        "a.svg",
        SVG.replace("<path", "<script>alert(1)</script><path"),
        "holds <script>, which could run in a reader's browser",
    ),
    "a handler": (
        "a.svg",
        SVG.replace("<svg", "<svg onload='alert(1)'"),
        "holds the attribute 'onload', which could run in a reader's browser",
    ),
    "foreign markup": (
        "a.svg",
        SVG.replace("<path", "<foreignObject/><path"),
        "holds <foreignobject>, which could run in a reader's browser",
    ),
    "a link out": (
        "a.svg",
        SVG.replace("<path", "<a href=' javascript:alert(1)'/><path"),
        "links to 'javascript:alert(1)'; a picture may only use what it holds",
    ),
    "a picture from elsewhere": (
        "a.svg",
        SVG.replace("<path", "<rect fill='url(https://e.example/x)'/><path"),
        "links to 'url(https://e.example/x)'; a picture may only use what it holds",
    ),
    "a style from elsewhere": (
        "a.svg",
        SVG.replace("<path", "<style>@import 'https://e.example/x';</style><path"),
        "has a style that links to another file; a picture may only use what it holds",
    ),
    "a gradient of its own": ("a.svg", SVG.replace("<path", "<rect fill='url(#g)'/><path"), ""),
    "not UTF-8": ("a.svg", b"\xff<svg/>", "is no SVG"),
}


@pytest.mark.parametrize(("name", "body", "wrong"), PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_is_there_and_safe(tmp_path, name, body, wrong):
    write(tmp_path, changed(("badge", "version: 1.0", f"version: 1.0\nimage: images/{name}")))
    write(tmp_path, {f"catalog/images/{name}": body})
    if wrong:
        assert told(tmp_path) == [
            (
                f"catalog/badges/fenwick/sql-basics.yml:20:8: error: the picture 'images/{name}' {wrong} "
                "[bad-picture]"
            )
        ]
    else:
        assert list(load(tmp_path / "site-config.yml").catalog.images) == [f"images/{name}"]


def test_a_large_picture_or_record_is_refused(tmp_path):
    write(tmp_path, changed(("badge", "version: 1.0", "version: 1.0\nimage: a.png")))
    write(
        tmp_path,
        {"catalog/a.png": PNG + bytes(2_000_000), "catalog/earners/x.yml": b"#" * 2_000_001},
    )
    assert told(tmp_path) == [
        "catalog/a.png:1:1: error: the file is larger than 2 MB [too-large]",
        "catalog/earners/x.yml:1:1: error: the file is larger than 2 MB [too-large]",
    ]


ADOPTED = """\
earner: al-0042
at: 2026-03-01T00:00:00Z
did: did:web:college.example.org
documents:
  https://college.example.org/did.json: did.json
digests:
  did.json: sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
"""


def test_somebody_elses_assertion(tmp_path):
    base = "catalog/assertions/adopted/college"
    good = {
        f"{base}/adopted.yml": ADOPTED,
        f"{base}/credential.json": "{}",
        f"{base}/did.json": "{}",
    }
    write(tmp_path, {**FILES, **good})
    adopted = load(tmp_path / "site-config.yml").catalog.adopted["college"]
    assert adopted.documents == {"https://college.example.org/did.json": b"{}"}
    assert adopted.credential == b"{}"

    write(
        tmp_path,
        {f"{base}/did.json": "[]", f"{base}/adopted.yml": ADOPTED.replace("al-0042", "ada")},
    )
    assert told(tmp_path) == [
        f"{base}/adopted.yml:1:9: error: there is no earner 'ada' [unknown-reference]",
        (
            f"{base}/adopted.yml:7:13: error: 'did.json' was changed since it was adopted "
            "[digest-mismatch]\n  hint: adopt the assertion again"
        ),
    ]
    (tmp_path / base / "did.json").unlink()
    write(tmp_path, {f"{base}/adopted.yml": ADOPTED.replace(": did.json", ": ../did.json")})
    assert told(tmp_path) == [
        f"{base}/adopted.yml:5:41: error: the file '../did.json' is not beside this one [missing-file]",
        f"{base}/adopted.yml:7:13: error: the file 'did.json' is not beside this one [missing-file]",
    ]
    (tmp_path / base / "credential.json").unlink()
    assert told(tmp_path) == [
        (
            f"{base}:1:1: error: 'credential.json' is missing here [missing-file]\n"
            "  hint: adopt the assertion again"
        )
    ]
