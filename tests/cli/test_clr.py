"""`badgepress clr`: what somebody earned, signed as one, and no more than their page shows."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.clr import record_notices, record_problems
from generator.cli import check, clr
from generator.openbadges.strict_json import MAX_BYTES
from generator.source import CatalogError, load
from tests.issue.world import AWARDS, BROOK, NOW, PASSPHRASE, World, later, make_world
from tests.source.small import brief

KEY = ("--key", "keys/brook.key", "--yes")
HILL_TOO = "badge,earner,awarded\nwelcome,ben-k,2026-04-03\n"
RECORDS = Path("catalog/records")
SHOWN = """\
  ana-silva: 1 badge, Brook Agency
  ben-k: 1 badge, Brook Agency
  cai: 1 badge, Brook Agency
"""


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Ana and Ben are public, Cai is unlisted and a child, Dora is private; all have a badge."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BADGEPRESS_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    world = make_world(tmp_path)
    world.issue(AWARDS)
    return world


def sign(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(clr.command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def stored() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(RECORDS.glob("*"))}


def record(slug: str) -> dict:
    return json.loads((RECORDS / f"{slug}.json").read_bytes())


def told() -> tuple[list[str], list[str]]:
    """Mistakes and notices, those of loading among them."""
    try:
        loaded = load(Path("site-config.yml"))
    except CatalogError as error:
        return [brief(str(each)) for each in error.problems], []
    return [str(each) for each in record_problems(loaded, NOW)], list(record_notices(loaded))


def test_everybody_with_a_page_gets_one(world):
    assert sign(*KEY) == (0, f"{SHOWN}Signed 3 records.\n")
    assert list(stored()) == ["ana-silva.json", "ben-k.json", "cai.json"]
    assert told() == ([], [])
    one = record("ben-k")
    (proof,) = one.pop("proof")
    subject = one["credentialSubject"].pop("id")
    (page_copy,) = (row for row in world.issued() if row.earner == "ben-k" and row.copy_ == "page")
    assert one == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://badges.brook.example/b/earners/ben-k/clr.json",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Badges earned by Ben K.",
        "issuer": {
            "id": "did:web:badges.brook.example:b:issuers:brook",
            "type": ["Profile"],
            "name": "Brook Agency",
            "url": "https://brook.example/",
            "description": "An agency.",
        },
        "validFrom": proof["created"],
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ben K.",
                    "identityType": "name",
                }
            ],
            "verifiableCredential": [world.signed(page_copy)],
        },
    }
    assert subject.startswith("urn:uuid:")
    assert subject != page_copy.subject
    method = f"did:web:badges.brook.example:b:issuers:brook#{BROOK}"
    assert proof["verificationMethod"] == method


@pytest.mark.usefixtures("world")
def test_one_without_a_name_has_none():
    sign(*KEY)
    one = record("cai")
    assert one["name"] == "Badges earned"
    assert "identifier" not in one["credentialSubject"]
    assert one["id"] == f"https://badges.brook.example/b/earners/{'ab' * 16}/clr.json"


NEVER = {
    "a private earner": "Dora",
    "a full name where a shorter one was agreed to": "Kole",
    "a name where none was agreed to": "Ode",
    "an unlisted earner's slug": '"cai"',
    "an address": "dora@",
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER.keys())
def test_in_no_record(text):
    sign(*KEY)
    assert [name for name, body in stored().items() if text in body.decode()] == []


def test_neither_an_own_copy_nor_its_address_is_in_one(world):
    sign(*KEY)
    own = [row.credential for row in world.issued() if row.copy_ == "own"]
    assert len(own) == 3
    for body in stored().values():
        assert not any(token in body.decode() for token in own)


def test_what_has_not_changed_is_left_alone(world):
    sign(*KEY)
    before = stored()
    assert sign(*KEY) == (0, "Nothing to sign.\n")
    world.issue("badge,earner,awarded\ncoaching,ben-k,2026-04-09\n", seed="2")
    assert sign(*KEY) == (0, "  ben-k: 2 badges, Brook Agency\nSigned 1 record.\n")
    assert told() == ([], [])
    after = stored()
    assert [name for name in after if after[name] != before[name]] == ["ben-k.json"]


@pytest.mark.usefixtures("world")
def test_of_some_only():
    assert sign("cai", "ana-silva", *KEY)[1].endswith("Signed 2 records.\n")
    assert list(stored()) == ["ana-silva.json", "cai.json"]


@pytest.mark.usefixtures("world")
def test_who_has_no_page_gets_none():
    said = "  dora-lind: has no page; there is no record to sign\nNothing to sign.\n"
    assert sign("dora-lind") == (0, said)


@pytest.mark.usefixtures("world")
def test_a_dry_run_needs_no_key_and_writes_nothing():
    assert sign("--dry-run") == (0, f"{SHOWN}Nothing was signed.\n")
    assert stored() == {}


@pytest.mark.usefixtures("world")
def test_it_asks_first():
    result = CliRunner().invoke(clr.command, KEY[:2], input="n\n")
    assert result.output.endswith("Sign 3 records? [y/N]: n\nNothing was signed.\n")
    assert stored() == {}


def test_badges_that_ended_stay_and_those_withdrawn_go(world):
    """It says what was earned; each badge says itself how long it was valid."""
    world.issue("badge,earner,awarded\nyearly,ana-silva,2024-01-01\n", seed="2")
    sign(*KEY)
    assert len(record("ana-silva")["credentialSubject"]["verifiableCredential"]) == 2
    (row,) = (each for each in world.issued() if each.badge == "yearly")
    revoke(world, row.credential)
    assert told() == ([], [outdated("ana-silva")])
    assert sign(*KEY) == (0, "  ana-silva: 1 badge, Brook Agency\nSigned 1 record.\n")
    assert told() == ([], [])


def revoke(world: World, token: str) -> None:
    row = {
        "kind": "revoked",
        "credential": token,
        "reason": "It was a mistake.",
        "on": "2026-05-01",
    }
    with (world.people / "ledger.jsonl").open("a") as ledger:
        ledger.write(json.dumps(row) + "\n")


def outdated(slug: str, why: str = "it does not hold what the earner's page shows today") -> str:
    return f"catalog/records/{slug}.json: not published, because {why}; run 'badgepress clr {slug}'"


def test_whose_last_badge_was_withdrawn_loses_the_record(world):
    sign(*KEY)
    (row,) = (each for each in world.issued() if each.earner == "ana-silva")
    revoke(world, row.credential)
    why = "nothing that it holds is on the earner's page"
    assert told() == ([], [outdated("ana-silva", why)])
    said = "  ana-silva: has no badge on the page; the record is removed\nSigned 0 records.\n"
    assert sign("--yes") == (0, said)
    assert "ana-silva.json" not in stored()
    assert told() == ([], [])


def test_who_becomes_private_loses_the_record_and_until_then_nothing_is_built(world):
    sign(*KEY)
    (world.people / "earners" / "ana-silva.yml").write_text("name: Ana Silva\n")
    assert told()[0] == [
        (
            "catalog/records/ana-silva.json:1:1: error: 'ana-silva' has no page, so no record of what "
            "they earned may lie here [beyond-consent]\n  hint: badgepress clr ana-silva"
        )
    ]
    assert sign("--yes")[1].startswith("  ana-silva: has no page; the record is removed\n")
    assert told() == ([], [])


def test_a_record_says_no_more_of_a_name_than_today_s_consent(world):
    sign(*KEY)
    world.edit("catalog/earners/ana-silva.yml", "name: Ana Silva}", "name: Ana S.}")
    mistakes = [each for each in told()[0] if each.startswith("catalog/records/")]
    assert mistakes == [
        (
            "catalog/records/ana-silva.json:1:1: error: it says 'Ana Silva', but 'ana-silva' agreed to "
            "'Ana S.' [beyond-consent]\n  hint: badgepress clr ana-silva"
        )
    ]


def test_another_address_or_issuer_name_makes_it_out_of_date(world):
    sign(*KEY)
    world.edit("catalog/earners/cai.yml", "ab" * 16, "cd" * 16)
    assert told() == ([], [outdated("cai")])
    world.edit("catalog/issuers/brook.yml", "An agency.", "The agency.")
    assert told()[1] == [outdated("ana-silva"), outdated("ben-k"), outdated("cai")]
    sign(*KEY)
    assert told() == ([], [])


@pytest.mark.usefixtures("world")
def test_check_tells_it():
    sign("ana-silva", *KEY)
    path = RECORDS / "ana-silva.json"
    path.write_text(path.read_text().replace('"Badges earned by', '"All badges earned by'))
    result = CliRunner().invoke(check.command, ["--as-of", "2026-06-01"])
    assert result.exit_code == 1
    assert "ana-silva.json:1:1: error: the learner record does not verify: " in result.output


# -- several issuers -------------------------------------------------------------------------


@pytest.fixture
def mixed(world):
    """Ben has a badge of each issuer."""
    world.issue(HILL_TOO, seed="3", keys=("hill",))
    return world


BOTH = ("--key", "keys/brook.key", "--key", "keys/hill.key", "--yes")


@pytest.mark.usefixtures("mixed")
def test_somebody_must_say_who_signs():
    code, said = sign(*BOTH)
    assert code == 2
    assert said.endswith(
        "Several issuers awarded these badges; name the one who signs with --issuer:\n"
        "  ben-k: brook, hill\n"
    )
    assert stored() == {}


def test_the_one_named_signs_and_again_next_time(mixed):
    assert "  ben-k: 2 badges, Hill School\n" in sign(*BOTH, "--issuer", "hill")[1]
    assert record("ben-k")["issuer"]["name"] == "Hill School"
    assert record("ana-silva")["issuer"]["name"] == "Brook Agency"
    assert sign() == (0, "Nothing to sign.\n")
    mixed.issue("badge,earner,awarded\ncoaching,ben-k,2026-04-09\n", seed="4")
    assert sign(*BOTH) == (0, "  ben-k: 3 badges, Hill School\nSigned 1 record.\n")
    assert (
        sign(*BOTH, "--issuer", "brook")[1] == "  ben-k: 3 badges, Brook Agency\nSigned 1 record.\n"
    )
    assert told() == ([], [])


REFUSED = {  # case: (arguments, exit code, a part of what is said)
    "no key": (("--yes",), 2, f"the key of Brook Agency is needed: {BROOK}"),
    "another issuer's key": (("--key", "keys/hill.key", "--yes"), 2, "Brook Agency is needed"),
    "nobody": (("ben",), 2, "there is no earner 'ben'; did you mean 'ben-k'?"),
    "an issuer that is not there": (
        ("--issuer", "brok"),
        2,
        "there is no issuer 'brok'; did you mean 'brook'?",
    ),
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(arguments, code, said):
    told_code, told_text = sign(*arguments)
    assert (told_code, said in told_text) == (code, True), told_text
    assert stored() == {}


# -- what somebody did to the file -------------------------------------------------------------


def _name(each):
    each["name"] = "Diploma"


def _badge(each):
    each["credentialSubject"]["verifiableCredential"][0]["name"] = "Flying"


def _issuer(each):
    each["issuer"]["id"] = "did:web:other.example"


def _hill(each):
    each["issuer"]["id"] = "did:web:badges.brook.example:b:issuers:hill"


def _proof(each):
    each["proof"][0]["created"] = "2026-02-02T00:00:00Z"


def _unproved(each):
    del each["proof"]


def _badge_alone(each):
    only = each["credentialSubject"]["verifiableCredential"][0]
    each.clear()
    each.update(only)


DAMAGED = {
    "another name": (_name, "Changed since it was signed."),
    "another badge's name": (_badge, "Changed since it was signed."),
    "an issuer from elsewhere": (_issuer, "Not signed by the issuer it names"),
    "the other issuer's name": (_hill, "Not signed by the issuer it names"),
    "another moment": (_proof, "Changed since it was signed."),
    "no proof": (_unproved, "Nobody has signed it."),
    "a badge in its place": (_badge_alone, "Its '@context' is not one of the accepted lists"),
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("damage", "said"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_record_stops_the_build(damage, said):
    sign("ana-silva", *KEY)
    path = RECORDS / "ana-silva.json"
    each = json.loads(path.read_bytes())
    damage(each)
    path.write_text(json.dumps(each))
    (mistake,), notices = told()
    first, hint = mistake.split("\n")
    head = "catalog/records/ana-silva.json:1:1: error: the learner record does not verify: "
    assert first.startswith(head)
    assert first.endswith(" [not-genuine]")
    assert said in first
    assert hint == "  hint: delete the file, and run: badgepress clr ana-silva --key KEY"
    assert notices == ([] if damage in {_proof, _unproved} else [outdated("ana-silva")])


WRONG = {  # case: (the file, what stands in it, the mistake)
    "no JSON": ("ana-silva.json", "hello", "the learner record does not verify: "),
    "of nobody": ("ana-silv.json", "{}", "there is no earner 'ana-silv' [unknown-reference]"),
    "of somebody private": ("dora-lind.json", "{}", "'dora-lind' has no page"),
    "what does not belong": ("notes.txt", "", "unexpected 'notes.txt' [unexpected-file]"),
    "too large": ("cai.json", " " * (MAX_BYTES + 1), "the file is larger than 2 MB [too-large]"),
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("name", "body", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_files_are_told_where_they_lie(name, body, said):
    RECORDS.mkdir()
    (RECORDS / name).write_text(body)
    (mistake,), _ = told()
    assert mistake.startswith(f"catalog/records/{name}:1:1: error: ")
    assert said in mistake


def test_badges_that_can_t_be_signed_together_are_told(world):
    """One badge under two names, which JavaScript's libraries would sort the other way round."""
    sign(*KEY)
    badge = world.people / "badges" / "brook" / "coaching.yml"
    first = badge.read_text().replace("requires: [listening]\n", "").replace("Coach", "\U0001f600")
    second = first.replace("\U0001f600", "\uff01").replace('"1"', '"2"')
    badge.write_text(first)
    world.issue("badge,earner,awarded\ncoaching,ben-k,2026-04-09\n", seed="5")
    badge.with_name("coaching@1.yml").write_text(first)
    badge.write_text(second)
    world.issue("badge,earner,awarded\ncoaching,ben-k,2026-04-10\n", seed="6")
    assert sign(*KEY) == (
        1,
        (
            "  ben-k: 3 badges, Brook Agency\n"
            "warning: 'ben-k' gets no record: its badges can't be signed together: "
            "Two of the document's texts are sorted differently by libraries.\n"
            "Signed 0 records.\n"
        ),
    )
    assert "ben-k.json" not in stored()
    assert told() == ([], [])


def test_a_key_that_was_retired_since_still_proves_it(world):
    sign(*KEY)
    text = (world.people / "issuers" / "brook.yml").read_text()
    retired = f"{text}    retired: {later(400):%Y-%m-%dT%H:%M:%SZ}\n"
    (world.people / "issuers" / "brook.yml").write_text(retired)
    assert told() == ([], [])
