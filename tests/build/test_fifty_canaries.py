"""Fifty people, each with a canary in every field: none of them sings where it should not.

A canary is a word like ``mailxq07``: the field, and whose it is. All that a build writes is
unpacked and searched for every one of them at once.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.build import build
from generator.issue import revoke
from generator.issue.book import open_book
from generator.issue.correct import standing_copies
from generator.model.ledger import Issued
from generator.publish.folding import decoded
from generator.publish.links import links_of
from generator.publish.unpacking import unpacked
from generator.source import load
from tests.build.conftest import Silent
from tests.build.crowd import AS_OF
from tests.issue.world import NOW, World, counter, make_world

CANARY = re.compile(rb"([a-z]+)xq([0-9]{2})", re.IGNORECASE)
KINDS = ("private", "private child", "unlisted", "unlisted child", "public")
JUDGES = (48, 49)
ON_THEIR_PAGES = {"ok", "show", "evi"}
"""What was signed and agreed to: the form of the name, what they showed, and their evidence."""


@dataclass(frozen=True)
class Person:
    number: int

    @property
    def kind(self) -> str:
        return "private" if self.number in JUDGES else KINDS[self.number % len(KINDS)]

    @property
    def slug(self) -> str:
        return f"slug-slugxq{self.number:02}"

    @property
    def address(self) -> str:
        return f"page-{self.number}" if self.kind == "public" else f"{self.number:02x}" * 16

    @property
    def file(self) -> str:
        n = f"xq{self.number:02}"
        lines = [
            f"name: Nam{n} Fam{n}  # com{n}, born 20{10 + self.number % 9}-0{1 + self.number % 9}-11",
            f"email: mail{n}@home.example",
            f"former_names: [Old{n} Was{n}]",
        ]
        if "child" in self.kind:
            lines.append("minor_until: 2039-02")
        by = "guardian" if "child" in self.kind else "earner"
        if not self.kind.startswith("private"):
            visibility = self.kind.split()[0]
            lines += [
                f"visibility: {visibility}",
                f"address: {self.address}",
                (
                    f"consent: {{by: {by}, on: 2026-01-05, visibility: {visibility}, "
                    f"name: Ok{n}, record: rec{n}}}"
                ),
            ]
        return "\n".join([*lines, ""])

    @property
    def award(self) -> str:
        n = f"xq{self.number:02}"
        first, second = (f"slug-slugxq{judge}" for judge in JUDGES)
        return (
            f"listening,{self.slug},2026-04-01,awd{n}-1234567,show{n},{first},{second},"
            f"2,project,evi{n},https://e.example/url{n}"
        )


HEAD = (
    "badge,earner,awarded,award id,shown,assessor id,approver id,attempt,"
    "evidence kind,evidence,evidence url"
)
PEOPLE = [Person(number) for number in range(50)]
EARNERS = [person for person in PEOPLE if person.number not in JUDGES]


def attempt(person: Person) -> str:
    n = f"xq{person.number:02}"
    said = {"badge": "listening", "badge_version": "1", "earner": person.slug, "on": "2026-03-01"}
    feedback = {"strong": f"strong{n}", "strengthen": f"weak{n} mail2{n}@home.example"}
    more = {"number": 1, "results": {}, "feedback": feedback, "assessor_role": f"role{n}"}
    return json.dumps({**said, **more, "recorded_at": "2026-03-02T00:00:00Z"}) + "\n"


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    world = make_world(
        tmp_path_factory.mktemp("canaries"),
        more={f"catalog/earners/{person.slug}.yml": person.file for person in PEOPLE}
        | {"catalog/attempts.jsonl": "".join(map(attempt, EARNERS))},
    )
    world.issue("\n".join([HEAD, *(person.award for person in EARNERS), ""]))
    desk = world.desk()
    book = open_book(desk.catalog.ledger)
    rows = [
        row
        for person in EARNERS[::7]
        for row in standing_copies(book.of_earner[person.slug][0], book)
    ]
    reason = " ".join(f"whyxq{person.number:02}" for person in EARNERS)[:290]
    revoke(desk, rows, [world.key()], reason=reason, random_bytes=counter("revoke"), signed_at=NOW)
    return world


@pytest.fixture(scope="module")
def site(world) -> dict[str, bytes]:
    folder = build(
        load(world.config),
        site_dir=world.root / "site",
        as_of=AS_OF,
        jobs=2,
        narrator=Silent(),
    ).folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def own_folders(world: World, person: Person) -> tuple[str, ...]:
    if person.kind.startswith("private"):
        return ()
    issued = (row for row in world.catalog().ledger if isinstance(row, Issued))
    tokens = [row.credential for row in issued if row.earner == person.slug]
    return (f"earners/{person.address}/", *(f"credentials/{token}/" for token in tokens))


def sung(site: dict[str, bytes]) -> Iterator[tuple[str, int, str]]:
    """Each canary that is heard: its field, whose it is, and in which file."""
    for path, body in site.items():
        for part in [path.encode(), *(part.body for part in unpacked(body))]:
            for field, number in {*CANARY.findall(part), *CANARY.findall(decoded(part))}:
                yield field.decode().lower(), int(number), path


def test_of_fifty_people_nothing_leaks_in_any_byte(world, site):
    homes = {person.number: own_folders(world, person) for person in PEOPLE}
    heard = set(sung(site))
    wrong = {
        (field, number, path)
        for field, number, path in heard
        if field not in ON_THEIR_PAGES or not path.startswith(homes[number] or ("nowhere",))
    }
    assert wrong == set()
    # The canaries that may sing do, or this test would hear nothing at all.
    shown = {person.number for person in EARNERS if not person.kind.startswith("private")}
    for field in ON_THEIR_PAGES:
        assert {number for each, number, _ in heard if each == field} >= {
            number for number in shown if number % 7
        }


def reachable(site: dict[str, bytes]) -> set[str]:
    """Every file that can be had from the home page by links, one after the other."""
    base = "https://badges.brook.example/b/"
    todo, seen = ["index.html"], {"index.html"}
    while todo:
        path = todo.pop()
        if not path.endswith(".html"):
            continue
        for link in links_of(site[path].decode()):
            target = urljoin(base + path, link)
            if not target.startswith(base):
                continue
            inside = unquote(urlsplit(target).path).removeprefix("/b/")
            inside += "index.html" if inside == "" or inside.endswith("/") else ""
            if inside in site and inside not in seen:
                seen.add(inside)
                todo.append(inside)
    return seen


def test_unlisted_pages_cannot_be_reached_and_no_listing_names_them(world, site):
    found = reachable(site)
    assert {"badges/index.html", "badges/listening/index.html", "verify/index.html"} <= found
    hidden = [person for person in EARNERS if person.kind.startswith("unlisted")]
    assert len(hidden) > 15
    for person in hidden:
        homes = own_folders(world, person)
        assert f"earners/{person.address}/index.html" in site
        assert [path for path in found if path.startswith(homes)] == []
        names = [home.split("/")[1].encode() for home in homes]
        others = {path: body for path, body in site.items() if not path.startswith(homes)}
        assert [path for path, body in others.items() if any(n in body for n in names)] == []
        for path in (path for path in site if path.startswith(homes) and path.endswith(".html")):
            assert re.search(rb'<meta name="robots" content="[^"]*noindex', site[path]), path


def test_no_file_of_the_catalog_is_in_the_site(world, site):
    """Nor is any file of the people's there as a whole."""
    people = [path.read_bytes() for path in Path(world.people).rglob("*.yml")]
    assert {*people}.isdisjoint(site.values())
