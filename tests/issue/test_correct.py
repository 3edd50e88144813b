"""Withdrawing and correcting: both copies, old and new, and the status lists."""

import json

import pytest

from generator.issue import Finished, reissue, renew, revoke
from generator.issue.book import open_book
from generator.issue.correct import (
    UnknownCredentialError,
    check_correction,
    correction_of,
    corrections_for_earner,
    find_credential,
    standing_copies,
)
from generator.model.ledger import Copy, Issued, Revoked
from generator.openbadges.status_list import decode_bits, is_set
from generator.source import CatalogError, Where, load
from generator.source.awards import read_awards
from tests.issue.test_issuing import components, name_in
from tests.issue.world import AWARDS, FILES, NOW, World, counter, later, make_world


@pytest.fixture
def issued(world: World) -> World:
    world.issue(AWARDS)
    return world


def rows_of(world: World, earner: str) -> list[Issued]:
    book = open_book(world.ledger())
    return [row for row in book.of_earner[earner] if book.standing(row)]


def take_back(world: World, text: str, days: int = 1) -> Finished:
    desk = world.desk()
    book = open_book(desk.catalog.ledger)
    return revoke(
        desk,
        standing_copies(find_credential(text, book), book),
        [world.key()],
        reason="Given in error",
        random_bytes=counter("revoke"),
        signed_at=later(days),
    )


def correct(world: World, what: str, row: str | None = None, seed: str = "correct") -> Finished:
    desk = world.desk()
    given = read_awards("fix.csv", row.encode(), dates=None).rows[0] if row else None
    if what in desk.catalog.earners:
        found = corrections_for_earner(what, desk.catalog, desk.config)
    else:
        book = open_book(desk.catalog.ledger)
        copies = standing_copies(find_credential(what, book), book)
        found = [correction_of(copies, desk.catalog, desk.config, given)]
    for each in found:
        problems = check_correction(
            each, desk.catalog, desk.config, as_of=later(2), where=Where("ledger"), row=given
        )
        if problems:
            raise CatalogError(problems)
    return reissue(
        desk, found, [world.key()], reason="Corrected", random_bytes=counter(seed),
        signed_at=later(2),
    )  # fmt: skip


def withdrawn_bits(world: World) -> bytes:
    return decode_bits(json.loads(world.status_list())["credentialSubject"]["encodedList"])


def test_both_copies_are_withdrawn_and_the_list_says_so(issued):
    page, own = rows_of(issued, "ben-k")
    finished = take_back(issued, own.credential)
    assert finished.lists == (("brook", 1),)
    revoked = [row for row in issued.ledger() if isinstance(row, Revoked)]
    assert [(row.credential, row.reason, str(row.on), row.reissued) for row in revoked] == [
        (page.credential, "Given in error", "2026-05-04", False),
        (own.credential, "Given in error", "2026-05-04", False),
    ]
    bits = withdrawn_bits(issued)
    assert is_set(bits, page.status_index)
    assert is_set(bits, own.status_index)
    assert sum(byte.bit_count() for byte in bits) == 2
    assert json.loads(issued.status_list())["validFrom"] == "2026-05-04T12:00:00Z"


NAMES = {  # how one may name a credential
    "id": lambda token: token,
    "its beginning": lambda token: token[:8],
    "capitals": lambda token: token[:8].upper(),
    "address": lambda token: f"https://badges.brook.example/b/credentials/{token}/",
    "json": lambda token: f"https://badges.brook.example/b/credentials/{token}/credential.json",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_credential_is_found(issued, name):
    row = issued.issued()[2]
    assert find_credential(name(row.credential), open_book(issued.ledger())) == row


NOBODY = {
    "unknown": "0" * 32,
    "unknown beginning": "000000",
    "too short": "a",
    "empty": "",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_no_credential_is_found(issued, text):
    with pytest.raises(UnknownCredentialError, match="the ledger has no credential"):
        find_credential(text, open_book(issued.ledger()))


def test_a_withdrawal_is_final(issued):
    token = rows_of(issued, "ana-silva")[0].credential
    take_back(issued, token)
    with pytest.raises(UnknownCredentialError) as caught:
        take_back(issued, token)
    assert str(caught.value) == f"{token} was withdrawn on 2026-05-04, which is final"
    (notice,) = issued.plan("badge,earner,awarded\nlistening,ana-silva,2026-04-01\n").notices
    assert notice.text == (
        "this award was withdrawn on 2026-05-04 and stays so; give the row an 'award_id' to "
        "award it anew"
    )
    assert issued.plan(
        "badge,earner,awarded,award_id\nlistening,ana-silva,2026-04-01,again\n"
    ).awards


def test_a_new_name_reissues_all_and_hides_the_old(issued):
    issued.issue(
        "badge,earner,awarded\nyearly,ben-k,2026-04-05\nstack,ben-k,2026-04-06\n", seed="2"
    )
    old = rows_of(issued, "ben-k")
    issued.edit("catalog/earners/ben-k.yml", "Ben Kole", "Ben Cole")
    finished = correct(issued, "ben-k")
    new = rows_of(issued, "ben-k")
    assert len(old) == len(new) == len(finished.credentials) == 6
    book = open_book(issued.ledger())
    for row in old:
        assert book.revoked[row.credential].reissued
        assert book.revoked[row.credential].reason == "Corrected"
        assert {book.issued[token].badge for token in book.replaced_by[row.credential]} == {
            row.badge
        }
    assert {name_in(issued.signed(row)) for row in new if row.copy_ is Copy.OWN} == {"Ben Cole"}
    assert {row.credential for row in new}.isdisjoint(row.credential for row in old)
    # The stack, signed last, names the parts as they are now.
    for row in new:
        if row.badge == "stack":
            parts = [part for part in new if part.badge != "stack" and part.copy_ is row.copy_]
            assert components(issued.signed(row)) == [part.credential for part in parts]
    bits = withdrawn_bits(issued)
    assert all(is_set(bits, row.status_index) for row in old)
    assert not any(is_set(bits, row.status_index) for row in new)
    with pytest.raises(UnknownCredentialError, match=r"was replaced by .*: name that one"):
        take_back(issued, old[0].credential)


NARROWED = {  # case: (what is changed in the earner's file, the name on the new page)
    "a new name": ([("Ana Silva", "Ana Costa")], "Ana Costa"),
    "a shorter one": ([("name: Ana Silva}", "name: Ana}")], "Ana"),
    "no name": ([(", name: Ana Silva}", "}")], None),
}


@pytest.mark.parametrize(("edits", "name"), NARROWED.values(), ids=NARROWED.keys())
def test_who_agrees_to_less_is_reissued_before_anything_is_built(tmp_path, edits, name):
    """The catalog is wrong until then, and must not keep `reissue` from mending it."""
    file = "catalog/earners/ana-silva.yml"
    as_eve = {file.replace("ana-silva", "eve"): FILES[file], file: "name: Nobody\n"}
    world = make_world(tmp_path, more=as_eve)
    world.issue("badge,earner,awarded\nlistening,eve,2026-04-01\n")
    for old, new in edits:
        world.edit("catalog/earners/eve.yml", old, new)
    with pytest.raises(CatalogError, match="beyond-consent"):
        load(world.config)
    correct(world, "eve")
    load(world.config)
    assert rows_of(world, "eve")[0].name == name


def test_reissuing_what_is_right_changes_nothing(issued):
    before = issued.tree()
    assert correct(issued, "ben-k").credentials == ()
    assert issued.tree() == before


def test_issuing_again_after_a_reissue_signs_nothing(issued):
    issued.edit("catalog/earners/ben-k.yml", "Ben Kole", "Ben Cole")
    correct(issued, "ben-k")
    before = issued.tree()
    issued.issue(AWARDS, seed="again")
    assert issued.tree() == before


def test_who_goes_public_gets_a_page_by_a_reissue(issued):
    (old,) = rows_of(issued, "dora-lind")
    (issued.people / "earners" / "dora-lind.yml").write_text(
        f"name: Dora Lind\nvisibility: unlisted\naddress: {'cd' * 16}\n"
        "consent: {by: earner, on: 2026-05-04, visibility: unlisted, name: Dora}\n"
    )
    correct(issued, old.credential)
    rows = rows_of(issued, "dora-lind")
    assert [(row.copy_, row.name) for row in rows] == [(Copy.PAGE, "Dora"), (Copy.OWN, "Dora Lind")]
    assert all(row.replaces == (old.credential,) for row in rows)


def test_who_goes_private_loses_the_page_by_a_reissue(issued):
    (issued.people / "earners" / "ben-k.yml").write_text("name: Ben Kole\n")
    correct(issued, "ben-k")
    assert [row.copy_ for row in rows_of(issued, "ben-k")] == [Copy.OWN]


SCORE = "badge,earner,awarded,result: plan,result: practice\nplanning,ana-silva,2026-04-01,{},{}\n"


def test_a_corrected_score(world):
    world.issue(SCORE.format("good", "good"))
    (old,) = rows_of(world, "ana-silva")
    correct(world, old.credential, SCORE.format("good", "fine"))
    (new,) = rows_of(world, "ana-silva")
    assert dict(new.award.results) == {"plan": "good", "practice": "fine"}
    assert new.replaces == (old.credential,)


def test_a_corrected_score_must_pass_too(world):
    world.issue(SCORE.format("good", "good"))
    with pytest.raises(CatalogError, match=r"fix\.csv:2:\d+: error: 'practice' is at 'begun'"):
        correct(world, rows_of(world, "ana-silva")[0].credential, SCORE.format("good", "begun"))


def test_a_correction_is_of_the_same_badge_and_person(issued):
    token = rows_of(issued, "ana-silva")[0].credential
    with pytest.raises(CatalogError) as caught:
        correct(issued, token, "badge,earner,awarded\nyearly,cai,2026-04-01\n")
    assert [(each.code, each.message) for each in caught.value.problems] == [
        ("not-this-award", "the credential is for 'listening', the row for 'yearly'"),
        ("not-this-award", "the credential is ana-silva's, the row is for 'cai'"),
    ]


def test_a_correction_by_name_or_address_is_of_the_same_person(issued):
    token = rows_of(issued, "dora-lind")[0].credential
    for head, other in (("name", "Ana Silva"), ("email", "ana@brook.example")):
        with pytest.raises(CatalogError, match=f"dora-lind's, the row is for '{other}'"):
            correct(issued, token, f"badge,{head},awarded\nlistening,{other},2026-04-01\n")
    for seed, (head, same) in enumerate((("name", "LIND, Dora"), ("email", "Dora@brook.example"))):
        row = f'badge,{head},awarded,shown\nlistening,"{same}",2026-04-01,heard {seed} people\n'
        correct(issued, rows_of(issued, "dora-lind")[0].credential, row, seed=f"fix {seed}")
    assert rows_of(issued, "dora-lind")[0].award.shown == "heard 1 people"


def test_a_typo_in_the_badge(issued):
    issued.edit("catalog/badges/brook/listening.yml", "did it in class", "did it in two classes")
    correct(issued, rows_of(issued, "ana-silva")[0].credential)
    (row,) = rows_of(issued, "ana-silva")
    assert issued.signed(row)["credentialSubject"]["narrative"] == "did it in two classes"


def test_the_version_that_was_earned_stays(issued):
    folder = issued.people / "badges" / "brook"
    was = (folder / "listening.yml").read_text()
    (folder / "listening@1.yml").write_text(was)
    (folder / "listening.yml").write_text(was.replace('version: "1"', 'version: "2"'))
    issued.edit("catalog/earners/ben-k.yml", "Ben Kole", "Ben Cole")
    correct(issued, "ben-k")
    assert {row.badge_version for row in rows_of(issued, "ben-k")} == {"1"}


def test_renewing_signs_every_list_of_the_key(issued):
    issued.issue(AWARDS + "welcome,cai,2026-04-03\n", keys=("brook", "hill"), seed="2")
    hill = issued.status_list("hill")
    finished = renew(issued.desk(), [issued.key()], signed_at=later(10))
    assert finished.lists == (("brook", 1),)
    assert finished.left == ()
    assert json.loads(issued.status_list())["validUntil"] == "2027-06-17T12:00:00Z"
    assert issued.status_list("hill") == hill


def test_renewing_only_what_ends_soon(issued):
    assert renew(issued.desk(), [issued.key()], signed_at=later(10), only_ending=True).lists == ()
    finished = renew(issued.desk(), [issued.key()], signed_at=later(345), only_ending=True)
    assert finished.lists == (("brook", 1),)


def test_a_list_that_was_lost_or_spoilt_is_made_from_the_ledger(issued):
    take_back(issued, rows_of(issued, "ana-silva")[0].credential)
    good = withdrawn_bits(issued)
    (issued.people / "status" / "brook" / "1.json").write_text("{}")
    renew(issued.desk(), [issued.key()], signed_at=NOW, only_ending=True)
    assert withdrawn_bits(issued) == good


def test_an_old_ledger_takes_no_withdrawal_back(issued):
    ledger = issued.people / "ledger.jsonl"
    backup = ledger.read_bytes()
    take_back(issued, rows_of(issued, "ben-k")[0].credential)
    withdrawn = issued.status_list()
    ledger.write_bytes(backup)

    finished = renew(issued.desk(), [issued.key()], signed_at=later(10))
    assert issued.status_list() == withdrawn
    assert finished.lists == ()
    place = issued.people / "status" / "brook" / "1.json"
    assert finished.left == (
        (
            "status list 1 of 'brook' says 2 withdrawals that the ledger does not, so it is not "
            "signed anew: restore the ledger from its newest backup, or, if the list was damaged, "
            f"remove {place}"
        ),
    )

    place.unlink()
    assert renew(issued.desk(), [issued.key()], signed_at=later(10)).lists == (("brook", 1),)
