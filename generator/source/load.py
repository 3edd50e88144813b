"""Reading a catalog and its people from disk, once, with every mistake in it.

A small program is read whole. A registry keeps its people in shards, too many for memory:
there the catalog is read once (`load_catalog`), and beside it one shard after the other, or
several at once in processes of their own (`load_people`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.attempt import Attempt
from generator.model.catalog import Catalog
from generator.model.namesake import Namesakes
from generator.model.site_config import SiteConfig
from generator.source.assessors import assessor_notices
from generator.source.codes import Code
from generator.source.draft import Draft, Entry
from generator.source.folder import shown
from generator.source.parse import Location
from generator.source.problems import CatalogError, Problem, Where
from generator.source.read_catalog import read_catalog
from generator.source.read_people import read_people, read_roll, together
from generator.source.shards import FOLDER, Shard, shards_of
from generator.source.validate import catalog_notices, validate_catalog, validate_people


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog that is right, and the places of its records."""

    config: SiteConfig
    catalog: Catalog
    root: Path
    """The configuration's folder; every path in the configuration is relative to it."""
    catalog_dir: Path
    people_top: Path
    """The folder that the configuration names for people."""
    people_dir: Path
    """The folder of these people: that of `shard`, which is `people_top` where there is one."""
    shard: Shard
    ledger_bytes: int
    """Length of the ledger up to its last whole row. A file longer than that ends in a row
    that a kill tore: cut it off before appending."""
    attempts: tuple[Attempt, ...]
    """Work that did not pass yet; not in the catalog, so that no page can show it."""
    attempts_bytes: int
    """As `ledger_bytes`, of the attempts."""
    namesakes: Namesakes
    """Names that may be published although somebody who is not public is called so."""
    notices: tuple[str, ...]
    """What is not wrong but worth saying."""
    draft: Draft

    @property
    def has_people(self) -> bool:
        """Whether people were read, too; of a registry they are read shard by shard."""
        return self.draft.shard is not None

    def where(self, kind: str, slug: str, location: Location = ()) -> Where:
        """The place of a record's value, for problems that are found later.

        `kind` is the record's folder, for example ``badges``.
        """
        entry = self.draft.entries[kind][slug]
        source = entry.source
        return source.where(location) if source is not None else Where(shown(entry.path))


def load(config_file: Path, *, to_sign: bool = False, join: bool = False) -> Loaded:
    """Read the configuration and the catalog and people it names, all at once.

    With `to_sign`, signed files that say more than today's consent are let through: what
    mends them is to sign others in their place. With `join`, shards are read together, which
    takes the memory of all of them.

    Raises:
        CatalogError: with every mistake of all files; or people lie in shards.

    """
    catalog = read_catalog(config_file)
    shards = shards_of(catalog.people)
    if shards[0].name and not join:
        catalog.reader.note(catalog.people / FOLDER, Code.MIXED_SHARDS, _IN_SHARDS)
        raise CatalogError(catalog.reader.problems)
    return _whole(catalog, shards, to_sign=to_sign)


def load_program(config_file: Path) -> Loaded:
    """Everything of a small program; of a registry in shards, the catalog alone.

    Raises:
        CatalogError: with every mistake of all that was read.

    """
    catalog = read_catalog(config_file)
    shards = shards_of(catalog.people)
    return _alone(catalog) if shards[0].name else _whole(catalog, shards, to_sign=False)


def load_catalog(config_file: Path) -> Loaded:
    """Read the configuration and the catalog, and nobody of the people.

    Raises:
        CatalogError: with every mistake of the catalog's files.

    """
    return _alone(read_catalog(config_file))


def _alone(draft: Draft) -> Loaded:
    problems = [*draft.reader.problems, *validate_catalog(draft)]
    if problems or draft.config is None:
        raise CatalogError(problems)
    return _loaded(draft, tuple(catalog_notices(draft)))


def _whole(catalog: Draft, shards: Sequence[Shard], *, to_sign: bool) -> Loaded:
    people = [read_people(catalog, shard) for shard in shards]
    draft = people[0] if len(people) == 1 else together(catalog, people)
    problems = [
        *catalog.reader.problems,
        *draft.reader.problems,
        *validate_catalog(catalog),
        *_judged(draft, to_sign=to_sign),
    ]
    if problems or draft.config is None:
        raise CatalogError(problems)
    notices = (*draft.notices, *catalog_notices(draft), *assessor_notices(draft))
    whole = shards[0] if len(people) == 1 else Shard("", catalog.people)
    return _with_people(_loaded(catalog, ()), draft, whole, notices)


def mistakes(config_file: Path) -> Iterator[Problem]:
    """Every mistake of the catalog and of its people, one shard after the other.

    What only two shards make wrong together is not among them.
    """
    catalog = read_catalog(config_file)
    yield from catalog.reader.problems
    yield from validate_catalog(catalog)
    for shard in shards_of(catalog.people):
        people = read_people(catalog, shard)
        yield from people.reader.problems
        yield from validate_people(people)


def load_people(
    base: Loaded, shard: Shard, *, to_sign: bool = False, signed: bool = True
) -> Loaded:
    """The people of `shard` beside the catalog of `base`, whose records they share.

    Its notices are those about these people. Without `signed`, what was signed is not read.

    Raises:
        CatalogError: with every mistake of the shard's files.

    """
    draft = read_people(base.draft, shard, signed=signed)
    problems = [*draft.reader.problems, *_judged(draft, to_sign=to_sign)]
    if problems:
        raise CatalogError(problems)
    return _with_people(base, draft, shard, (*draft.notices, *assessor_notices(draft)))


def load_roll(base: Loaded, shard: Shard) -> Loaded:
    """The earners and the ledger of `shard`, as far as they can be read; nothing signed."""
    return _with_people(base, read_roll(base.draft, shard), shard, ())


_IN_SHARDS = "people lie in shards, and this command reads all of them at once"


def _judged(draft: Draft, *, to_sign: bool) -> Iterable[Problem]:
    """What does not fit together of the people; `to_sign`: as in `load`."""
    problems = validate_people(draft)
    if not to_sign:
        return problems
    ours = (*draft.assertions.values(), *draft.learner_records.values())
    signed = {stored.path for stored in ours}
    return [
        problem
        for problem in problems
        if problem.code != Code.BEYOND_CONSENT or problem.where.path not in signed
    ]


def _loaded(draft: Draft, notices: tuple[str, ...]) -> Loaded:
    """A catalog of which nothing is wrong."""
    if draft.config is None:
        raise CatalogError(draft.reader.problems)
    return Loaded(
        config=draft.config,
        catalog=_catalog(draft),
        root=draft.root,
        catalog_dir=draft.catalog,
        people_top=draft.people,
        people_dir=draft.people,
        shard=Shard("", draft.people),
        ledger_bytes=0,
        attempts=(),
        attempts_bytes=0,
        namesakes=draft.namesakes,
        notices=notices,
        draft=draft,
    )


def _with_people(base: Loaded, draft: Draft, shard: Shard, notices: tuple[str, ...]) -> Loaded:
    catalog = replace(
        base.catalog,
        earners=draft.records("earners"),
        ledger=tuple(line.row for line in draft.ledger),
        assertions=dict(sorted(draft.assertions.items())),
        records=dict(sorted(draft.learner_records.items())),
        adopted={slug: draft.adopted[slug][0] for slug in sorted(draft.adopted)},
    )
    return replace(
        base,
        catalog=catalog,
        people_dir=shard.folder,
        shard=shard,
        ledger_bytes=draft.ledger_bytes,
        attempts=tuple(attempt for attempt, _ in draft.attempts),
        attempts_bytes=draft.attempts_bytes,
        notices=notices,
        draft=draft,
    )


def _version_order(version: str) -> list[tuple[int, int, str]]:
    """1.9 comes before 1.10."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", version)
    ]


def _catalog(draft: Draft) -> Catalog:
    """All but the people."""
    earlier: dict[str, list[Entry]] = {}
    for entry in sorted(draft.earlier, key=lambda each: _version_order(each.version)):
        earlier.setdefault(entry.slug, []).append(entry)
    return Catalog(
        issuers=draft.records("issuers"),
        badges=draft.records("badges"),
        pathways=draft.records("pathways"),
        recognizers=draft.records("recognizers"),
        earlier_badges={slug: tuple(e.record for e in earlier[slug]) for slug in sorted(earlier)},
        trust=draft.trust,
        status_lists=dict(sorted(draft.status_lists.items())),
        attested=dict(sorted(draft.attested.items())),
        endorsements=dict(sorted(draft.endorsements.items())),
        key_logs=dict(sorted(draft.key_logs.items())),
        images=dict(sorted(draft.images.items())),
        pages=dict(sorted(draft.pages.items())),
    )
