"""Shards: the same people in many folders, read one after the other."""

import json
import pickle
from pathlib import Path

import pytest

from generator.source import CatalogError, Code, load, load_catalog, load_people, shards_of
from generator.source.credential_lines import as_line
from generator.source.shards import shard_for, shard_name
from tests.source.small import ASSERTION, FILES, TOKENS, brief, changed, write

EARNER = "al-0042"
HOME = shard_name(EARNER, 1)
AWAY = "0" if HOME != "0" else "1"


def in_shards(files, digits=1):
    """`files` with the people in the shards where they belong."""
    moved = {}
    for name, body in files.items():
        top, _, rest = name.partition("/")
        of_people = rest.partition("/")[0] in {"earners", "ledger.jsonl", "assertions", "records"}
        home = f"{top}/shards/{shard_name(EARNER, digits)}/{rest}"
        moved[home if of_people else name] = body
    return moved


def told(folder: Path) -> list[str]:
    """Every mistake, read shard by shard."""
    problems = []
    try:
        base = load_catalog(folder / "site-config.yml")
    except CatalogError as error:
        return [brief(str(problem), folder) for problem in error.problems]
    for shard in shards_of(base.people_top):
        try:
            load_people(base, shard)
        except CatalogError as error:
            problems += error.problems
    return [brief(str(problem), folder) for problem in problems]


def test_a_people_folder_without_shards_is_one_shard(tmp_path):
    write(tmp_path, FILES)
    base = load_catalog(tmp_path / "site-config.yml")
    (only,) = shards_of(base.people_top)
    assert only.name == ""
    assert not base.catalog.earners
    assert not base.catalog.ledger
    people = load_people(base, only)
    whole = load(tmp_path / "site-config.yml")
    assert people.catalog == whole.catalog
    assert people.people_dir == whole.people_dir
    assert (people.ledger_bytes, people.notices) == (whole.ledger_bytes, whole.notices)


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_shard_is_read_beside_the_catalog_that_all_share(tmp_path, digits):
    write(tmp_path, in_shards(FILES, digits))
    base = load_catalog(tmp_path / "site-config.yml")
    (shard,) = shards_of(base.people_top)
    assert shard.name == shard_name(EARNER, digits)
    assert shard == shard_for(base.people_top, EARNER)
    people = load_people(base, shard)
    assert [*people.catalog.earners] == [EARNER]
    assert [*people.catalog.assertions] == [TOKENS[0]]
    assert people.people_dir == shard.folder
    assert people.people_top == base.people_dir
    assert people.catalog.badges is base.catalog.badges
    joined = load(tmp_path / "site-config.yml", join=True)
    assert joined.catalog == people.catalog


def test_a_catalog_goes_to_another_process_without_its_yaml(tmp_path):
    write(tmp_path, in_shards(FILES))
    base = load_catalog(tmp_path / "site-config.yml")
    there = pickle.loads(pickle.dumps(base))
    assert there.catalog == base.catalog
    place = ("badges", "sql-basics", ("level",))
    assert there.where(*place) == base.where(*place)
    assert there.where(*place).line == 4
    (shard,) = shards_of(there.people_top)
    assert load_people(there, shard).catalog == load_people(base, shard).catalog
    (tmp_path / "catalog/badges/fenwick/sql-basics.yml").unlink()
    assert there.where(*place).line == 1


def test_what_needs_all_people_at_once_says_that_they_lie_in_shards(tmp_path):
    write(tmp_path, in_shards(FILES))
    with pytest.raises(CatalogError, match=r"people lie in shards.*\[mixed-shards\]"):
        load(tmp_path / "site-config.yml")


REMEDY = "\n  hint: bring all of it into one form: badgepress shard"
BAD = {
    "an earner in the wrong shard": (
        {f"catalog/shards/{AWAY}/earners/{EARNER}.yml": FILES[f"catalog/earners/{EARNER}.yml"]},
        [
            (
                f"catalog/shards/{AWAY}/earners/{EARNER}.yml:1:1: error: '{EARNER}' belongs in the "
                f"shard '{HOME}', not in '{AWAY}' [wrong-shard]{REMEDY}"
            )
        ],
    ),
    "a row in the wrong shard": (
        {f"catalog/shards/{AWAY}/ledger.jsonl": FILES["catalog/ledger.jsonl"]},
        [
            (
                f"catalog/shards/{AWAY}/ledger.jsonl:1:114: error: '{EARNER}' belongs in the "
                f"shard '{HOME}', not in '{AWAY}' [wrong-shard]{REMEDY}"
            )
        ],
    ),
    "shards of two depths": (
        {"catalog/shards/0a/records/README.md": "x"},
        [
            (
                f"catalog/shards/{max(HOME, '0a')}:1:1: error: this shard is named by "
                f"{len(max(HOME, '0a'))} digits, '{min(HOME, '0a')}' by {len(min(HOME, '0a'))} "
                f"[mixed-shards]{REMEDY}"
            )
        ],
    ),
    "people beside shards": (
        {"catalog/ledger.jsonl": ""},
        [
            (
                "catalog/ledger.jsonl:1:1: error: people lie in shards/, and 'ledger.jsonl' beside it "
                f"[mixed-shards]{REMEDY}"
            )
        ],
    ),
    "a folder that is no shard": (
        {"catalog/shards/xy/ledger.jsonl": ""},
        [
            (
                "catalog/shards/xy:1:1: error: unexpected 'xy' [unexpected-file]\n"
                "  hint: shards/ holds folders named by up to 3 hexadecimal digits"
            )
        ],
    ),
    "what does not belong into a shard": (
        {f"catalog/shards/{HOME}/namesakes.yml": ""},
        [
            (
                f"catalog/shards/{HOME}/namesakes.yml:1:1: error: unexpected 'namesakes.yml' "
                "[unexpected-file]\n  hint: here belong: earners, earners.csv, ledger.jsonl, "
                "attempts.jsonl, assertions, assertions.jsonl, own-copies, own-copies.jsonl, "
                "records"
            )
        ],
    ),
}


@pytest.mark.parametrize(("more", "expected"), BAD.values(), ids=BAD.keys())
def test_a_bad_layout_is_told_with_its_remedy(tmp_path, more, expected):
    write(tmp_path, {**in_shards(FILES), **more})
    assert told(tmp_path) == expected


LINES = "catalog/assertions.jsonl"


def test_signed_credentials_may_lie_together_a_line_each(tmp_path):
    files = {name: body for name, body in FILES.items() if "assertions/" not in name}
    body = (json.dumps(json.loads(ASSERTION), indent=2) + "\n").encode()
    line = as_line(body)
    write(tmp_path, {**files, LINES: line})
    stored = load(tmp_path / "site-config.yml").catalog.assertions[TOKENS[0]]
    assert (stored.body, stored.line) == (body, 1)
    assert json.loads(line) == json.loads(body)
    assert as_line(body.replace(b" ", b"\t")) is None
    assert as_line(body.rstrip()) is None


BAD_LINES = {
    "no credential": (
        b'\n{"a": 1}\n',
        [
            (
                f"{LINES}:2:1: error: this line is no signed credential with an id of ours [syntax]\n"
                "  hint: only commands write this file; restore it from a backup"
            )
        ],
    ),
    "one that is a file as well": (
        ASSERTION.encode() + b"\n",
        [
            (
                f"{LINES}:1:1: error: the credential '{TOKENS[0]}' lies in "
                f"catalog/assertions/{TOKENS[0]}.json:1 already [repeated-credential]\n"
                "  hint: remove one of them"
            )
        ],
    ),
    "one that is not what its first id says": (
        b'{"a": {"id": "https://badges.example.org/%b/credential.json"}}\n' % TOKENS[1].encode(),
        [
            (
                f"{LINES}:1:1: error: no row of the ledger knows this credential [not-in-ledger]\n"
                "  hint: somebody else's belongs into adopted/: see 'badgepress adopt'"
            )
        ],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_of_a_credential_says_where_and_what(tmp_path, lines, expected):
    write(tmp_path, {**FILES, LINES: lines})
    assert told(tmp_path) == expected


def test_a_torn_line_does_not_count_and_is_told(tmp_path):
    files = {name: body for name, body in FILES.items() if "assertions/" not in name}
    whole = ASSERTION.encode() + b"\n"
    write(tmp_path, {**files, LINES: whole + whole[:-9]})
    loaded = load(tmp_path / "site-config.yml")
    assert [*loaded.catalog.assertions] == [TOKENS[0]]
    (notice,) = loaded.notices
    assert "the last credential was not written to its end" in notice
    write(tmp_path, {LINES: whole.rstrip()})
    assert not load(tmp_path / "site-config.yml").notices


def test_where_all_shards_are_read_what_two_rows_share_is_told(tmp_path):
    other = next(name for name in ("bo", "cy", "di") if shard_name(name, 1) != HOME)
    row = FILES["catalog/ledger.jsonl"].replace(EARNER, other)
    away = f"catalog/shards/{shard_name(other, 1)}"
    more = {f"{away}/ledger.jsonl": row, f"{away}/earners/{other}.yml": "name: Bo Di\n"}
    write(tmp_path, {**in_shards(FILES), **more})
    with pytest.raises(CatalogError) as caught:
        load(tmp_path / "site-config.yml", join=True)
    taken = [str(each) for each in caught.value.problems if "is taken already, in" in str(each)]
    assert len(taken) == 3


BROKEN = {
    "a row of nobody": [("ledger", '"earner": "al-0042", "badge"', '"earner": "al-42", "badge"')],
    "a row of no badge": [("ledger", '"badge": "sql-basics", "badge_v', '"badge": "sq", "badge_v')],
    "a credential of no row": [(f"catalog/assertions/{TOKENS[1]}.json", "", "{}")],
    "more than agreed": [("earner", "name: Ada L.}", "name: A. L.}")],
    "a wrong earner": [("earner", "visibility: public\n", "visibility: seen\n")],
    "a torn row": [("ledger", ROW_END := '"replaces": []}', '"replaces": [')],
    "a record of nobody": [("catalog/records/x.json", "", "{}")],
}


@pytest.mark.parametrize("edits", BROKEN.values(), ids=BROKEN.keys())
def test_shard_by_shard_the_same_mistakes_are_found(tmp_path, edits):
    write(tmp_path, in_shards(changed(*edits)))
    with pytest.raises(CatalogError) as whole:
        load(tmp_path / "site-config.yml", join=True)
    one_by_one = told(tmp_path)
    for problem in whole.value.problems:
        assert brief(str(problem), tmp_path) in one_by_one
    strays = [each for each in one_by_one if f"[{Code.WRONG_SHARD}]" in each]
    assert len(one_by_one) == len(whole.value.problems) or strays
