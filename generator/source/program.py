"""What the keepers of a program should look after, beyond what is due anyway (`due`)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from generator.model.catalog import Catalog
from generator.model.earner import Visibility
from generator.model.ledger import Issued, Revoked
from generator.model.pathway import badges_in, pathways_in
from generator.model.recognizer import Recognition, Recognizer
from generator.source.codes import Code
from generator.source.load import Loaded
from generator.source.problems import Problem

SOON = timedelta(days=60)
"""How long before something ends it is told."""
_YEAR = timedelta(days=365)
_MOST_NAMED = 5  # earners that one warning names


def program(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """Every badge, key, recognition and consent that wants looking after at `as_of`."""
    yield from _badges(loaded, as_of.date())
    yield from _keys(loaded, as_of)
    yield from _recovery_keys(loaded)
    yield from _recognitions(loaded, as_of.date())
    yield from _consents(loaded)


def _badges(loaded: Loaded, today: date) -> Iterator[Problem]:
    catalog = loaded.catalog
    honored = _honored(catalog, today)
    awarded: dict[str, date] = {}
    for row in catalog.ledger:
        if isinstance(row, Issued):
            awarded[row.badge] = max(row.award.awarded, awarded.get(row.badge, date.min))
    for slug, badge in catalog.badges.items():
        if badge.is_retired:
            continue
        owner = badge.owner
        if not (owner.email or owner.url or owner.phone):
            where = loaded.where("badges", slug, ("owner",))
            message = f"nobody can reach {owner.office}, which keeps '{slug}'"
            hint = "add 'email', 'url' or 'phone' under 'owner'"
            yield Problem(where, Code.UNREACHABLE_OWNER, message, hint)
        here = loaded.where("badges", slug)
        if slug not in honored:
            message = f"nobody honors '{slug}' today, nor a pathway it counts toward"
            hint = "ask a district, college or employer what it is worth to them, or retire it"
            yield Problem(here, Code.HONORED_BY_NOBODY, message, hint)
        last = awarded.get(slug)
        known = max((change.date for change in badge.changes), default=date.min)
        if max(last or known, known) < today - _YEAR:
            told = f"was last awarded on {last}" if last is not None else "was never awarded"
            hint = "tell those whom it is for, or retire it"
            yield Problem(here, Code.NOT_AWARDED, f"'{slug}' {told}", hint)


def _honored(catalog: Catalog, today: date) -> set[str]:
    """Badges that somebody honors, or that count toward something that somebody honors.

    Whoever honors a pathway honors what it is made of, and the badge it awards; a badge that
    is honored lends worth to the parts of the pathway that awards it.
    """
    holding = [
        each
        for recognizer in catalog.recognizers.values()
        for each in recognizer.honors
        if each.holds(today)
    ]
    badges = {slug for each in holding for slug in each.badges}
    todo = [slug for each in holding for slug in each.pathways]
    todo += [each.slug for each in catalog.pathways.values() if each.awards in badges]
    seen: set[str] = set()
    while todo:
        pathway = catalog.pathways[todo.pop()]
        if pathway.slug in seen:
            continue
        seen.add(pathway.slug)
        parts = set(badges_in(pathway.requirement))
        badges |= parts | ({pathway.awards} if pathway.awards is not None else set())
        todo += pathways_in(pathway.requirement)
        todo += [each.slug for each in catalog.pathways.values() if each.awards in parts]
    return badges


def _keys(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    holders = [
        *(("issuers", slug, each.keys) for slug, each in loaded.catalog.issuers.items()),
        *(("recognizers", slug, each.keys) for slug, each in loaded.catalog.recognizers.items()),
    ]
    for kind, slug, keys in holders:
        in_force = [index for index, key in enumerate(keys) if key.signs_badges(as_of)]
        lasting = [index for index in in_force if keys[index].signs_badges(as_of + SOON)]
        if not keys or lasting:
            continue
        hint = f"make the next one: badgepress keys rotate {slug}"
        if not in_force:
            message = f"'{slug}' has no key in force, and can sign nothing"
            yield Problem(loaded.where(kind, slug, ("keys",)), Code.NO_KEY, message, hint)
        else:
            last = max(in_force, key=lambda index: keys[index].retired or as_of)
            where = loaded.where(kind, slug, ("keys", last, "retired"))
            message = f"the last key of '{slug}' ends on {keys[last].retired:%Y-%m-%d}"
            yield Problem(where, Code.KEY_ENDS, message, hint)


def _recovery_keys(loaded: Loaded) -> Iterator[Problem]:
    for slug, issuer in loaded.catalog.issuers.items():
        if issuer.recovery_key is None:
            where = loaded.where("issuers", slug, ("keys",))
            message = f"if the key of '{slug}' is lost, nothing can sign for its next one"
            hint = f"make a key to lock away: badgepress keys new {slug} --recovery --key FILE"
            yield Problem(where, Code.NO_RECOVERY_KEY, message, hint)


def _recognitions(loaded: Loaded, today: date) -> Iterator[Problem]:
    for slug, recognizer in loaded.catalog.recognizers.items():
        for index, each in enumerate(recognizer.honors):
            until = each.until
            if until is None or each.withdrawn is not None or is_renewed(each, recognizer):
                continue
            if today - _YEAR <= until <= today + SOON:
                where = loaded.where("recognizers", slug, ("honors", index, "until"))
                told = "ended" if until < today else "ends"
                message = f"what '{slug}' honors here {told} on {until}"
                hint = f"ask {recognizer.contact.office} whether it goes on, and move 'until'"
                yield Problem(where, Code.RECOGNITION_ENDS, message, hint)


def is_renewed(ending: Recognition, recognizer: Recognizer) -> bool:
    """Whether a later statement of the same kind of worth covers all of it."""
    return any(
        each.worth.kind is ending.worth.kind
        and each.withdrawn is None
        and (each.until or date.max) > (ending.until or date.max)
        and {*ending.badges} <= {*each.badges}
        and {*ending.pathways} <= {*each.pathways}
        for each in recognizer.honors
    )


def _consents(loaded: Loaded) -> Iterator[Problem]:
    """People who hold badges and were perhaps never asked."""
    catalog = loaded.catalog
    gone = {row.credential for row in catalog.ledger if isinstance(row, Revoked)}
    holders = {
        row.earner
        for row in catalog.ledger
        if isinstance(row, Issued) and row.credential not in gone
    }
    silent = [
        slug
        for slug, earner in catalog.earners.items()
        if slug in holders and earner.visibility is Visibility.PRIVATE and earner.consent is None
    ]
    if not silent:
        return
    named = ", ".join(silent[:_MOST_NAMED])
    more = f" and {len(silent) - _MOST_NAMED} more" if len(silent) > _MOST_NAMED else ""
    count = "1 earner holds" if len(silent) == 1 else f"{len(silent)} earners hold"
    message = f"{count} badges with no consent on record, so nothing is shown: {named}{more}"
    hint = "ask them; without a yes, or a guardian's for a child, all stays private"
    yield Problem(loaded.where("earners", silent[0]), Code.NO_CONSENT, message, hint)
