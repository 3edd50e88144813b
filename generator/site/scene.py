"""All that resolving needs to know, gathered once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.model import addresses
from generator.model.award import TeamKey
from generator.model.catalog import Adopted, Catalog
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Issued
from generator.model.recognizer import Recognition
from generator.model.site_config import SiteConfig
from generator.openbadges.clr import is_current, learner_records
from generator.openbadges.endorsement import find_endorsements
from generator.openbadges.reading import SignedFacts, read_credential
from generator.openbadges.strict_json import parse_json
from generator.site.attempts import Attempts, count_attempts
from generator.site.relations import Relations, grouped, relate
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
class Scene:
    """The catalog with everything that follows from it, at one moment."""

    catalog: Catalog
    config: SiteConfig
    as_of: datetime
    relations: Relations
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
    holders: Mapping[str, int]
    """Public earners who hold a badge, by the badge's slug."""
    attempts: Mapping[str, Attempts]
    """At which attempt they earned it, likewise."""
    teams: Mapping[TeamKey, tuple[Published, ...]]
    """Who may be listed of each team."""
    endorsements: Mapping[tuple[str, Recognition, str], str]
    """Addresses of signed statements, by the recognizer's slug, the statement, and the page of
    the badge or pathway that it is about."""

    records: Mapping[str, bytes]
    """Signed learner records that say what the page says, by the earner's slug."""

    @property
    def today(self) -> date:
        """The day of judging."""
        return self.as_of.date()

    def authored(self, name: str, otherwise: str = "") -> str:
        """The address of the keepers' own page of that name, where the catalog has one."""
        return f"{name}/" if f"{name}.md" in self.catalog.pages else otherwise


def make_scene(
    catalog: Catalog,
    config: SiteConfig,
    *,
    reports: Mapping[str, Report],
    adopted_reports: Mapping[str, Report],
    as_of: datetime,
) -> Scene:
    """Gather; whoever is private stays outside from here on."""
    rows = {row.credential: row for row in catalog.ledger if isinstance(row, Issued)}
    replaced = {old for row in rows.values() for old in row.replaces}
    published = {
        token: Published(
            token=token,
            row=rows[token],
            earner=earner,
            facts=read_credential(parse_json(stored.body)),
            report=reports[token],
            body=stored.body,
        )
        for token, stored in catalog.assertions.items()
        if token not in replaced and rows[token].copy_ is Copy.PAGE
        if (earner := _shown(catalog, rows[token].earner)) is not None
    }
    elsewhere = {
        slug: PublishedElsewhere(
            slug=slug,
            earner=earner,
            facts=read_credential(parse_json(adopted.credential)),
            report=adopted_reports[slug],
            adopted=adopted,
        )
        for slug, adopted in catalog.adopted.items()
        if (earner := _shown(catalog, adopted.record.earner)) is not None
    }
    newest_first = sorted(
        published.values(),
        key=lambda each: (each.row.award.awarded, each.row.signed_at, each.token),
        reverse=True,
    )
    holders = grouped(
        (each.row.badge, each.earner.slug) for each in published.values() if each.is_listed
    )
    records = learner_records(catalog) if catalog.records else {}
    return Scene(
        catalog=catalog,
        config=config,
        as_of=as_of,
        relations=relate(catalog),
        published=published,
        replaced_by={
            old: each.token for each in published.values() for old in _replaced(each.row, rows)
        },
        elsewhere=elsewhere,
        earned=grouped((each.earner.slug, each) for each in newest_first),
        earned_elsewhere=grouped((each.earner.slug, each) for each in elsewhere.values()),
        holders={badge: len(set(earners)) for badge, earners in holders.items()},
        attempts=count_attempts(each.row for each in published.values() if each.is_listed),
        teams=grouped(
            (key, each)
            for each in newest_first
            if each.is_listed and (key := each.row.award.team_key) is not None
        ),
        endorsements={
            (slug, each.recognition, each.page): addresses.endorsement("", slug, name)
            for slug, recognizer in catalog.recognizers.items()
            for each, name in find_endorsements(recognizer, catalog, config)
            if name is not None
        },
        records={
            slug: stored.body
            for slug, stored in catalog.records.items()
            if slug in records and is_current(stored.body, records[slug], catalog, config)
        },
    )


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
