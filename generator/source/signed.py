"""Whether the ledger, what was signed and what people agreed to fit together."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from generator.model.catalog import Stored
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Erased, Issued, Revoked
from generator.model.names import Unshown
from generator.source.codes import Code
from generator.source.columns import normal
from generator.source.draft import Draft, LedgerLine
from generator.source.problems import Problem, Where
from generator.source.suggest import did_you_mean


def check_ledger(draft: Draft) -> Iterator[Problem]:
    """Rows that share what must be single, or name what does not exist."""
    first: dict[tuple[str, ...], LedgerLine] = {}
    versions = draft.versions()
    issued = {line.row.credential for line in draft.ledger if isinstance(line.row, Issued)}
    for line in draft.ledger:
        row, source = line.row, line.source
        if isinstance(row, Revoked):
            if row.credential not in issued and not draft.ledger_is_broken:
                message = f"no row issued the credential '{row.credential}'"
                where = source.where(["credential"])
                yield Problem(where, Code.UNKNOWN_REFERENCE, message)
            continue
        if isinstance(row, Erased):
            yield from _check_erased(draft, line, row, first)
            continue
        place = (row.issuer, str(row.status_list), str(row.status_index))
        for key, value, words in (
            ("credential", (row.credential,), f"the credential id '{row.credential}'"),
            ("subject", (row.subject,), f"the subject '{row.subject}'"),
            ("status_index", place, f"index {row.status_index} of status list {row.status_list}"),
        ):
            earlier = first.setdefault((key, *value), line)
            if earlier is not line:
                message = f"{words} is taken already, {_on(earlier, line)}"
                yield Problem(source.where([key]), Code.LEDGER_REPEAT, message)
        yield from _check_award(line, row)
        yield from _check_named(draft, line, row, versions)
        for index, token in enumerate(row.replaces):
            if token not in issued and not draft.ledger_is_broken:
                message = f"no row issued the credential '{token}' that this one replaces"
                where = source.where(["replaces", index])
                yield Problem(where, Code.UNKNOWN_REFERENCE, message)


def _check_erased(
    draft: Draft, line: LedgerLine, row: Erased, first: dict[tuple[str, ...], LedgerLine]
) -> Iterator[Problem]:
    """Entries of a status list that a row took before, and an issuer that is none."""
    if not draft.exists("issuers", row.issuer):
        message = f"there is no issuer '{row.issuer}'"
        hint = "an issuer of the ledger must stay"
        where = line.source.where(["issuer"])
        yield Problem(where, Code.UNKNOWN_REFERENCE, message, hint)
    for index in row.indexes:
        place = ("status_index", row.issuer, str(row.status_list), str(index))
        earlier = first.setdefault(place, line)
        if earlier is not line:
            message = f"index {index} of status list {row.status_list} is taken already, "
            message += _on(earlier, line)
            yield Problem(line.source.where(["indexes"]), Code.LEDGER_REPEAT, message)


def _on(earlier: LedgerLine, line: LedgerLine) -> str:
    """Where an earlier row stands, in the same ledger or in that of another shard."""
    here, there = line.source.where().path, earlier.source.where().path
    return f"on line {earlier.number}" if here == there else f"in {there}:{earlier.number}"


def _check_award(line: LedgerLine, row: Issued) -> Iterator[Problem]:
    for key, told, inside in (
        ("badge", row.badge, row.award.badge),
        ("earner", row.earner, row.award.earner),
        ("award_identity", row.award_identity, row.award.identity),
    ):
        if told != inside:
            message = f"'{key}' is '{told}', but the award in this row says '{inside}'"
            yield Problem(line.source.where([key]), Code.LEDGER_CONFLICT, message)


def _check_named(
    draft: Draft, line: LedgerLine, row: Issued, versions: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    source = line.source
    for kind, slug in (("issuers", row.issuer), ("badges", row.badge), ("earners", row.earner)):
        if not (draft.exists(kind, slug) or (kind == "earners" and draft.is_stray(slug))):
            word = kind[:-1]
            hint = did_you_mean(slug, draft.entries[kind]) or f"a {word} of the ledger must stay"
            message = f"there is no {word} '{slug}'"
            yield Problem(source.where([word]), Code.UNKNOWN_REFERENCE, message, hint)
    badge = draft.entries["badges"].get(row.badge)
    if badge is not None and badge.record is not None:
        if row.badge_version not in versions[row.badge]:
            message = f"there is no version '{row.badge_version}' of the badge '{row.badge}'"
            hint = f"keep it as '{row.badge}@{row.badge_version}.yml' beside the badge"
            yield Problem(source.where(["badge_version"]), Code.VERSION_CONFLICT, message, hint)
        if badge.record.issuer != row.issuer:
            message = f"'{row.badge}' is a badge of '{badge.record.issuer}', not of '{row.issuer}'"
            yield Problem(source.where(["issuer"]), Code.ISSUER_CONFLICT, message)
    issuer = draft.entries["issuers"].get(row.issuer)
    if issuer is not None and issuer.record is not None:
        listed = {key.public_key for key in issuer.record.keys}
        if row.key not in listed:
            message = f"'{row.issuer}' does not list the key {row.key}"
            hint = "a retired key stays listed: give it 'retired' instead of removing it"
            yield Problem(source.where(["key"]), Code.LEDGER_CONFLICT, message, hint)


def check_signed_lists(draft: Draft) -> Iterator[Problem]:
    """Lists of issuers that do not exist."""
    lists = [("status", key[0], each) for key, each in draft.status_lists.items()]
    lists += [("attested", key[0], each) for key, each in draft.attested.items()]
    for kind, issuer, stored in lists:
        if not draft.exists("issuers", issuer):
            message = f"a folder in {kind}/ is named after its issuer; there is no '{issuer}'"
            hint = did_you_mean(issuer, draft.entries["issuers"])
            yield Problem(Where(stored.path), Code.UNKNOWN_REFERENCE, message, hint)


def check_signed_people(draft: Draft) -> Iterator[Problem]:
    """Credentials of people against the ledger and against today's consent."""
    yield from _check_assertions(draft)
    for adopted, source in draft.adopted.values():
        slug = adopted.record.earner
        if not draft.exists("earners", slug):
            if draft.is_stray(slug):
                continue
            hint = did_you_mean(slug, draft.entries["earners"])
            message = f"there is no earner '{slug}'"
            yield Problem(source.where(["earner"]), Code.UNKNOWN_REFERENCE, message, hint)
            continue
        earner = draft.entries["earners"][slug].record
        if isinstance(earner, Earner) and earner.visibility is not Visibility.PRIVATE:
            stored = Stored(adopted.path, adopted.credential)
            for message in _more_than_agreed(_credential(stored), earner):
                hint = "take it out of assertions/adopted/, or ask them for a wider consent"
                yield Problem(source.where(["earner"]), Code.BEYOND_CONSENT, message, hint)


def _check_assertions(draft: Draft) -> Iterator[Problem]:
    rows = [line.row for line in draft.ledger]
    issued = {row.credential: row for row in rows if isinstance(row, Issued)}
    reissued = {row.credential for row in rows if isinstance(row, Revoked) and row.reissued}
    unshown = Unshown(draft.records("earners").values())
    for token, stored in draft.assertions.items():
        row, where = issued.get(token), Where(stored.path, stored.line)
        said = _credential(stored)
        if row is None:
            if not draft.ledger_is_broken:
                message = "no row of the ledger knows this credential"
                hint = "somebody else's belongs into adopted/: see 'badgepress adopt'"
                yield Problem(where, Code.NOT_IN_LEDGER, message, hint)
        elif said is None or not str(said.get("id")).endswith(f"/{token}/credential.json"):
            message = "this is not the credential that its file name says"
            yield Problem(where, Code.LEDGER_CONFLICT, message, "restore it from a backup")
        elif row.copy_ is Copy.OWN:
            message = f"an earner's own copy, with the full name of '{row.earner}', lies here"
            yield Problem(where, Code.BEYOND_CONSENT, message, "move it to own-copies/")
        elif token not in reissued:
            yield from _check_consent(draft, row, said, where, unshown)


def check_addresses(draft: Draft) -> Iterator[Problem]:
    """Addresses of earner pages that are taken, or that say more than the consent."""
    taken: dict[str, str] = {}
    for slug, entry in sorted(draft.entries["earners"].items()):
        if entry.source is None:
            continue
        earner = entry.record
        said = entry.plain().get("address")
        address = said if isinstance(said, str) else slug
        where = entry.source.where(["address"] if isinstance(said, str) else ())
        if taken.setdefault(address, slug) != slug:
            message = f"'{taken[address]}' has the address '{address}' already"
            yield Problem(where, Code.REPEATED_SLUG, message, "choose another 'address'")
        if isinstance(earner, Earner) and earner.visibility is Visibility.PUBLIC:
            hidden = _words(earner.name) - _words(earner.page_name or "")
            for word in sorted(word for word in hidden & _words(address) if len(word) > 1):
                message = f"the address '{address}' says '{word}', which the consent does not"
                hint = "give the page an 'address' of its own, for example 'address: ana-r'"
                yield Problem(where, Code.BEYOND_CONSENT, message, hint)


def _words(text: str) -> set[str]:
    return set(normal(text).split())


def _check_consent(
    draft: Draft, row: Issued, said: dict[str, Any], where: Where, unshown: Unshown
) -> Iterator[Problem]:
    """A credential that says more of a name, its earner's or another's, than was agreed to."""
    entry = draft.entries["earners"].get(row.earner)
    earner = entry.record if entry is not None else None
    if not isinstance(earner, Earner) or earner.visibility is Visibility.PRIVATE:
        return  # of a private earner nothing is published
    for message in _more_than_agreed(said, earner):
        yield Problem(where, Code.BEYOND_CONSENT, message, f"badgepress reissue {row.earner}")
    yield from _check_assessor(draft, row, where)
    slug = unshown.named_in(row.award.team) if row.award.team is not None else None
    if slug is not None:
        message = (
            f"its team '{row.award.team}' says the name of '{slug}', who did not agree to that"
        )
        hint = f"badgepress reissue {row.credential} --awards FILE, with another 'team'"
        yield Problem(where, Code.BEYOND_CONSENT, message, hint)


def _more_than_agreed(said: dict[str, Any] | None, earner: Earner) -> Iterator[str]:
    """What is wrong with the names that a credential says of `earner`."""
    for name in signed_names(said):
        if not says_no_more(name, earner.page_name):
            allowed = f"'{earner.page_name}'" if earner.page_name else "no name"
            yield f"it says '{name}', but '{earner.slug}' agreed to {allowed}"


def _check_assessor(draft: Draft, row: Issued, where: Where) -> Iterator[Problem]:
    """An assessor named whose own file does not say that they agreed to it.

    Of one who has no file, whoever awarded states it.
    """
    name, slug = row.award.assessor_name, row.award.assessor_id
    entry = draft.entries["earners"].get(slug) if slug is not None else None
    assessor = entry.record if entry is not None else None
    if name is None or not isinstance(assessor, Earner):
        return
    yield from named_assessor_problems(name, assessor, where)


def named_assessor_problems(name: str, assessor: Earner, where: Where) -> Iterator[Problem]:
    """What is wrong with a published credential, at `where`, that names `assessor` so."""
    consent = assessor.consent
    agreed = consent is not None and consent.visibility is Visibility.PUBLIC
    if not (agreed and says_no_more(name, assessor.page_name)):
        message = f"it names '{name}', who assessed it, but '{assessor.slug}' did not agree to that"
        hint = f"give the file of '{assessor.slug}' a 'consent' with that name, for 'public' "
        hint += "(their 'visibility' may stay), or reissue it with another 'assessor_name'"
        yield Problem(where, Code.BEYOND_CONSENT, message, hint)


def _credential(stored: Stored) -> dict[str, Any] | None:
    try:
        said = json.loads(stored.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def signed_names(said: Any) -> Iterator[str]:
    """The names of whom a credential is about, as it says them."""
    subject = said.get("credentialSubject") if isinstance(said, dict) else None
    identifiers = subject.get("identifier") if isinstance(subject, dict) else None
    for each in identifiers if isinstance(identifiers, list) else [identifiers]:
        if isinstance(each, dict) and isinstance(each.get("identityHash"), str):
            yield each["identityHash"]


def says_no_more(signed: str, allowed: str | None) -> bool:
    """Whether every word of `signed` is one of `allowed`, or the initial of one, in order."""
    left = iter((allowed or "").casefold().split())
    return all(any(_is_within(word, each) for each in left) for word in signed.casefold().split())


def _is_within(word: str, other: str) -> bool:
    initial = word.removesuffix(".")
    return word == other or (len(initial) == 1 and other.startswith(initial))
