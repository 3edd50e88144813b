"""`badgepress verify` with a stack: what was handed in at once is looked in before the network."""

import json

import pytest
from click.testing import CliRunner

from generator.cli.exit_code import ExitCode
from generator.cli.verify import command
from generator.openbadges.png import bake_png
from tests.verify.cases import pictures
from tests.verify.cases.stacked import FORGED, component, named, url_of
from tests.verify.cases.world import (
    AS_OF,
    KEY,
    badge,
    did_document,
    dump_json,
    signed,
    status_list,
    trusting,
)

STACK = dump_json(signed(badge(evidence=named(url_of(1)))))
PART = dump_json(component())
GENUINE = "Genuine and current. You know this issuer: Acme Training."


@pytest.fixture
def verify(tmp_path):
    """Offline, with the issuer's documents at hand and its keys known."""
    home = tmp_path / "issuers" / "acme"
    (home / "status").mkdir(parents=True)
    (home / "did.json").write_bytes(did_document())
    (home / "status" / "1.json").write_bytes(status_list())
    (tmp_path / "trust.json").write_bytes(dump_json(trusting(KEY)))

    def run(*arguments):
        at_hand = f"--map=https://badges.example.org/issuers/={tmp_path}/issuers"
        known = ["--trust", str(tmp_path / "trust.json"), "--as-of", AS_OF]
        given = [str(each) for each in arguments]
        return CliRunner().invoke(command, ["--offline", at_hand, *known, *given])

    return run


def components(result):
    """Of the stack, which is the only badge that has some."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    (found,) = (row["components"] for row in rows if row["components"])
    return [(each["outcome"], each["detail"]) for each in found]


def lay(folder, **files):
    folder.mkdir()
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


PICTURE = bake_png(pictures.PLAIN, PART)
OFFLINE = "It could not be had: This check was made offline."
GIVEN = {  # case: (files beside the stack, what is found of the one it is made of)
    "alone": ({}, ("unknown", OFFLINE)),
    "with its part": ({"part_json": PART}, ("passed", GENUINE)),
    "with a picture of it": ({"part_png": PICTURE}, ("passed", GENUINE)),
    "with another badge": ({"other_json": dump_json(component(2))}, ("unknown", OFFLINE)),
    "with what is no badge": ({"part_json": b"{", "x_png": b"\x89PNG"}, ("unknown", OFFLINE)),
    "with a forged part": (
        {"part_json": dump_json(FORGED)},
        ("failed", "Changed since it was signed."),
    ),
}


@pytest.mark.parametrize(("files", "found"), GIVEN.values(), ids=GIVEN.keys())
def test_what_lies_beside_a_stack_is_what_it_is_made_of(tmp_path, verify, files, found):
    folder = lay(tmp_path / "given", a_json=STACK, **files)
    assert components(verify("--json", folder)) == [found]
    assert components(verify("--json", *sorted(folder.iterdir()))) == [found]


def test_whose_part_is_missing_is_still_verified(tmp_path, verify):
    folder = lay(tmp_path / "given", a_json=STACK)
    assert verify(folder).exit_code == ExitCode.OK


def test_what_it_is_made_of_is_told(tmp_path, verify):
    folder = lay(tmp_path / "given", a_json=STACK)
    part = lay(tmp_path / "parts", b_json=PART)
    told = verify("-v", folder, part).stdout
    assert "  Made of:       Yes. All badges it is made of (1) are genuine and current.\n" in told
    assert f"    Welding basics ({url_of(1)}): {GENUINE}\n" in told
    told = verify(folder).stdout
    assert f"    {url_of(1)}: {OFFLINE}\n" in told
    assert "  Made of:       Not known. One of the badges it is made of could not" in told


def test_of_a_learner_record_it_is_told_once_what_is_not_checked(tmp_path, verify):
    held = {"verifiableCredential": [json.loads(STACK), json.loads(PART)]}
    record = {"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": held}
    folder = lay(tmp_path / "given", clr_json=dump_json(record))
    result = verify("--json", folder / "clr.json")
    assert result.stderr == (
        f"{folder}/clr.json: several badges. Each is checked by itself; who put them together, and "
        "what they left out, is not.\n"
    )
    assert components(result) == [("passed", GENUINE)]  # held in the same record
