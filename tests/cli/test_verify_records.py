"""`badgepress verify` on learner records and PDFs of several: each badge is judged by itself."""

import json

import pytest
from click.testing import CliRunner

from generator.cli.exit_code import ExitCode
from generator.cli.verify import command
from generator.openbadges.strict_json import dump_json
from tests.verify.cases.papers import attached, paper
from tests.verify.cases.world import AS_OF, ID, KEY, SITE, badge, did_document, signed, status_list

OTHER_ID = "https://badges.example.org/base/credentials/other/credential.json"
TRUST = (
    "issuers:\n  - did: did:web:badges.example.org:issuers:acme\n    name: Acme Training\n"
    f"    since: 2026-01-01\n    keys: [{KEY.multibase}]\n"
)


def record(*held):
    """As nobody need have signed it: what counts is each badge's own signature."""
    return dump_json(
        {
            "type": ["VerifiableCredential", "ClrCredential"],
            "credentialSubject": {"verifiableCredential": list(held)},
        }
    )


@pytest.fixture
def folder(tmp_path):
    """What its issuer publishes, the reader's own list, and a folder of what was handed in."""
    files = {
        "site/issuers/acme/did.json": did_document(KEY),
        "site/issuers/acme/status/1.json": status_list(key=KEY),
        "known.yml": TRUST.encode(),
    }
    for name, body in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    (tmp_path / "given").mkdir()
    return tmp_path


def verify(folder, target):
    options = ["--as-of", AS_OF, "--json", "--trust", f"{folder}/known.yml"]
    site = ["--map", f"{SITE}={folder}/site"]
    result = CliRunner().invoke(command, [*options, *site, str(target)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    prefix = f"{folder}/given/"
    return result.exit_code, [(row["file"].removeprefix(prefix), row["verdict"]) for row in rows]


def test_each_badge_in_one_has_its_own_verdict(folder):
    path = folder / "given" / "clr.json"
    path.write_bytes(record(signed(badge()), {**signed(badge()), "name": "Changed"}))
    wanted = [("clr.json, badge 1 of 2", "verified"), ("clr.json, badge 2 of 2", "invalid")]
    assert verify(folder, path) == (ExitCode.WRONG, wanted)
    assert verify(folder, folder / "given") == (ExitCode.WRONG, wanted)


def test_in_a_folder_a_badge_that_lies_there_too_is_judged_once(folder):
    (folder / "given" / "a.json").write_bytes(dump_json(signed(badge())))
    other = signed({**badge(), "id": OTHER_ID})
    (folder / "given" / "b.json").write_bytes(record(signed(badge()), other))
    assert badge()["id"] == ID
    assert verify(folder, folder / "given") == (
        ExitCode.OK,
        [("a.json", "verified"), ("b.json, badge 2 of 2", "verified")],
    )


def test_one_without_badges_is_judged_as_it_stands(folder):
    path = folder / "given" / "clr.json"
    path.write_bytes(record())
    assert verify(folder, path) == (ExitCode.WRONG, [("clr.json", "invalid")])


def test_a_pdf_of_several_is_opened_and_one_that_is_damaged_hides_no_other(folder):
    path = folder / "given" / "transcript.pdf"
    good = attached(dump_json(signed(badge())), "/Type/EmbeddedFile")
    other = attached(dump_json(signed({**badge(), "id": OTHER_ID})), "/Type/EmbeddedFile")
    path.write_bytes(paper(good, other))
    wanted = [(f"transcript.pdf, badge {number} of 2", "verified") for number in (1, 2)]
    assert verify(folder, path) == (ExitCode.OK, wanted)
    path.write_bytes(paper(good, attached(b"", "/Type/EmbeddedFile", length="")))
    wanted[1] = ("transcript.pdf, badge 2 of 2", "invalid")
    assert verify(folder, path) == (ExitCode.WRONG, wanted)
    assert verify(folder, folder / "given") == (ExitCode.WRONG, wanted)


def test_a_certificate_is_judged_under_its_own_name(folder):
    path = folder / "given" / "certificate.pdf"
    path.write_bytes(paper(attached(dump_json(signed(badge())), "/Type/EmbeddedFile")))
    assert verify(folder, path) == (ExitCode.OK, [("certificate.pdf", "verified")])
    assert verify(folder, folder / "given") == (ExitCode.OK, [("certificate.pdf", "verified")])
