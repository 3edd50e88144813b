"""The sample's catalog with another text in every text field, signed and built as its keeper would."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import yaml

from generator.build import build
from generator.issue.batch import Batch, stacking_order
from generator.issue.clr import carry_out as carry_out_records
from generator.issue.clr import plan_records
from generator.issue.desk import Desk, desk_for, finish, write_down
from generator.model.award import Award
from generator.source import Loaded, load
from tests.build.conftest import Silent
from tests.corpora import PROJECT
from tests.demo import northgate
from tests.demo.history import HISTORY, Issue
from tests.demo.make_sample import (
    MADE,
    _awards,
    _badge_on,
    _counter,
    _endorse,
    _key,
)
from tests.poison.records import poisoned
from tests.poison.texts import MARK, Stream

SIGNED = datetime(2026, 11, 20, 12, tzinfo=UTC)
AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
_SIGNED_TEXTS = {
    "name",
    "description",
    "narrative",
    "identityHash",
    "targetName",
    "targetFramework",
}


@dataclass
class Poisoned:
    """A built site whose every text is payloads."""

    root: Path
    stream: Stream
    met: set[str] = field(default_factory=set)
    """The fields that were given payloads, as ``Badge.summary``."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    def load(self) -> Loaded:
        return load(self.root / "site-config.yml")


def poisoned_site(root: Path, stream: Stream, *, awards: int | None = None) -> Poisoned:
    """Write, sign and build the whole of it below `root`, or with so many awards."""
    made = poisoned_catalog(root, stream, awards=awards)
    build(made.load(), site_dir=made.site, as_of=AS_OF, jobs=1, narrator=Silent())
    return made


def poisoned_catalog(root: Path, stream: Stream, *, awards: int | None = None) -> Poisoned:
    """As `poisoned_site`, but for the site."""
    made = Poisoned(root, stream)
    clean = load(PROJECT / "site-config.yml")
    shutil.copytree(PROJECT / "catalog", root / "catalog", ignore=lambda *_: [*MADE, ".badgepress"])
    _write_records(made, clean)
    _write_pages(made)
    desk = desk_for(made.load())
    desk = _issue(made, desk, desk_for(clean), awards)
    _endorse(desk)
    _adopt(made)
    _record(desk_for(made.load()))
    return made


def _write_records(made: Poisoned, clean: Loaded) -> None:
    drafts = clean.draft.entries.items()
    entries = [(kind, each) for kind, found in drafts for each in found.values()]
    entries += [("badges", each) for each in clean.draft.earlier]
    for kind, entry in entries:
        data = poisoned(entry.record, made.stream, made.met)
        data.pop("slug")
        if kind == "earners" and entry.record.page_name:  # the address must say no more than that
            more = data["consent"]["name"] if data["visibility"] == "public" else ""
            data["consent"]["name"] = f"{entry.record.page_name} {more}"[:120].strip()
        if kind in {"badges", "pathways"} and entry.path.parent.name != kind:
            data.pop("issuer")
        _write(made.root / "catalog" / entry.path.relative_to(clean.catalog_dir), data)
    _write(made.root / "site-config.yml", poisoned(clean.config, made.stream, made.met))
    _write(
        made.root / "catalog" / "trust.yml", poisoned(clean.catalog.trust, made.stream, made.met)
    )


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), "utf-8")


def _write_pages(made: Poisoned) -> None:
    """Authored pages hold HTML of their keeper's, so payloads stand in their texts as text."""
    for path in sorted((made.root / "catalog" / "pages").glob("*.md")):
        head = json.dumps(
            {"title": escape(made.stream.text(120)), "description": escape(made.stream.text(300))}
        )
        text = escape(made.stream.text(2_000, lines=True))
        body = "\n\n".join(f"    {line}" for line in text.splitlines() if line)
        path.write_text(f"---\n{head}\n---\n# {MARK}\n\n{body}\n", "utf-8")


def _issue(made: Poisoned, desk: Desk, clean: Desk, most: int | None) -> Desk:
    """Every award of the sample's history, on one day; two are taken back and one signed anew."""
    batch = Batch(desk.catalog, desk.config, random_bytes=_counter("poison"), signed_at=SIGNED)
    awards = [
        award for step in HISTORY if isinstance(step, Issue) for award in _awards(step, clean)
    ]
    stacks = {pathway.awards for pathway in desk.catalog.pathways.values()}
    awards = [award for award in awards if award.badge not in stacks]  # their parts may be left out
    awards = awards if most is None else awards[-most:]
    teams: dict[str, str] = {}
    for award in stacking_order(awards, desk.catalog):
        data = poisoned(award, made.stream, made.met)
        if award.team is None:
            data.pop("team", None)
        else:
            data["team"] = teams.setdefault(award.team, data["team"])
        if award.assessor_name is None:
            data.pop("assessor_name", None)
        data["components"] = list(award.components)
        data["evidence"] = [
            {**each, "public": "true", "all_agreed": "true"} for each in data.get("evidence", ())
        ]
        signed = Award.model_validate({name: each for name, each in data.items() if each != []})
        batch.issue(signed, _badge_on(desk.catalog, award.badge, award.awarded))
    desk = write_down(desk, (), batch.rows)
    more = Batch(desk.catalog, desk.config, random_bytes=_counter("more"), signed_at=SIGNED)
    for row in [row for row in batch.rows if row.copy_ == "page"][:2]:
        more.withdraw(row, made.stream.text(300))
    desk = write_down(desk, (), more.rows)
    left = finish(desk, (_key("demo.key"),), as_of=SIGNED).left
    assert not left, left
    return desk_for(made.load())


def _adopt(made: Poisoned) -> None:
    """Somebody else's badge, which says what it likes."""
    key = _key("foreign.key")
    source = northgate._FOLDER / "northgate-credential.json"
    said = _exchanged(json.loads(source.read_bytes()), made.stream)
    agreed = made.load().catalog.earners[northgate.EARNER].page_name
    for name in said["credentialSubject"].get("identifier", []):
        name["identityHash"] = agreed  # a name beyond consent stops the build
    folder = made.root / "catalog/assertions/adopted/northgate-reading-difficulties"
    folder.mkdir(parents=True)
    for name, body in northgate.adopted_files(key.public_key, key.sign, said).items():
        (folder / name).write_bytes(body)


def _exchanged(value: Any, stream: Stream) -> Any:
    if isinstance(value, dict):
        return {
            key: stream.text(300)
            if key in _SIGNED_TEXTS and isinstance(each, str)
            else _exchanged(each, stream)
            for key, each in value.items()
        }
    return [_exchanged(each, stream) for each in value] if isinstance(value, list) else value


def _record(desk: Desk) -> None:
    left = carry_out_records(
        plan_records(desk.catalog, desk.config),
        {"lakeland": _key("demo.key")},
        desk.people_dir / "records",
        desk.catalog,
        desk.config,
        disk=desk.disk,
        random_bytes=_counter("records"),
        signed_at=SIGNED,
    )
    assert not left, left
