"""What a shard was made from, and what it told: one that nothing changed is not pressed again.

A signature that was good stays good; what may change is looked at anew each time: the bits of
status lists, the day, the end of a credential's time, teammates in other shards. All else that a
shard's pages are made from goes into one digest, of which the shard's part is the size, time and
number of its files. The files here name people's badges, so they lie beside the people.
"""

import json
import os
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.build.judge import Court
from generator.build.mates import Mates
from generator.build.pressed import Pressed
from generator.build.roll_call import Roll, call_roll
from generator.build.shard_secrets import secrets_digest
from generator.build.shell import Chrome
from generator.model.award import TeamKey
from generator.model.catalog import Catalog
from generator.model.ledger import Issued
from generator.openbadges.status_list import is_set
from generator.publish.place import write_whole
from generator.site import Counts, Theme
from generator.site.attempts import Attempts
from generator.source import Loaded, Shard, Where

_FORMAT = 1
_LIBRARIES = ("cmarkgfm", "jinja2", "markupsafe", "nh3", "pydantic", "segno")
_CODE = Path(__file__).parents[1]


def basis(base: Loaded, chrome: Chrome, theme: Theme, as_of: datetime) -> bytes:
    """A digest of all that every shard's pages are made from, but for status lists."""
    catalog = base.catalog
    digest = sha256(_program())
    for part in (
        as_of.date().isoformat(),
        base.config.model_dump_json(),
        repr(sorted(theme.templates.items())),
        repr(sorted(chrome.shells.items())),
        repr(sorted(catalog.pages)),
        *_records(catalog),
    ):
        digest.update(sha256(part.encode()).digest())
    stored = {**catalog.endorsements, **catalog.attested}
    bodies = {repr(name): each.body for name, each in stored.items()} | dict(catalog.images)
    for name, body in sorted(bodies.items()):
        digest.update(name.encode() + sha256(body).digest())
    return digest.digest()


def _records(catalog: Catalog) -> Iterator[str]:
    kinds = (catalog.issuers, catalog.badges, catalog.pathways, catalog.recognizers)
    for kind in kinds:
        yield from (record.model_dump_json() for record in kind.values())
    for earlier in catalog.earlier_badges.values():
        yield from (record.model_dump_json() for record in earlier)
    yield catalog.trust.model_dump_json()


@lru_cache(maxsize=1)
def _program() -> bytes:
    digest = sha256()
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for file in sorted(_CODE.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def made_of(shard: Shard, common: bytes) -> bytes:
    """A digest of what a shard is made from; `common` is the `basis`."""
    digest = sha256(common)
    for folder, folders, names in os.walk(shard.folder):
        folders.sort()
        for name in sorted(names):
            status = (Path(folder) / name).stat()
            stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
            digest.update(f"{folder}/{name}\0{stamp}\n".encode())
    return digest.digest()


def recall(folder: Path, shard: Shard, of: bytes, court: Court, mates: Mates) -> Pressed | None:
    """What the shard told when it was made of the same, where that still holds; else None."""
    try:
        said = json.loads((folder / _name(shard)).read_bytes())
        if said["format"] != _FORMAT or said["of"] != of.hex() or not _holds(said, court):
            return None
        if not said["secrets"] or said["secrets"] != secrets_digest(folder, shard.name):
            return None
        teams = [(badge, team, date.fromisoformat(day)) for badge, team, day in said["teams"]]
        if said["mates"] != _mates_digest(shard, teams, mates):
            return None
        roll = Roll(
            shard=shard,
            ids=array("Q", b64decode(said["ids"])),
            indexes={
                (issuer, number): array("Q", b64decode(used))
                for issuer, number, used, _ in said["indexes"]
            },
            assessors={(slug, name): Where(*where) for slug, name, where in said["assessors"]},
        )
        return Pressed(
            notices=tuple(said["notices"]),
            lacking={(issuer, number): count for issuer, number, count in said["lacking"]},
            earned=said["earned"],
            expired=said["expired"],
            withdrawn=said["withdrawn"],
            counts=Counts(
                said["holders"],
                said["people"],
                {slug: Attempts(*each) for slug, each in said["attempts"].items()},
            ),
            pages=said["pages"],
            maps=tuple(said["maps"]),
            roll=roll,
        )
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or damaged
        return None


def remember(
    folder: Path,
    people: Loaded,
    of: bytes,
    told: Pressed,
    *,
    court: Court,
    mates: Mates,
) -> None:
    """Keep what a shard told, as `recall` wants it."""
    rows = [row for row in people.catalog.ledger if isinstance(row, Issued)]
    teams = sorted({key for row in rows if (key := row.award.team_key) is not None})
    roll = told.roll or call_roll(people)
    body = {
        "format": _FORMAT,
        "of": of.hex(),
        "as_of": court.as_of.isoformat(),
        "until": told.until.isoformat() if told.until is not None else None,
        "secrets": secrets_digest(folder, people.shard.name),
        "mates": _mates_digest(people.shard, teams, mates),
        "teams": [[badge, team, day.isoformat()] for badge, team, day in teams],
        "notices": told.notices,
        "lacking": [[*each, count] for each, count in told.lacking.items()],
        "earned": told.earned,
        "expired": told.expired,
        "withdrawn": told.withdrawn,
        "holders": dict(told.counts.holders),
        "people": dict(told.counts.people),
        "attempts": {slug: [each.first, each.later] for slug, each in told.counts.attempts.items()},
        "pages": told.pages,
        "maps": told.maps,
        "ids": b64encode(roll.ids.tobytes()).decode(),
        "indexes": [
            [*each, b64encode(used.tobytes()).decode(), _set_among(court, each, used)]
            for each, used in roll.indexes.items()
        ],
        "assessors": [
            [slug, name, [where.path, where.line, where.column]]
            for (slug, name), where in roll.assessors.items()
        ],
    }
    unfinished = folder / f".{_name(people.shard)}"
    unfinished.unlink(missing_ok=True)
    write_whole(unfinished, json.dumps(body).encode(), mode=0o600)
    unfinished.replace(folder / _name(people.shard))


def forget(folder: Path, shard: Shard) -> None:
    """Forget what the shard told: it is made anew."""
    (folder / _name(shard)).unlink(missing_ok=True)


def _name(shard: Shard) -> str:
    return f"{shard.name}-told.json"


def _holds(said: Mapping[str, Any], court: Court) -> bool:
    """Whether what depends on the moment and on status lists is as it was."""
    until = said["until"]
    return (
        datetime.fromisoformat(said["as_of"]) <= court.as_of
        and (until is None or court.as_of < datetime.fromisoformat(until))
        and all(
            was_set == _set_among(court, (issuer, number), array("Q", b64decode(used)))
            for issuer, number, used, was_set in said["indexes"]
        )
    )


def _set_among(court: Court, each: tuple[str, int], used: "array[int]") -> list[int]:
    """Those of the entries `used` of a status list that it withdraws."""
    bits = court.lists.get(each, b"")
    return [index for index in used if index < len(bits) * 8 and is_set(bits, index)]


def _mates_digest(shard: Shard, teams: list[TeamKey], mates: Mates) -> str:
    found = [
        (at, mate.earner, mate.name, mate.token)
        for key in teams
        for at, mate in mates.get(key, ())
        if at != shard.name
    ]
    return sha256(repr(found).encode()).hexdigest()
