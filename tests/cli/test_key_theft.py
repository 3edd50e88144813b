"""A key is stolen: what an office types, and what everybody is told of every badge then."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.build import build
from generator.build.attested import attested_problems
from generator.build.clr import record_problems
from generator.build.endorsements import endorsement_problems
from generator.build.site_files import site_files
from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from generator.cli.options import now
from generator.issue import new_key, open_key, read_key_file, write_key
from generator.issue.disk import Disk
from generator.issue.key_sets import change, holders, write_change
from generator.issue.stolen import Theft, honest, sign_anew
from generator.openbadges.attested import (
    DIGEST_BYTES,
    STEP,
    attested_digest,
    attested_list_credential,
    split_digests,
)
from generator.openbadges.instants import format_instant, parse_instant
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import dump_json, parse_json
from generator.site.data import issuer_files
from generator.source import CatalogError, load
from generator.verify import Document
from generator.verify.key_sets import key_set_problems
from tests.agreement.inputs import Input
from tests.agreement.sides import Node, Python
from tests.build.conftest import Silent
from tests.cli.test_key_drills import BASE, DID, NEW, done, published, run
from tests.issue.test_kill import KilledError, Killer
from tests.issue.world import AWARDS, BROOK, HILL, PASSPHRASE, World, counter, make_world
from tests.twins import require_node

pytestmark = pytest.mark.usefixtures("quick_keys")

LIST = f"{BASE}issuers/brook/attested/{BROOK}.json"
STEAL = ("keys", "compromised", "brook", BROOK, "--yes")
TRUST = {"issuers": [{"did": DID, "name": "Brook", "since": "2025-01-01"}]}
THIEF = Ed25519PrivateKey.from_private_bytes(b"brook-brook-brook-brook-brook-32")


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    return made


@pytest.fixture
def sides():
    require_node()
    found = (Python(), Node())
    yield found
    for each in found:
        each.close()


def to_be_published(world: World) -> dict[str, bytes]:
    """The issuer's documents by address, without the time that pages take."""
    loaded = load(world.config)
    files = [*issuer_files(loaded.catalog.issuers["brook"], loaded.config)]
    files += site_files(loaded.catalog, loaded.config)
    return {BASE + file.path: file.body for file in files if file.path.startswith("issuers/")}


def add_key(name: str, seed: bytes, signer: str, passphrase: str) -> str:
    """As `keys rotate` does, without the half minute that many slow derivations take."""
    public_key, body = new_key(seed, NEW, rounds=1)
    write_key(Path(name), body, keep_out=())
    with Path("catalog/issuers/brook.yml").open("a") as file:
        created = format_instant(now())
        file.write(f"  - public_key: {public_key}\n    created: {created}\n")
    done("keys", "log", "brook", "--yes", "--key", signer, old=passphrase)
    return public_key


def rotate() -> None:
    add_key("new.key", b"brook-after-the-theft-was-known!", "keys/brook.key", PASSPHRASE)


def steal(*more: str) -> str:
    return done(*STEAL, "--key", "new.key", *more, old=NEW).output


def forged(world: World, **changes: object) -> bytes:
    """What the thief signs: a badge of the issuer's, changed, with a date before the theft."""
    document = world.signed(world.issued()[0])
    document.pop("proof")
    return dump_json(
        add_proof(
            {**document, **changes},
            sign=THIEF.sign,
            verification_method=f"{DID}#{BROOK}",
            created=parse_instant("2026-04-02T12:00:00Z"),
        )
    )


def drill(world: World) -> list[tuple[str, Input, str, str]]:
    """What is judged, in which world, with which verdict, and by which check if not verified."""
    mine = [world.desk().credential(row).read_bytes() for row in world.issued()]
    theirs = forged(world, name="Rocket science")
    copied = forged(world)
    before = to_be_published(world)
    rotate()
    steal()
    after = published(world)
    done("reissue", "ana-silva", "--yes", "--key", "new.key", old=NEW)
    reissued = to_be_published(world)
    anew = world.desk().credential(world.issued()[-1]).read_bytes()

    def judged(name, data, documents, verdict, check="", **more):
        held = {url: Document(body) for url, body in documents.items()}
        return name, Input(name, data, held, TRUST, format_instant(now()), **more), verdict, check

    without = {url: body for url, body in after.items() if url != LIST}
    did_url = f"{BASE}issuers/brook/did.json"
    changed = json.loads(after[did_url])
    changed["verificationMethod"] = changed["verificationMethod"][1:]
    status_url = f"{BASE}issuers/brook/status/1.json"
    return [
        *(judged("before", each, before, "verified") for each in mine),
        judged("before, by the thief", theirs, before, "verified"),
        *(judged("after", each, after, "verified") for each in mine),
        judged("after, by the thief", theirs, after, "invalid", "issuer-key"),
        judged("after, copied by the thief", copied, after, "invalid", "issuer-key"),
        judged("list unreachable", mine[0], without, "unconfirmed", "issuer-key"),
        judged("list unreachable, by the thief", theirs, without, "unconfirmed", "issuer-key"),
        judged(
            "list put back, as the stolen key signed it",
            mine[0],
            {**after, status_url: before[status_url]},
            "unconfirmed",
            "status",
        ),
        judged("withdrawn because signed anew", mine[0], reissued, "invalid", "status"),
        judged("signed anew", anew, reissued, "verified"),
        judged("another's, still listed", mine[1], reissued, "verified"),
        judged(
            "changed key set",
            mine[0],
            {**after, did_url: dump_json(changed)},
            "invalid",
            "issuer-key",
        ),
    ]


def test_the_drill(world, sides):
    cases = drill(world)
    for name, given, verdict, check in cases:
        for side in sides:
            side.ask([given])
            (report,) = side.answers()
            told = report["checks"][report["deciding"]]
            assert (name, side.name, report["verdict"]) == (name, side.name, verdict), told
            assert verdict == "verified" or (name, told["id"]) == (name, check)


def test_the_command_says_what_it_did_and_what_is_next(world):
    rotate()
    said = steal()
    new = load(world.config).catalog.issuers["brook"].keys[1].public_key
    count = len(world.issued())
    assert f"The ledger says that Brook Agency signed {count} credentials with this key." in said
    assert "  2026-05-03  listening  dora-lind" in said
    for words in ("Build and publish the site now", "badgepress reissue EARNER", new):
        assert words in said
    brook = load(world.config).catalog.issuers["brook"]
    assert [key.compromised is not None for key in brook.keys] == [True, False]
    text = (world.people / "issuers/brook.yml").read_text()
    assert (
        text.replace(f"    compromised: {format_instant(brook.keys[0].compromised)}\n", "") != text
    )
    assert BROOK in done("keys", "log", "brook").output


def test_the_list_tells_nothing_but_digests_and_no_count(world):
    rotate()
    steal()
    body = to_be_published(world)[LIST]
    wire = parse_json(body)
    assert set(wire) == {
        "@context", "id", "type", "issuer", "validFrom", "credentialSubject", "proof",
    }  # fmt: skip
    digests = split_digests(wire["credentialSubject"]["digestMultibase"])
    assert len(digests) == STEP > len(world.issued())
    assert {len(each) for each in digests} == {2 * DIGEST_BYTES}
    for row in world.issued():
        for canary in (row.credential, row.subject, row.digest[7:], row.earner, row.name):
            assert not canary or canary.encode() not in body
    value = world.signed(world.issued()[0])["proof"][0]["proofValue"]
    assert value.encode() not in body


def test_again_it_changes_no_digest_and_the_record_no_more(world):
    rotate()
    steal()
    listed = parse_json(to_be_published(world)[LIST])["credentialSubject"]
    record = (world.people / "issuers/brook.yml").read_bytes()
    log = (world.people / "issuers/brook.keys.jsonl").read_bytes()
    steal()
    assert parse_json(to_be_published(world)[LIST])["credentialSubject"] == listed
    assert (world.people / "issuers/brook.yml").read_bytes() == record
    assert (world.people / "issuers/brook.keys.jsonl").read_bytes() == log


def test_a_list_that_the_next_stolen_key_signed_is_signed_anew(world, sides):
    mine = world.desk().credential(world.issued()[0]).read_bytes()
    rotate()
    steal()
    second = load(world.config).catalog.issuers["brook"].keys[1].public_key
    third = add_key("third.key", b"brook-after-another-theft-known!", "new.key", NEW)
    done("keys", "compromised", "brook", second, "--yes", "--key", "third.key", old=NEW)
    documents = to_be_published(world)
    assert f"{DID}#{third}".encode() in documents[LIST]
    held = {url: Document(body) for url, body in documents.items()}
    for side in sides:
        side.ask([Input("twice", mine, held, TRUST, format_instant(now()))])
        assert side.answers()[0]["verdict"] == "verified"


def test_a_list_that_somebody_else_put_there_confirms_nothing(world):
    """Neither one that the thief signed, nor one that nobody signed."""
    rotate()
    theirs = attested_digest(parse_json(forged(world, name="Rocket"))["proof"][0]["proofValue"])
    place = world.people / "attested/brook" / f"{BROOK}.json"
    place.parent.mkdir(parents=True)
    unsigned = attested_list_credential(
        url=LIST, issuer=DID, key=BROOK, digests=f"f{theirs}", valid_from=now()
    )
    method = f"{DID}#{BROOK}"
    place.write_bytes(
        dump_json(add_proof(unsigned, sign=THIEF.sign, verification_method=method, created=now()))
    )
    steal()
    listed = parse_json(to_be_published(world)[LIST])["credentialSubject"]["digestMultibase"]
    assert theirs not in listed
    assert honest(world.desk(), "brook", BROOK).digests <= split_digests(listed)


REFUSED = {  # what is typed: (what is said)
    "the stolen key itself": (
        ("keys", "compromised", "brook", BROOK, "--yes", "--key", "keys/brook.key"),
        "keys/brook.key is not the key that Brook Agency signs with besides the stolen one",
    ),
    "another issuer's key": (
        ("keys", "compromised", "brook", BROOK, "--yes", "--key", "keys/hill.key"),
        "keys/hill.key is not the key that Brook Agency signs with besides the stolen one",
    ),
    "a key that is not listed": (
        ("keys", "compromised", "brook", "z6MkX", "--yes", "--key", "new.key"),
        "Brook Agency lists no key z6MkX",
    ),
    "no key": (("keys", "compromised", "brook", BROOK, "--yes"), "give the key"),
    "no such issuer": (("keys", "compromised", "brok", BROOK, "--key", "x"), "no issuer or recogn"),
}


@pytest.mark.parametrize(("typed", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_changes_nothing(world, typed, words):
    rotate()
    before = world.tree()
    result = run(*typed)
    assert result.exit_code == ExitCode.USAGE
    assert words in result.stderr
    assert world.tree() == before


def test_without_another_key_it_says_how_to_get_one(world):
    before = world.tree()
    result = run(*STEAL, "--key", "keys/brook.key")
    assert result.exit_code == ExitCode.USAGE
    assert "has no other key in force" in result.stderr
    assert "badgepress keys rotate brook" in result.stderr
    assert world.tree() == before


def test_saying_no_changes_nothing(world):
    rotate()
    before = world.tree()
    result = CliRunner(env={"BADGEPRESS_PASSPHRASE": NEW}).invoke(
        badgepress, [*STEAL[:-1], "--key", "new.key"], input="n\n"
    )
    assert result.exit_code == ExitCode.OK
    assert "If one is not yours, say no, and withdraw it first." in result.output
    assert result.output.endswith("Nothing was changed.\n")
    assert world.tree() == before


def test_a_signed_file_that_is_not_as_the_ledger_says_is_left_and_told(world):
    """A thief who can also write into the folder gets no forgery onto the list."""
    rotate()
    row, other = world.issued()[:2]
    world.desk().credential(row).write_bytes(forged(world, name="Rocket science"))
    world.desk().credential(other).unlink()
    desk = world.desk()
    found = honest(desk, "brook", BROOK)
    assert [each.credential for each in found.rows] == [
        each.credential for each in world.issued()[2:]
    ]
    assert len(found.digests) == len(found.rows)
    assert "is not what its ledger row says: restore it" in found.left[0]
    assert "is missing: restore it from a backup" in found.left[1]


def test_a_kill_anywhere_leaves_a_catalog_that_loads_and_the_same_command_finishes(world):
    """Every third call that changes the disk is the last one of a run."""
    rotate()
    start = world.tree()
    signer = open_key(read_key_file(world.root / "new.key", keep_out=()), NEW)
    at = now() + timedelta(seconds=5)
    killed = 0
    for cut in range(0, 200, 3):
        put_back(world, start)
        desk = world.desk(Disk(Killer(cut)))
        (holder,) = (each for each in holders(desk) if each.record.slug == "brook")
        said = {BROOK: {"compromised": format_instant(at)}}
        planned = change(holder, signer, at, said=said)
        found = honest(desk, "brook", BROOK)
        try:
            sign_anew(Theft(desk, holder.record, BROOK, signer, at, counter()), found.digests)
            write_change(planned, desk)
        except KilledError:
            killed += 1
        else:
            break
        if list(key_set_problems(load(world.config))):  # between the record and its log
            done("keys", "log", "brook", "--yes", "--key", "new.key", old=NEW)
        steal()
        loaded = load(world.config)
        assert list(key_set_problems(loaded)) == []
        assert list(attested_problems(loaded, now())) == []
        digests = parse_json(to_be_published(world)[LIST])["credentialSubject"]["digestMultibase"]
        assert found.digests <= split_digests(digests)
    assert killed > 3


def put_back(world: World, start: dict[str, bytes]) -> None:
    for name in world.tree().keys() - start.keys():
        (world.root / name).unlink()
    for name, body in start.items():
        (world.root / name).write_bytes(body)


def test_a_stolen_key_without_its_list_stops_the_build(world):
    rotate()
    steal()
    (world.people / "attested/brook" / f"{BROOK}.json").unlink()
    with pytest.raises(CatalogError) as caught:
        build(load(world.config), site_dir=world.root / "s", as_of=now(), jobs=1, narrator=Silent())
    (problem,) = (each for each in caught.value.problems if "brook.yml" in each.where.path)
    assert problem.message.startswith("a stolen key without a good list of what it signed: ")
    assert problem.hint == f"run: badgepress keys compromised brook {BROOK} --key FILE"


def test_who_was_erased_before_the_theft_keeps_good_badges(world, sides):
    row = next(each for each in world.issued() if each.earner == "ana-silva")
    mine = world.desk().credential(row).read_bytes()
    done("erase", "ana-silva", "--keep", "--yes")
    assert b"ana-silva" not in (world.people / "ledger.jsonl").read_bytes()
    rotate()
    steal()
    documents = {url: Document(body) for url, body in to_be_published(world).items()}
    for side in sides:
        side.ask([Input("erased", mine, documents, TRUST, format_instant(now()))])
        assert side.answers()[0]["verdict"] == "verified"


def test_a_status_key_renews_lists_and_signs_nothing_else(world, sides):
    mine = world.desk().credential(world.issued()[0]).read_bytes()
    key = ("--key", "status.key")
    made = done(
        "keys", "new", "brook", "--status", "--key", "keys/brook.key", "--out", "status.key"
    )
    assert "Our verifiers refuse badges that it signs." in made.output
    done("renew", *key, old=NEW)
    public = load(world.config).catalog.issuers["brook"].keys[1].public_key
    assert f"{DID}#{public}".encode() in world.status_list()
    documents = {url: Document(body) for url, body in to_be_published(world).items()}
    for side in sides:
        side.ask([Input("renewed", mine, documents, TRUST, format_instant(now()))])
        assert side.answers()[0]["verdict"] == "verified"
    Path("more.csv").write_text("badge,earner,awarded\nyearly,ana-silva,2026-04-09\n")
    number = world.issued()[0].credential
    for typed in (
        ("issue", "more.csv", "--yes", *key),
        ("revoke", number, "--reason", "A test", "--yes", *key),
        ("reissue", "ben-k", "--yes", *key),
    ):
        refused = run(*typed, old=NEW)
        assert refused.exit_code == ExitCode.USAGE
        assert "status.key may sign status lists only" in refused.stderr
    done("issue", "more.csv", "--yes", "--key", "keys/brook.key")
    assert f"{DID}#{public}".encode() in world.status_list(), "one good signature is as good"
    refused = run("keys", "rotate", "brook", *key, "--out", "x.key", old=NEW)
    assert refused.exit_code == ExitCode.USAGE


def test_learner_records_that_the_stolen_key_signed_are_signed_anew(world):
    done("clr", "--yes", "--key", "keys/brook.key")
    records = sorted(load(world.config).catalog.records)
    rotate()
    assert f"Learner records signed anew: {len(records)}\n" in steal()
    loaded = load(world.config)
    assert sorted(loaded.catalog.records) == records
    assert list(record_problems(loaded, now())) == []
    assert not any(
        f"#{BROOK}".encode() in record_key(each.body) for each in loaded.catalog.records.values()
    )


def record_key(body: bytes) -> bytes:
    return parse_json(body)["proof"][0]["verificationMethod"].encode()


def test_a_recognizers_endorsements_are_signed_anew_under_their_own_addresses(world):
    college = world.people / "recognizers/dale.yml"
    college.parent.mkdir()
    college.write_text(
        "name: Dale College\nkind: college\nsummary: A college.\nurl: https://dale.example/\n"
        "contact: {office: Registrar}\nhonors:\n  - badges: [listening]\n"
        "    worth: {kind: other, text: A handshake.}\n"
        "    basis: {kind: signed}\n    from: 2026-01-01\n    until: 2030-01-01\n"
        f"keys:\n  - public_key: {HILL}\n    created: 2025-01-01T00:00:00Z\n"
    )
    done("endorse", "--yes", "--key", "keys/hill.key")
    (before,) = (world.people / "endorsements/dale").iterdir()
    public_key, body = new_key(b"dale-after-the-theft-was-known!!", NEW, rounds=1)
    write_key(Path("dale.key"), body, keep_out=())
    with college.open("a") as file:
        file.write(f"  - public_key: {public_key}\n    created: {format_instant(now())}\n")
    done("keys", "log", "dale", "--yes", "--key", "keys/hill.key")
    typed = ("keys", "compromised", "dale", HILL, "--yes", "--key", "dale.key")
    assert "Endorsements signed anew: 1\n" in done(*typed, old=NEW).output
    (after,) = (world.people / "endorsements/dale").iterdir()
    assert after.name == before.name
    assert f"#{public_key}".encode() in record_key(after.read_bytes())
    assert list(endorsement_problems(load(world.config), now())) == []
