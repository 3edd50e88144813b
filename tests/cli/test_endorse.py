"""`badgepress endorse`: a recognizer's statement, signed with its own key and held to it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.endorsements import endorsement_problems
from generator.cli.endorse import command
from generator.issue.key_file import new_key
from generator.source import load
from tests.source.small import changed, told, write

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
PUBLIC_KEY, KEY_FILE = new_key(bytes(range(32)), "words", rounds=1)
OTHER_KEY, OTHER_FILE = new_key(bytes(range(1, 33)), "words", rounds=1)
POLICY = "basis: {kind: policy, url: https://college.example.org/policy}\n"
KEYS = f"keys: [{{public_key: {PUBLIC_KEY}, created: 2026-01-01T00:00:00Z}}]\n"
SIGNED = ("recognizer", POLICY, f"basis: {{kind: signed}}\n    until: 2027-06-30\n{KEYS}")
FOLDER = Path("catalog/endorsements/college")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A catalog whose recognizer signs, and its key beside it."""

    def make(*edits):
        catalog = tmp_path / "catalog-folder"
        catalog.mkdir(exist_ok=True)
        write(catalog, changed(SIGNED, *edits))
        for name, body in {"college.key": KEY_FILE, "other.key": OTHER_FILE}.items():
            (tmp_path / name).write_bytes(body)
            (tmp_path / name).chmod(0o600)
        monkeypatch.chdir(catalog)
        monkeypatch.setenv("BADGEPRESS_PASSPHRASE", "words")

    return make


def endorse(*arguments):
    result = CliRunner().invoke(command, arguments)
    return result.exit_code, result.output


def sign():
    return endorse("--key", "../college.key", "--yes")


def problems():
    loaded = load(Path("site-config.yml"))
    return [
        (str(each.where), each.code, each.message) for each in endorsement_problems(loaded, AS_OF)
    ]


def stored():
    return {path.name: json.loads(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))}


def rewrite(old: str, new: str) -> None:
    path = Path("catalog/recognizers/college.yml")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_each_badge_and_pathway_of_a_statement_is_signed_once(here):
    here()
    assert sign() == (
        0,
        (
            "  Fenwick College: the badge SQL basics\n"
            "  Fenwick College: the pathway Data\n"
            "Signed 2 endorsements.\n"
        ),
    )
    assert problems() == []
    before = stored()
    assert sign() == (0, "Nothing to sign.\n")
    assert stored() == before
    base = "https://badges.example.org/demo/"
    about = {each["credentialSubject"]["id"]: each for each in before.values()}
    assert set(about) == {f"{base}badges/sql-basics/achievement.json", f"{base}pathways/data/"}
    one = about[f"{base}badges/sql-basics/achievement.json"]
    (name,) = (name for name, each in before.items() if each is one)
    (proof,) = one.pop("proof")
    assert one == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"{base}recognizers/college/endorsements/{name}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement of the badge SQL basics",
        "issuer": {
            "id": "did:web:badges.example.org:demo:recognizers:college",
            "type": ["Profile"],
            "name": "Fenwick College",
            "url": "https://college.example.org/",
            "description": "A college.",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2027-06-30T23:59:59Z",
        "credentialSubject": {
            "id": f"{base}badges/sql-basics/achievement.json",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Fenwick College honors the badge SQL basics: One credit.",
        },
    }
    assert proof["verificationMethod"] == (
        f"did:web:badges.example.org:demo:recognizers:college#{PUBLIC_KEY}"
    )


def test_one_badge_of_one_recognizer(here):
    here()
    assert endorse("college", "data", "--key", "../college.key", "--yes") == (
        0,
        "  Fenwick College: the pathway Data\nSigned 1 endorsement.\n",
    )


def test_a_dry_run_writes_nothing(here):
    here()
    assert endorse("--dry-run")[0] == 0
    assert stored() == {}


def test_what_is_not_signed_yet_stops_the_build(here):
    here()
    assert problems() == [
        (
            "catalog/recognizers/college.yml:7:14",
            "not-signed",
            "no endorsement of 'sql-basics' lies in endorsements/college/",
        ),
        (
            "catalog/recognizers/college.yml:8:16",
            "not-signed",
            "no endorsement of 'data' lies in endorsements/college/",
        ),
    ]


def test_a_changed_statement_is_signed_anew(here):
    here()
    sign()
    before = set(stored())
    rewrite("One credit.", "Two credits.")
    assert [code for _, code, _ in problems()] == ["not-signed"] * 4
    assert sign()[1].endswith(
        "2 endorsements to be removed: the statement changed.\nSigned 2 endorsements.\n"
    )
    assert problems() == []
    assert not before & set(stored())


def test_what_a_withdrawn_statement_said_is_taken_away(here):
    here()
    sign()
    rewrite("until: 2027-06-30", "withdrawn: 2026-05-01")
    assert sign()[1].endswith("Signed 0 endorsements.\n")
    assert problems() == []
    assert stored() == {}


def _comment(each):
    each["credentialSubject"]["endorsementComment"] += "!"


def _signature(each):
    each["proof"][0]["created"] = "2026-02-02T00:00:00Z"


def _unproved(each):
    del each["proof"]


BAD = {  # case: (what somebody did to the file, the codes)
    "other words": (_comment, ["not-signed", "not-signed", "not-genuine"]),
    "another proof": (_signature, ["not-genuine"]),
    "no proof": (_unproved, ["not-genuine"]),
}


@pytest.mark.parametrize(("damage", "codes"), BAD.values(), ids=BAD.keys())
def test_a_damaged_file_stops_the_build(here, damage, codes):
    here()
    sign()
    path = next(iter(sorted(FOLDER.glob("*.json"))))
    said = json.loads(path.read_bytes())
    damage(said)
    path.write_text(json.dumps(said))
    found = problems()
    assert [code for _, code, _ in found] == codes
    assert found[-1][0].startswith(path.as_posix())


def test_a_file_that_is_no_json_stops_the_build(here):
    here()
    sign()
    (FOLDER / "scrawl.json").write_text("hello")
    assert [code for _, code, _ in problems()] == ["not-signed", "not-genuine"]


def test_a_key_that_the_recognizer_no_longer_lists_proves_nothing(here):
    here()
    sign()
    rewrite(PUBLIC_KEY, OTHER_KEY)
    assert [code for _, code, _ in problems()] == ["not-genuine"] * 2


def test_what_was_signed_elsewhere_lies_beside_and_is_left_alone(here):
    """The same bytes, under the name that the statement gives them."""
    here()
    endorse("college", "sql-basics", "--key", "../college.key", "--yes")
    (path,) = FOLDER.glob("*.json")
    path.rename(FOLDER / "from-college.json")
    rewrite("kind: signed}", "kind: signed, file: from-college.json}")
    rewrite("    pathways: [data]\n", "")
    rewrite("One credit.", "What we say in words of our own.")
    assert problems() == []
    assert sign() == (0, "Nothing to sign.\n")
    rewrite("badges: [sql-basics]", "badges: [charts]")
    assert [(code, message) for _, code, message in problems()] == [
        ("not-signed", "no endorsement of 'charts' lies in endorsements/college/from-college.json"),
        ("not-signed", "no statement of the recognizer says today what is signed here"),
    ]


REFUSED = {  # case: (arguments, exit code, a part of what is said)
    "no key": (("--yes",), 2, "the key of Fenwick College is needed"),
    "another key": (
        ("--key", "../other.key", "--yes"),
        2,
        "is not the key that a recognizer of this catalog signs with now",
    ),
    "nobody": (("colege",), 2, "there is no recognizer 'colege'; did you mean 'college'?"),
    "a badge it does not honor": (("college", "charts"), 2, "says nothing of 'charts'"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(here, arguments, code, said):
    here()
    assert endorse(*arguments)[0] == code
    assert said in endorse(*arguments)[1]
    assert stored() == {}


def test_a_statement_with_another_basis_is_not_signed(tmp_path, monkeypatch):
    write(tmp_path, changed())
    monkeypatch.chdir(tmp_path)
    code, said = endorse("college", "sql-basics")
    assert (code, "has no 'basis: {kind: signed}'" in said) == (2, True)


WRONG = {
    "signed without keys": (
        [("recognizer", POLICY, "basis: {kind: signed}\n")],
        [
            (
                "catalog/recognizers/college.yml:7:3: error: 'honors' has a statement to be signed, "
                "which needs 'keys' [contradiction]"
            ),
        ],
    ),
    "a file of a policy": (
        [("recognizer", "/policy}", "/policy, file: x.json}")],
        [
            (
                "catalog/recognizers/college.yml:11:74: error: 'file' goes with 'kind: signed', and "
                "only with it [contradiction]"
            )
        ],
    ),
    "a folder of nobody": (
        [("catalog/endorsements/colege/x.json", "", "{}")],
        [
            (
                "catalog/endorsements/colege:1:1: error: a folder in endorsements/ is named after a "
                "recognizer; there is no 'colege' [unknown-reference]\n"
                "  hint: did you mean 'college'?"
            )
        ],
    ),
    "a file that does not belong": (
        [("catalog/endorsements/college/x.txt", "", "hello")],
        [
            (
                "catalog/endorsements/college/x.txt:1:1: error: unexpected 'x.txt' [unexpected-file]\n"
                "  hint: endorsements/ holds a folder for each recognizer, with .json files"
            )
        ],
    ),
}


@pytest.mark.parametrize(("edits", "wanted"), WRONG.values(), ids=WRONG.keys())
def test_wrong_records_are_told_where_they_stand(tmp_path, edits, wanted):
    write(tmp_path, changed(*edits))
    assert told(tmp_path) == wanted
