"""The sample catalog with thirty mistakes: all thirty are told in one run, each at its place."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.check import command
from generator.source import CatalogError, load

PROJECT = Path(__file__).resolve().parent.parent.parent
BADGES = "catalog/badges/lakeland"
MOTIVATION = (PROJECT / "catalog/pathways/motivation.yml").read_text("utf-8")
MARK = "¦"  # stands where the mistake is to be told; not written to the file

# File, what the sample says there (None: there is no such file), what an author wrote
# instead, the code. Several stand in one file, and each is of another kind.
PLANTED = [
    ("site-config.yml", "base_url: https:", "base_url: ¦http:", "wrong-form"),
    (
        "site-config.yml",
        "[wait-time, communication,",
        "[wait-time, ¦comunication,",
        "unknown-reference",
    ),
    ("catalog/issuers/lakeland.yml", "country: US", "country: ¦USA", "wrong-form"),
    ("catalog/issuers/lakeland.yml", "phone: (555)", "¦fone: (555)", "unknown-key"),
    (f"{BADGES}/communication.yml", "hours: 12", "hours: ¦twelve", "wrong-type"),
    (f"{BADGES}/communication.yml", "passes: meets", "passes: ¦met", "contradiction"),
    (f"{BADGES}/communication.yml", "level: foundation", "level: ¦fondation", "wrong-choice"),
    (f"{BADGES}/communication.yml", "points: 2}", "points: ¦2000}", "out-of-range"),
    (
        f"{BADGES}/communication.yml",
        "url: https://www.naceweb.org/",
        "url: ¦www.naceweb.org",
        "wrong-form",
    ),
    (
        f"{BADGES}/adaptability.yml",
        "topics: [Adaptability",
        "topics: [¦~, Adaptability",
        "empty-value",
    ),
    (f"{BADGES}/adaptability.yml", "2027-08-31", "¦8/31/2027", "wrong-form"),
    (
        f"{BADGES}/adaptability.yml",
        "eligibility: Stu",
        "¦level: expert\neligibility: Stu",
        "repeated-key",
    ),
    (f"{BADGES}/responsibility.yml", "shown: kept", "shown: ¦&x kept", "alias"),
    (f"{BADGES}/goals-students-own.yml", "[feedback-for-growth]", "[¦motivation-stack]", "cycle"),
    (f"{BADGES}/wait-time.yml", "images/wait-time.svg", "¦images/wait-tme.svg", "missing-file"),
    (f"{BADGES}/peer-coaching.yml", "name: Peer", "name: ¦\u202ePeer", "hidden-character"),
    (
        f"{BADGES}/future-ready-2.yml",
        "[future-ready-1]",
        "[future-ready-1, ¦future-ready-1]",
        "repeated-reference",
    ),
    (f"{BADGES}/Future Ready.yml", None, "¦name: x\n", "file-name"),
    ("catalog/pathways/lakeland/motivation.yml", None, f"¦{MOTIVATION}", "repeated-slug"),
    (f"{BADGES}/classroom-technology-basics.yml", "\ntopics: ", "\ntopics:¦\t", "tab"),
    ("catalog/pathways/motivation.yml", "all: [", "choose: ¦4\n  of: [", "contradiction"),
    (
        "catalog/pathways/motivation.yml",
        "awards: motivation-stack",
        "awards: ¦executive-function-stack",
        "awarded-twice",
    ),
    ("catalog/pathways/working-memory.yml", "  all: [", "  ¦al: [", "unknown-rule"),
    ("catalog/pathways/teacher-growth-lane.yml", "hours: 150", "hours: ¦1500", "cannot-be-met"),
    (
        "catalog/recognizers/northgate-college.yml",
        "[learning-differences]",
        "[¦learning-difference]",
        "unknown-reference",
    ),
    (
        "catalog/recognizers/northgate-college.yml",
        "kind: credits, amount: 1, cap",
        "kind: ¦credits, cap",
        "contradiction",
    ),
    (
        "catalog/earners/ruth-calloway.yml",
        "email: r.calloway@",
        "email: ¦r.calloway at ",
        "wrong-form",
    ),
    ("catalog/earners/mateo.yml", "by: guardian", "¦by: earner", "contradiction"),
    (
        f"{BADGES}/retrieval-practice.yml",
        "version: ",
        "valid_months: ¦0\nversion: ",
        "out-of-range",
    ),
    ("catalog/trust.yml", "since: 2023-01-16", "¦since:", "empty-value"),
]


@pytest.fixture
def sample(tmp_path, monkeypatch):
    shutil.copytree(PROJECT / "catalog", tmp_path / "catalog")
    shutil.copy(PROJECT / "site-config.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("sample")
def test_the_sample_is_right():
    assert load(Path("site-config.yml")).notices == ()


def plant(sample):
    """Write the mistakes; where each is to be told, with its code."""
    files, marks = {}, []
    for number, (name, old, new, code) in enumerate(PLANTED):
        path = sample / name
        text = files.get(path, path.read_text("utf-8") if old is not None else "")
        assert old is None or old in text, f"{name} no longer holds {old!r}"
        mark = f"{MARK}{number}{MARK}"
        files[path] = (
            text.replace(old, new.replace(MARK, mark), 1) if old else new.replace(MARK, mark)
        )
        marks.append((path, mark, name, code))
    expected = set()
    for path, mark, name, code in marks:
        before = re.sub(rf"{MARK}(?!{mark[1:]})\d+{MARK}", "", files[path].split(mark)[0])
        expected.add((name, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1, code))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(rf"{MARK}\d+{MARK}", "", text), "utf-8")
    return expected


def test_thirty_mistakes_are_told_in_one_run_each_at_its_place(sample):
    expected = plant(sample)
    with pytest.raises(CatalogError) as caught:
        load(Path("site-config.yml"))
    told = {
        (each.where.path, each.where.line, each.where.column, each.code)
        for each in caught.value.problems
    }
    assert len(PLANTED) == len(expected) == 30
    assert expected - told == set()
    assert told - expected == set()


def test_check_tells_them_too(sample):
    plant(sample)
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 1
    assert result.output.count(": error: ") == 30
    assert result.output.endswith("30 mistakes found.\n")
