"""Awards in, signed files out: which copies, with which name, and only once."""

import io
import json

import openpyxl
import pytest

from generator.issue import KeyRefusedError
from generator.issue.draft import IndexDraw
from generator.model.ledger import Copy
from generator.openbadges.multikey import decode_public_key
from generator.openbadges.proof import proof_is_genuine
from generator.openbadges.status_list import decode_bits
from generator.source import CatalogError
from tests.issue.world import AWARDS, BROOK, counter, later, make_world

COPIES = {  # earner: the copies of one award and the name each holds
    "ana-silva": [(Copy.PAGE, "Ana Silva")],
    "ben-k": [(Copy.PAGE, "Ben K."), (Copy.OWN, "Ben Kole")],
    "cai": [(Copy.PAGE, None), (Copy.OWN, "Cai Ode")],
    "dora-lind": [(Copy.OWN, "Dora Lind")],
}


def name_in(wire: dict) -> str | None:
    identifiers = wire["credentialSubject"].get("identifier", [])
    return identifiers[0]["identityHash"] if identifiers else None


@pytest.mark.parametrize(("earner", "copies"), COPIES.items(), ids=COPIES.keys())
def test_an_award_gives_the_copies_that_consent_calls_for(world, earner, copies):
    world.issue(AWARDS)
    rows = [row for row in world.issued() if row.earner == earner]
    assert [(row.copy_, row.name) for row in rows] == copies
    assert [name_in(world.signed(row)) for row in rows] == [name for _, name in copies]
    for row in rows:
        folder = "assertions" if row.copy_ is Copy.PAGE else "own-copies"
        assert (world.people / folder / f"{row.credential}.json").is_file()


def test_what_is_signed_is_genuine_and_has_an_id_and_index_of_its_own(world):
    finished = world.issue(AWARDS)
    rows = world.issued()
    assert len(rows) == len(finished.credentials) == 6
    assert len({row.credential for row in rows}) == len({row.status_index for row in rows}) == 6
    assert len({row.subject for row in rows}) == 6
    for row in rows:
        wire = world.signed(row)
        assert proof_is_genuine(wire, decode_public_key(BROOK))
        assert wire["proof"][0]["created"] == "2026-05-03T12:00:00Z"
        assert wire["proof"][0]["verificationMethod"].endswith(f":issuers:brook#{BROOK}")
        assert wire["credentialStatus"]["statusListIndex"] == str(row.status_index)
    status = json.loads(world.status_list())
    assert proof_is_genuine(status, decode_public_key(BROOK))
    assert status["validUntil"] == "2027-06-07T12:00:00Z"  # 400 days
    assert not any(decode_bits(status["credentialSubject"]["encodedList"]))


def test_running_it_twice_signs_nothing_twice(world):
    world.issue(AWARDS)
    before = world.tree()
    finished = world.issue(AWARDS, seed="another", at=later(1))
    assert finished.credentials == finished.lists == finished.left == ()
    assert world.tree() == before


def test_the_same_chance_and_instant_give_the_same_bytes(tmp_path_factory):
    trees = []
    for name in ("one", "two"):
        world = make_world(tmp_path_factory.mktemp(name))
        world.issue(AWARDS, seed="same")
        trees.append(world.tree())
    same = [
        {path: body for path, body in tree.items() if not path.startswith("keys/")}
        for tree in trees
    ]
    assert same[0] == same[1]


VALIDITY = {
    "without end": ("listening", "", None),
    "by the badge": ("yearly", "", "2027-04-01T23:59:59Z"),
    "by the award": ("yearly", "2026-08-31", "2026-08-31T23:59:59Z"),
}


@pytest.mark.parametrize(("badge", "until", "expected"), VALIDITY.values(), ids=VALIDITY.keys())
def test_valid_until(world, badge, until, expected):
    world.issue(f"badge,earner,awarded,valid until\n{badge},ana-silva,2026-04-01,{until}\n")
    assert world.signed(world.issued()[0]).get("validUntil") == expected


def test_a_year_after_a_leap_day_ends_in_february(world):
    world.edit("catalog/issuers/brook.yml", "2025-01-01", "2024-01-01")
    world.issue("badge,earner,awarded\nyearly,ana-silva,2024-02-29\n")
    assert world.signed(world.issued()[0])["validUntil"] == "2025-02-28T23:59:59Z"


def test_a_workbook_as_well(world):
    book = openpyxl.Workbook()
    book.active.append(["Badge", "Student", "Date Awarded", "Result: plan", "Result: practice"])
    book.active.append(["Lesson planning", "Silva, Ana", "2026-04-01", "good", "fine"])
    body = io.BytesIO()
    book.save(body)
    world.issue(body.getvalue(), name="awards.xlsx")
    (row,) = world.issued()
    assert (row.badge, row.earner) == ("planning", "ana-silva")
    assert dict(row.award.results) == {"plan": "good", "practice": "fine"}


def test_yaml_as_well(world):
    world.issue(
        "awards:\n  - {badge: listening, earner: ana-silva, awarded: 2026-04-01}\n",
        name="awards.yml",
    )
    assert world.issued()[0].earner == "ana-silva"


def test_several_issuers_need_a_key_each(world):
    awards = AWARDS + "welcome,ana-silva,2026-04-03\n"
    before = world.tree()
    with pytest.raises(KeyRefusedError, match="the signing key is missing of 'hill'"):
        world.issue(awards)
    assert world.tree() == before
    world.issue(awards, keys=("brook", "hill"))
    assert {row.issuer for row in world.issued()} == {"brook", "hill"}
    assert json.loads(world.status_list("hill"))["issuer"].endswith(":issuers:hill")


def components(wire: dict) -> list[str]:
    return [each["id"].split("/")[-2] for each in wire.get("evidence", [])]


STACK = (
    "badge,earner,awarded\nstack,{0},2026-04-03\nlistening,{0},2026-04-01\nyearly,{0},2026-04-02\n"
)


@pytest.mark.parametrize("earner", COPIES)
def test_a_stack_names_its_parts_by_the_copy_of_its_own_kind(world, earner):
    world.issue(STACK.format(earner))
    rows = world.issued()
    parts = [row for row in rows if row.badge != "stack"]
    for row in rows:
        if row.badge == "stack":
            expected = [part.credential for part in parts if part.copy_ is row.copy_]
            assert components(world.signed(row)) == expected
            assert len(expected) == 2


def test_a_page_never_names_an_own_copy(world):
    """Parts earned in private have no page yet when the stack gets one."""
    world.issue("badge,earner,awarded\nlistening,dora-lind,2026-04-01\n")
    (world.people / "earners" / "dora-lind.yml").write_text(
        "name: Dora Lind\nvisibility: public\n"
        "consent: {by: earner, on: 2026-04-20, visibility: public, name: Dora Lind}\n"
    )
    world.issue("badge,earner,awarded\nstack,dora-lind,2026-04-03\n", seed="2")
    (stack,) = [row for row in world.issued() if row.badge == "stack"]
    assert "evidence" not in world.signed(stack)


def test_new_people_are_private_and_get_a_file(world):
    world.issue(
        "badge,name,email,awarded\n"
        "listening,José Ortiz-Peña,jose@brook.example,2026-04-01\n"
        'listening,"Ortiz Pena, Jose",other@brook.example,2026-04-02\n'
    )
    folder = world.people / "earners"
    assert (folder / "jose-ortiz-pena.yml").read_text("utf-8") == (
        "# Private: nothing is published until 'visibility' and 'consent' say so.\n"
        "name: José Ortiz-Peña\nemail: jose@brook.example\n"
    )
    assert (folder / "jose-ortiz-pena-2.yml").is_file()
    assert [row.copy_ for row in world.issued()] == [Copy.OWN, Copy.OWN]


CSV = {  # case: (earners.csv before, what is added)
    "a name column": (b"Name;E-Mail;Slug\nEva Moos;;eva-moos\n", "Ny Person;;ny-person\n"),
    "two columns, BOM, Windows lines": (
        b"\xef\xbb\xbfslug,last,first\r\neva-moos,Moos,Eva\r\n",
        "ny-person,Person,Ny\r\n",
    ),
    "no line break at the end": (b"slug,name\neva-moos,Eva Moos", "\nny-person,Ny Person\n"),
    "Windows-1252": (b"slug,name\nzoe-b,Zo\xeb B\n", "ny-person,Ny Person\n"),
    "old lines": (b"slug,name\rzoe-b,Zoe B\r", "ny-person,Ny Person\r"),
    "blank lines first": (b"\n\nslug;name\n", "ny-person;Ny Person\n"),
}


@pytest.mark.parametrize(("before", "added"), CSV.values(), ids=CSV.keys())
def test_new_people_join_the_earners_spreadsheet(world, before, added):
    table = world.people / "earners.csv"
    table.write_bytes(before)
    world.issue("badge,name,awarded\nlistening,Ny Person,2026-04-01\n")
    assert table.read_bytes() == before + added.encode()
    assert world.catalog().earners["ny-person"].name == "Ny Person"
    assert not (world.people / "earners" / "ny-person.yml").exists()


def test_new_people_join_a_spreadsheet_in_utf_16(world):
    table = world.people / "earners.csv"
    table.write_bytes("slug\tname\nzoe-b\tZoë B\n".encode("utf-16"))
    world.issue("badge,name,awarded\nlistening,Ny Person,2026-04-01\n")
    assert table.read_bytes().decode("utf-16").endswith("Zoë B\nny-person\tNy Person\n")
    assert "ny-person" in world.catalog().earners


def test_a_list_is_filled_to_the_half_then_another_begun():
    used = {"brook": {1: frozenset(range(65_535))}}
    draw = IndexDraw.after(used, counter())
    first, then = draw.draw("brook"), draw.draw("brook")
    assert (first[0], then[0]) == (1, 2)
    assert first[1] not in used["brook"][1]
    assert draw.draw("hill")[0] == 1


def test_an_index_in_use_is_drawn_again():
    answers = iter([bytes(4), bytes(4), (131_072 + 7).to_bytes(4, "big")])
    draw = IndexDraw(lambda _: next(answers))
    assert [draw.draw("brook"), draw.draw("brook")] == [(1, 0), (1, 7)]


def test_a_key_that_was_retired_since_signs_no_more(world):
    world.edit(
        "catalog/issuers/brook.yml",
        "created: 2025-01-01T00:00:00Z",
        "created: 2025-01-01T00:00:00Z\n    retired: 2026-05-01T00:00:00Z",
    )
    with pytest.raises(CatalogError, match="lists no key in force"):
        world.issue(AWARDS)


def test_lists_are_signed_anew_by_the_way_when_they_end_soon(world):
    world.issue(AWARDS)
    assert world.issue(AWARDS, at=later(339)).lists == ()
    assert world.issue(AWARDS, at=later(341)).lists == (("brook", 1),)
    assert json.loads(world.status_list())["validFrom"] == "2027-04-09T12:00:00Z"
