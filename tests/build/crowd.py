"""A catalog with a crowd of people, half of them hidden, and the same without those.

Everyone does everything: earns, completes pathways, tries twice, works in teams, assesses, loses a
badge, has one corrected, brings one from elsewhere, has a learner record. Whoever is hidden is worth
looking for: every text that is theirs alone is a canary.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from generator.issue import clr as records
from generator.issue import desk_for, issue_awards, new_key, open_key, plan_awards, reissue, revoke
from generator.issue import endorse as endorsements
from generator.issue.book import open_book
from generator.issue.correct import correction_of, standing_copies
from generator.issue.desk import Desk
from generator.issue.key_file import SigningKey, read_key_file, write_key
from generator.model.ledger import Issued
from generator.source import load
from generator.source.awards import read_awards
from tests.build.small import FOREIGN, adopted_files, earned
from tests.issue.world import (
    BADGE,
    BROOK,
    BROOK_KEY,
    HILL,
    HILL_KEY,
    ISSUER,
    PASSPHRASE,
    RUBRIC,
    counter,
)

AT = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
LAUREL, LAUREL_KEY = new_key(b"laurel-laurel-laurel-laurel-l-32", PASSPHRASE, rounds=1)

CONFIG = """\
site_name: Brook Badges
description: Badges of the Brook agency.
base_url: https://badges.brook.example/b/
home:
  statement: A badge here means that somebody saw the work.
  run_by: {office: Brook Badge Desk, email: desk@brook.example}
rigor:
  assessors_hold_badge: where-stated
  founding_assessors: [{assessor: eva-elder, until: 2026-03-01}]
"""
_ALIGNED = "alignments: [{framework: State, name: Listens, url: 'https://std.example/4'}]\n"
_SIGNED = "    from: 2026-01-01\n    basis: {kind: signed}\n"
CATALOG = {
    "issuers/brook.yml": ISSUER.replace("NAME", "Brook Agency").replace("KEY", BROOK),
    "issuers/hill.yml": ISSUER.replace("NAME", "Hill School").replace("KEY", HILL),
    "badges/brook/listening.yml": BADGE.replace("NAME", "Listening").replace(
        "{who: A trained assessor}", "{who: A holder, holds_badge: true}"
    )
    + _ALIGNED,
    "badges/brook/planning.yml": BADGE.replace("NAME", "Planning") + RUBRIC + _ALIGNED,
    "badges/brook/bridge.yml": BADGE.replace("NAME", "Bridge") + "hours: 12\n",
    "badges/brook/yearly.yml": BADGE.replace("NAME", "Yearly") + "valid_months: 1\n",
    "badges/brook/stack.yml": BADGE.replace("NAME", "Whole stack"),
    "badges/hill/welcome.yml": BADGE.replace("NAME", "Welcome"),
    "pathways/both.yml": "name: Both\nissuer: brook\nsummary: Two.\naudience: [teacher]\n"
    "rule:\n  all: [listening, planning]\nawards: stack\n",
    "pathways/more.yml": "name: More\nissuer: brook\nsummary: All.\naudience: [teacher]\n"
    "rule:\n  all: [{pathway: both}, {choose: 1, of: [bridge, welcome]}]\n",
    "recognizers/laurel.yml": ISSUER.replace("NAME", "Laurel College").replace("KEY", LAUREL)
    + "kind: college\nhonors:\n  - badges: [listening, stack]\n"
    "    worth: {kind: credits, amount: 2, cap: 3, text: Two credits.}\n"
    + _SIGNED
    + "  - pathways: [more]\n    worth: {kind: prize, text: A plate.}\n"
    + _SIGNED,
}


@dataclass(frozen=True)
class Person:
    slug: str
    name: str
    email: str
    visibility: str = "private"
    address: str = ""
    shown: str = ""
    by: str = "earner"

    @property
    def is_hidden(self) -> bool:
        return self.visibility != "public"

    @property
    def file(self) -> str:
        said = f"name: {self.name}\nemail: {self.email}\nvisibility: {self.visibility}\n"
        if self.visibility == "private":
            return said
        if self.address:
            said += f"address: {self.address}\n"
        if self.by == "guardian":
            said += "minor_until: 2031-02\n"
        consent = f"by: {self.by}, on: 2026-01-05, visibility: {self.visibility}"
        return f"{said}consent: {{{consent}, name: {self.shown}}}\n"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What of a hidden person stands on no page at all, not even their own."""
        return (self.slug, self.name.split()[1], self.email)


def _public(number: int) -> Person:
    name = f"Seen Openly{number:02}"
    slug = f"seen-openly{number:02}"
    return Person(slug, name, f"s{number}@open.example", "public", "", name)


PUBLIC = tuple(_public(number) for number in range(1, 13))
LOST = Person("lost-alder", "Lost Alder", "lost@open.example", "public", "", "Lost Alder")
PRIVATE = (
    Person("cana-quillby", "Cana Quillby", "quillby@secret.example"),
    Person("dora-first", "Dora Zephyrine", "zephyrine@secret.example"),
    Person("kano-wrexley", "Kano Wrexley", "wrexley@secret.example"),
)
UNLISTED = (
    Person("uma-vorpal", "Uma Vorpal", "vorpal@secret.example", "unlisted", "ab" * 16, "Umaxia"),
    Person("nia-jabber", "Nia Jabber", "jabber@secret.example", "unlisted", "cd" * 16, "Niaxia"),
    Person(
        *("lio-snark", "Lio Snark", "snark@secret.example", "unlisted", "ef" * 16, "Lioxia"),
        by="guardian",
    ),
)
HIDDEN = (*PRIVATE, *UNLISTED)
EVERYBODY = (*PUBLIC, LOST, *HIDDEN)

_HEAD = (
    "badge,earner,awarded,assessor id,attempt,team,evidence kind,evidence,"
    "result: plan,result: practice"
)


def _rows() -> Iterator[tuple[str, bool]]:
    """Awards, and whether they are of a later file; were the hidden counted, five and ten
    would be passed."""
    yield "listening,dora-first,2026-03-01,eva-elder,,,,,,", False
    odd = True
    for person in EVERYBODY:
        if person.slug == "dora-first":
            continue
        by = "cana-quillby" if odd and person.slug != "cana-quillby" else "dora-first"
        day = "2026-03-10" if person.slug == "cana-quillby" else "2026-04-01"
        attempt = 2 if person in (*PUBLIC[9:], LOST) else 1  # with the hidden ten at the first
        yield f"listening,{person.slug},{day},{by},{attempt},,,,,", False
        odd = not odd
    few = (*PUBLIC[:4], LOST, *HIDDEN)
    for person in few:
        yield f"planning,{person.slug},2026-04-02,,1,,project,A plan,good,fine", False
        yield f"yearly,{person.slug},2026-04-03,,,,,,,", False
        yield f"welcome,{person.slug},2026-04-04,,,,,,,", False
    for person in (PUBLIC[0], PUBLIC[1], PRIVATE[0], UNLISTED[0], UNLISTED[2]):
        shared = "project,The bridge" if person is PUBLIC[0] else ","
        yield f"bridge,{person.slug},2026-04-05,,,Bridge Builders,{shared},,", False
    for person in (PUBLIC[0], PUBLIC[2], *HIDDEN):
        yield f"stack,{person.slug},2026-04-20,,,,,,,", True


@dataclass(frozen=True)
class Crowd:
    """The catalog below `root`."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "site-config.yml"

    def desk(self) -> Desk:
        return desk_for(load(self.config, to_sign=True))

    def issued(self, people: tuple[Person, ...]) -> list[Issued]:
        """Every ledger row of `people`."""
        slugs = {person.slug for person in people}
        ledger = load(self.config).catalog.ledger
        return [row for row in ledger if isinstance(row, Issued) and row.earner in slugs]

    def without(self, people: tuple[Person, ...], root: Path) -> "Crowd":
        """The same catalog in `root` as if `people` had never been; nothing is signed anew."""
        shutil.copytree(self.root, root, ignore=shutil.ignore_patterns("site"))
        slugs = {person.slug for person in people}
        gone = {row.credential for row in self.issued(people)}
        catalog = root / "catalog"
        for slug in slugs:
            (catalog / "earners" / f"{slug}.yml").unlink()
            (catalog / "records" / f"{slug}.json").unlink(missing_ok=True)
            shutil.rmtree(
                catalog / "assertions" / "adopted" / f"elsewhere-of-{slug}", ignore_errors=True
            )
        for token in gone:
            (catalog / "assertions" / f"{token}.json").unlink(missing_ok=True)
            (catalog / "own-copies" / f"{token}.json").unlink(missing_ok=True)
        ledger = catalog / "ledger.jsonl"
        rows = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
        kept = [row for row in rows if row["credential"] not in gone]
        for row in kept:
            if row.get("award", {}).get("assessor_id") in slugs:
                del row["award"]["assessor_id"]
        ledger.write_text("".join(f"{json.dumps(row)}\n" for row in kept), "utf-8")
        return Crowd(root)


def make_crowd(root: Path) -> Crowd:
    """Write and sign the catalog below `root`."""
    texts = {"site-config.yml": CONFIG}
    texts |= {f"catalog/{path}": text for path, text in CATALOG.items()}
    texts |= {f"catalog/earners/{person.slug}.yml": person.file for person in EVERYBODY}
    files = {path: text.encode() for path, text in texts.items()}
    for number, person in enumerate((PUBLIC[3], PRIVATE[1], UNLISTED[0]), start=60):
        foreign = earned(number, person.slug, by=FOREIGN, name=person.shown or None)
        files |= adopted_files(f"elsewhere-of-{person.slug}", person.slug, foreign)
    for path, body in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    crowd = Crowd(root)
    keys = {
        slug: _key(root / f"{slug}.key", body)
        for slug, body in (("brook", BROOK_KEY), ("hill", HILL_KEY), ("laurel", LAUREL_KEY))
    }
    for later in (False, True):
        _issue(crowd, [row for row, is_later in _rows() if is_later is later], keys, f"{later}")
    for person in (LOST, PRIVATE[0], UNLISTED[0]):
        _withdraw(crowd, person, keys)
    for person in (PUBLIC[1], PRIVATE[2], UNLISTED[1]):
        _correct(crowd, person, keys)
    _endorse(crowd, keys)
    _record(crowd, keys)
    return crowd


def _key(path: Path, body: bytes) -> SigningKey:
    write_key(path, body, keep_out=())
    return open_key(read_key_file(path, keep_out=()), PASSPHRASE)


def _issue(crowd: Crowd, rows: list[str], keys: dict[str, SigningKey], seed: str) -> None:
    desk = crowd.desk()
    text = "\n".join([_HEAD, *rows, ""])
    awards = read_awards("awards.csv", text.encode(), dates=None).rows
    plan = plan_awards(awards, desk.catalog, desk.config, as_of=AT)
    issue_awards(desk, plan, keys.values(), random_bytes=counter(seed), signed_at=AT)


def _withdraw(crowd: Crowd, person: Person, keys: dict[str, SigningKey]) -> None:
    """Of whoever is lost everything, of the others one badge."""
    for badge in ("listening", "planning", "yearly", "welcome")[: None if person is LOST else 1]:
        desk = crowd.desk()
        book = open_book(desk.catalog.ledger)
        (row, *_) = (row for row in book.of_earner[person.slug] if row.badge == badge)
        revoke(
            desk,
            standing_copies(row, book),
            keys.values(),
            reason=f"Because of {person.name}",
            random_bytes=counter(f"revoke {person.slug} {badge}"),
            signed_at=AT,
        )


def _correct(crowd: Crowd, person: Person, keys: dict[str, SigningKey]) -> None:
    desk = crowd.desk()
    book = open_book(desk.catalog.ledger)
    (row, *_) = (row for row in book.of_earner[person.slug] if row.badge == "listening")
    found = correction_of(standing_copies(row, book), desk.catalog, desk.config)
    award = found.award.model_copy(update={"shown": "listened twice"})
    reissue(
        desk,
        [replace(found, award=award)],
        keys.values(),
        reason="Corrected",
        random_bytes=counter(f"correct {person.slug}"),
        signed_at=AT,
    )


def _endorse(crowd: Crowd, keys: dict[str, SigningKey]) -> None:
    desk = crowd.desk()
    laurel = desk.catalog.recognizers["laurel"]
    endorsements.carry_out(
        [endorsements.plan_endorsements(laurel, desk.catalog, desk.config)],
        keys,
        desk.catalog_dir / "endorsements",
        desk.config,
        disk=desk.disk,
        random_bytes=counter("endorse"),
        signed_at=AT,
    )


def _record(crowd: Crowd, keys: dict[str, SigningKey]) -> None:
    desk = crowd.desk()
    left = records.carry_out(
        records.plan_records(desk.catalog, desk.config, issuer="brook"),
        keys,
        desk.people_dir / "records",
        desk.catalog,
        desk.config,
        disk=desk.disk,
        random_bytes=counter("records"),
        signed_at=AT,
    )
    assert not left, left
