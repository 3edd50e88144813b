"""What does not fit together in a catalog."""

from collections.abc import Iterator

from generator.model.site_config import Cards
from generator.source.codes import Code
from generator.source.cycles import check_cycles
from generator.source.draft import Draft
from generator.source.key_logs import check_key_logs
from generator.source.learner_records import check_learner_records
from generator.source.problems import Problem
from generator.source.recognitions import check_recognitions
from generator.source.references import check_references
from generator.source.rigor import check_required
from generator.source.rules import check_rules, closed_to_newcomers
from generator.source.signed import (
    check_addresses,
    check_ledger,
    check_signed_lists,
    check_signed_people,
)


def validate_catalog(draft: Draft) -> list[Problem]:
    """Every mistake between records of the catalog; those within one were found when read."""
    return [
        *check_references(draft),
        *check_cycles(draft),
        *check_rules(draft),
        *check_recognitions(draft),
        *check_required(draft),
        *_check_issuers(draft),
        *_check_awarded_once(draft),
        *_check_versions(draft),
        *_check_trust(draft),
        *_check_site_dir(draft),
        *check_signed_lists(draft),
        *check_key_logs(draft),
    ]


def validate_people(draft: Draft) -> list[Problem]:
    """Every mistake between the people that were read, and between them and the catalog."""
    return [
        *check_ledger(draft),
        *check_signed_people(draft),
        *check_learner_records(draft),
        *check_addresses(draft),
    ]


def catalog_notices(draft: Draft) -> Iterator[str]:
    """What a catalog without mistakes should still be told."""
    yield from closed_to_newcomers(draft)
    yield from _shared_cards(draft)


def _shared_cards(draft: Draft) -> Iterator[str]:
    """That badges share their pictures, where nobody chose that."""
    count = len(draft.entries["badges"]) + len(draft.entries["pathways"])
    config = draft.config
    if config is not None and config.cards is None and config.cards_of(count) is Cards.ISSUER:
        yield (
            f"{count:,} badges and pathways are too many to draw a picture of each for other sites "
            "to show: those of one issuer and level share one. Say 'cards: issuer' in the "
            "configuration if that is right, or 'cards: badge'"
        )


def _check_issuers(draft: Draft) -> Iterator[Problem]:
    root = ""
    dids: dict[str, str] = {}
    for slug, entry in sorted(draft.entries["issuers"].items()):
        issuer, source = entry.record, entry.source
        if issuer is None or source is None:
            continue
        if issuer.root and root:
            message = f"'{root}' is the root already; only one issuer may be"
            yield Problem(source.where(["root"]), Code.SEVERAL_ROOTS, message)
        root = root or (slug if issuer.root else "")
        if issuer.did is not None and dids.setdefault(issuer.did, slug) != slug:
            message = f"'{dids[issuer.did]}' has this DID already"
            yield Problem(source.where(["did"]), Code.ISSUER_CONFLICT, message)


def _check_awarded_once(draft: Draft) -> Iterator[Problem]:
    awarded: dict[str, str] = {}
    for slug, entry in sorted(draft.entries["pathways"].items()):
        badge = entry.plain().get("awards")
        if not isinstance(badge, str) or entry.source is None:
            continue
        if awarded.setdefault(badge, slug) != slug:
            message = f"the pathway '{awarded[badge]}' awards '{badge}' already"
            hint = "a badge is awarded by one pathway; offer several ways inside it with 'any'"
            yield Problem(entry.source.where(["awards"]), Code.AWARDED_TWICE, message, hint)


def _check_versions(draft: Draft) -> Iterator[Problem]:
    """``x@1.0.yml`` says version 1.0, of a badge that has another one now."""
    for entry in draft.earlier:
        if entry.source is None:
            continue
        said = entry.plain().get("version")
        where = entry.source.where(["version"])
        if isinstance(said, str) and said != entry.version:
            message = f"'version' is '{said}', but the file's name says '{entry.version}'"
            yield Problem(where, Code.VERSION_CONFLICT, message)
        current = draft.entries["badges"].get(entry.slug)
        if current is None:
            message = f"there is no current version, '{entry.slug}.yml'"
            yield Problem(entry.source.where(), Code.VERSION_CONFLICT, message)
            continue
        now = current.record
        if now is None or entry.record is None:
            continue
        if now.version == entry.version:
            message = f"'{entry.slug}.yml' has this version too"
            yield Problem(where, Code.VERSION_CONFLICT, message, "raise the current one")
        if now.issuer != entry.record.issuer:
            message = f"the current version is a badge of '{now.issuer}'"
            yield Problem(entry.source.where(["issuer"]), Code.ISSUER_CONFLICT, message)


def _check_trust(draft: Draft) -> Iterator[Problem]:
    if draft.trust_source is None:
        return
    seen: set[str] = set()
    for index, issuer in enumerate(draft.trust.issuers):
        if issuer.did in seen:
            where = draft.trust_source.where(["issuers", index, "did"])
            message = f"'{issuer.did}' is in this list already"
            yield Problem(where, Code.REPEATED_REFERENCE, message, "remove it")
        seen.add(issuer.did)


def _check_site_dir(draft: Draft) -> Iterator[Problem]:
    """The site's folder, all of which is published, overlaps with the catalog's or people's."""
    if draft.config is None or draft.config_source is None:
        return
    site = (draft.root / draft.config.site_dir).resolve()
    for key, folder in (("people", draft.people.resolve()), ("catalog", draft.catalog.resolve())):
        if site.is_relative_to(folder) or folder.is_relative_to(site):
            where = draft.config_source.where(["site_dir"])
            message = f"the site's folder and '{key}' overlap: what is in one would be published"
            hint = "give the site a folder of its own, like 'site_dir: site'"
            yield Problem(where, Code.PEOPLE_IN_SITE, message, hint)
            return
