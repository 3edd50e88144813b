"""The people of one shard on the scene: what they earned, as far as they agreed to show it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.award import TeamKey
from generator.model.catalog import Adopted, Catalog
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Issued
from generator.openbadges.clr import is_current, learner_records
from generator.openbadges.reading import SignedFacts, read_credential
from generator.openbadges.strict_json import parse_json
from generator.site.relations import grouped
from generator.site.scene import Scene
from generator.verify.report import Outcome, Report, Verdict


@dataclass(frozen=True, slots=True)
class Published:
    """One of our assertions whose earner agreed to a page."""

    token: str
    row: Issued
    earner: Earner
    facts: SignedFacts
    report: Report
    body: bytes
    """The signed bytes as they are stored, to be published unchanged."""

    @property
    def is_withdrawn(self) -> bool:
        """The signed status list says so."""
        return _is_withdrawn(self.report)

    @property
    def is_current(self) -> bool:
        """Neither withdrawn nor out of its time; others than good ones are never published."""
        return self.report.verdict is not Verdict.INVALID

    @property
    def is_listed(self) -> bool:
        """May be counted, listed and found: its earner is public and it stands."""
        return self.earner.visibility is Visibility.PUBLIC and not self.is_withdrawn


@dataclass(frozen=True, slots=True)
class PublishedElsewhere:
    """Somebody else's assertion that one of our earners wants shown."""

    slug: str
    earner: Earner
    facts: SignedFacts
    report: Report
    adopted: Adopted

    @property
    def is_withdrawn(self) -> bool:
        """The signed status list says so."""
        return _is_withdrawn(self.report)

    @property
    def is_good(self) -> bool:
        """Nothing failed but, perhaps, that the reader knows the issuer."""
        return self.report.verdict is not Verdict.INVALID


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody who may be named as one of a team."""

    earner: str
    """Their slug."""
    name: str
    """As it is signed in their badge."""
    token: str


@dataclass(frozen=True, slots=True)
class Cast(Scene):
    """The scene, with the people of one shard in its catalog."""

    published: Mapping[str, Published]
    """By token; only of earners who are public or unlisted."""
    replaced_by: Mapping[str, str]
    """The published one that each reissued credential leads to, by tokens; likewise."""
    elsewhere: Mapping[str, PublishedElsewhere]
    """By slug; likewise."""
    earned: Mapping[str, tuple[Published, ...]]
    """By earner, newest first."""
    earned_elsewhere: Mapping[str, tuple[PublishedElsewhere, ...]]
    """By earner."""
    teams: Mapping[TeamKey, tuple[Mate, ...]]
    """Who may be named of each team, newest badge first; also people of other shards."""
    records: Mapping[str, bytes]
    """Signed learner records that say what the page says, by the earner's slug."""


def make_cast(
    scene: Scene,
    people: Catalog,
    *,
    reports: Mapping[str, Report],
    adopted_reports: Mapping[str, Report],
    mates: Iterable[tuple[TeamKey, Mate]] = (),
) -> Cast:
    """Gather; whoever is private stays outside from here on.

    `people` is the scene's catalog with the people of one shard, whose reports these are;
    `mates` are those of other shards who may be named.
    """
    rows = {row.credential: row for row in people.ledger if isinstance(row, Issued)}
    replaced = {old for row in rows.values() for old in row.replaces}
    published = {
        token: Published(
            token=token,
            row=rows[token],
            earner=earner,
            facts=_facts(reports[token], stored.body),
            report=reports[token],
            body=stored.body,
        )
        for token, stored in people.assertions.items()
        if token not in replaced and rows[token].copy_ is Copy.PAGE
        if (earner := _shown(people, rows[token].earner)) is not None
    }
    elsewhere = {
        slug: PublishedElsewhere(
            slug=slug,
            earner=earner,
            facts=_facts(adopted_reports[slug], adopted.credential),
            report=adopted_reports[slug],
            adopted=adopted,
        )
        for slug, adopted in people.adopted.items()
        if (earner := _shown(people, adopted.record.earner)) is not None
    }
    newest_first = sorted(
        published.values(),
        key=lambda each: (each.row.award.awarded, each.row.signed_at, each.token),
        reverse=True,
    )
    own_mates = (
        (key, Mate(each.earner.slug, each.facts.earner, each.token))
        for each in newest_first
        if each.is_listed and (key := each.row.award.team_key) is not None
    )
    records = learner_records(people) if people.records else {}
    return Cast(
        catalog=people,
        config=scene.config,
        as_of=scene.as_of,
        relations=scene.relations,
        endorsements=scene.endorsements,
        counts=scene.counts,
        countable=scene.countable,
        honored=scene.honored,
        published=published,
        replaced_by={
            old: each.token for each in published.values() for old in _replaced(each.row, rows)
        },
        elsewhere=elsewhere,
        earned=grouped((each.earner.slug, each) for each in newest_first),
        earned_elsewhere=grouped((each.earner.slug, each) for each in elsewhere.values()),
        teams=grouped((*own_mates, *mates)),
        records={
            slug: stored.body
            for slug, stored in people.records.items()
            if slug in records and is_current(stored.body, records[slug], people, scene.config)
        },
    )


def _facts(report: Report, body: bytes) -> SignedFacts:
    """What was read when it was verified."""
    return report.facts if report.facts is not None else read_credential(parse_json(body))


def _shown(catalog: Catalog, slug: str) -> Earner | None:
    earner = catalog.earners.get(slug)
    return earner if earner and earner.visibility is not Visibility.PRIVATE else None


def _is_withdrawn(report: Report) -> bool:
    return any(check.id == "status" and check.outcome is Outcome.FAILED for check in report.checks)


def _replaced(row: Issued, rows: Mapping[str, Issued]) -> Iterator[str]:
    """Every token that led to `row`, however often it was reissued; page copies only."""
    for token in row.replaces:
        old = rows[token]
        if old.copy_ is row.copy_:
            yield token
        yield from _replaced(old, rows)
