"""What the people folder knows that the site may not say, and what the scan of it found."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from generator.build.kept import keep, read_kept
from generator.model import addresses
from generator.model.award import TeamKey
from generator.model.base import CatalogModel, Contact
from generator.model.earner import Earner, Visibility
from generator.model.ledger import Copy, Issued
from generator.model.names import hidden_forms, words
from generator.openbadges.multikey import decode_public_key
from generator.publish import Tree
from generator.publish.guarded import Guarded, Term, last_half
from generator.publish.leak_scan import CLOSED, PLACE, Leak, LeakScan, scan_digest
from generator.source import Code, Loaded, Problem, Where
from generator.source.document import Document

_MOST_TOLD = 5  # files that one leak is told of; a page's frame puts it into every one
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BORN = re.compile(
    r"(?i)\b(?:born|birth\w*|d\.?o\.?b\.?|nacid[oa]|nacimiento)\b.{0,20}?"
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4})"
)
_NUMBERED = re.compile(r"(?i)\b(?:id|number|no|nr)\b\W{0,3}([A-Z]{0,3}[0-9][0-9-]{4,})")
_LONG_NUMBER = re.compile(r"[0-9]{6}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

NAME = "the name of somebody who is not public, or more of a name than was agreed to"
EMAIL = "an e-mail address from the people's files"
SLUG = "the slug of somebody who is not public"
NUMBER = "an identifier from the people's files"
BIRTH = "a date of birth, or when a child comes of age"
ADDRESS = "the address of a page that nobody may find"


def leaks_in(tree: Tree, loaded: Loaded, kept: Path) -> Iterator[Problem]:
    """What a site, before it is shown, says of what the people's files keep back.

    Files that were clean are remembered at `kept`, and looked at again only once they, what
    is guarded or the scan itself have changed.
    """
    secret = guarded(loaded)
    meaning = scan_digest(secret)
    known = read_kept(kept) or b""
    known = known if known.startswith(meaning) else b""
    clean = {known[at : at + len(meaning)] for at in range(0, len(known), len(meaning))}
    digests = tree.digests
    marks = {path: sha256(path.encode() + b"\0" + digests[path]).digest() for path in digests}
    changed = [path for path in sorted(marks) if marks[path] not in clean]
    leaks = list(LeakScan(secret).scan((path, tree.read(path)) for path in changed))
    leaking = {leak.path for leak in leaks}
    keep(kept, b"".join([meaning, *(marks[path] for path in sorted(marks) if path not in leaking)]))
    return leak_problems(leaks, (loaded.people_top / "namesakes.yml").as_posix())


def guarded(loaded: Loaded, offices: frozenset[str] | None = None) -> Guarded:
    """All that no file of the site may say, by today's consents, and where it may all the same.

    `offices` are the `contact_emails` of the catalog, where they are known.
    """
    if offices is None:
        offices = contact_emails(loaded)
    hidden = [*_hidden_ids(loaded, _homes(loaded))]
    catalog = loaded.catalog
    return Guarded(
        terms=tuple(_terms(loaded, offices)),
        ids={half: place for half, place, _ in hidden},
        homes={half: home for half, _, home in hidden if home},
        signed=_signed(loaded),
        namesakes={each.name: frozenset(each.at) for each in loaded.namesakes.namesakes},
        keys=frozenset(
            decode_public_key(key.public_key)
            for keys in (
                *(issuer.keys for issuer in catalog.issuers.values()),
                *(recognizer.keys for recognizer in catalog.recognizers.values()),
            )
            for key in keys
        ),
    )


def _terms(loaded: Loaded, offices: frozenset[str]) -> Iterator[Term]:
    homes = _homes(loaded)
    for slug, earner in loaded.catalog.earners.items():
        yield from _of_a_person(loaded, earner, homes[slug])
        yield from _in_their_file(loaded, slug, offices)
    yield from _in_the_ledger(loaded, offices)
    for attempt in loaded.attempts:
        path = f"{loaded.people_dir.as_posix()}/attempts.jsonl"
        yield from _emails(attempt.model_dump_json(), path, offices)


def _of_a_person(loaded: Loaded, earner: Earner, home: frozenset[str]) -> Iterator[Term]:
    slug, is_public = earner.slug, earner.visibility is Visibility.PUBLIC
    shown = frozenset(words(earner.page_name or "")) if is_public else frozenset()
    for name in hidden_forms(earner):
        yield Term(
            NAME, _place(loaded, slug, _key_of(earner, name)), name, is_name=True, unless=shown
        )
    if earner.minor_until is not None:
        for said in (f"minor_until: {earner.minor_until}", f'minor_until": "{earner.minor_until}'):
            yield Term(BIRTH, _place(loaded, slug, "minor_until"), said)
    if earner.visibility is Visibility.UNLISTED:
        place = _place(loaded, slug, "address")
        yield Term(ADDRESS, place, earner.page_address, at_home=home)
    if is_public and earner.page_address == slug:
        return
    place = _place(loaded, slug)
    yield Term(SLUG, place, addresses.earner_page("", slug))
    if "-" in slug or _LONG_NUMBER.search(slug):
        yield Term(SLUG, place, slug)


def _key_of(earner: Earner, name: str) -> tuple[str | int, ...]:
    if name == earner.name:
        return ("name",)
    if name in earner.former_names:
        return ("former_names", earner.former_names.index(name))
    return ("consent", "name")


def _in_their_file(loaded: Loaded, slug: str, offices: frozenset[str]) -> Iterator[Term]:
    """What somebody wrote beside the name: addresses, dates of birth, numbers; comments too."""
    source = loaded.draft.entries["earners"][slug].source
    if isinstance(source, Document):
        lines = [(f"{source.path}:{n}:1", line) for n, line in enumerate(source.lines, start=1)]
    else:
        told = source.plain() if source is not None else {}
        lines = [(_place(loaded, slug), str(told))]
    for place, line in lines:
        yield from _emails(line, place, offices)
        for found in _BORN.finditer(line):
            yield from (Term(BIRTH, place, each) for each in _as_dates(found[1]))
        yield from (Term(NUMBER, place, found[1]) for found in _NUMBERED.finditer(line))


def _as_dates(said: str) -> Iterator[str]:
    yield said
    if said[4:5] != "-":
        return
    year, month, day = said.split("-")
    bare_month, bare_day = str(int(month)), str(int(day))
    yield from (f"{bare_month}/{bare_day}/{year}", f"{month}/{day}/{year}", f"{day}.{month}.{year}")
    if 1 <= int(month) <= 12:
        word = _MONTHS[int(month) - 1]
        yield from (f"{word} {bare_day}, {year}", f"{bare_day} {word} {year}")


def _in_the_ledger(loaded: Loaded, offices: frozenset[str]) -> Iterator[Term]:
    for line in loaded.draft.ledger:
        row = line.row
        if not isinstance(row, Issued):
            continue
        path = f"{line.source.where().path}:{line.number}:1"
        yield from _emails(row.award.model_dump_json(exclude_none=True), path, offices)
        if row.award.award_id is not None and _LONG_NUMBER.search(row.award.award_id):
            yield Term(NUMBER, path, row.award.award_id)


def _hidden_ids(
    loaded: Loaded, homes: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, tuple[str, int], frozenset[str]]]:
    """Ids of credentials and subjects that may stand in their own folders only, or nowhere.

    Of each, its last half, its place in the ledger, and those folders.
    """
    for line in loaded.draft.ledger:
        row = line.row
        if not isinstance(row, Issued):
            continue
        earner = loaded.catalog.earners.get(row.earner)
        is_public = earner is not None and earner.visibility is Visibility.PUBLIC
        is_published = row.copy_ is Copy.PAGE and row.credential in loaded.catalog.assertions
        if not (is_public and is_published):
            own = frozenset({addresses.credential_page("", row.credential)})
            home = homes[row.earner] | own if is_published else frozenset()
            for each in (row.credential, row.subject.removeprefix("urn:uuid:")):
                yield last_half(each), (line.source.where().path, line.number), home


def _homes(loaded: Loaded) -> dict[str, frozenset[str]]:
    """The folders of the site that are a person's own; none of who is private."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, earner in loaded.catalog.earners.items():
        if earner.visibility is not Visibility.PRIVATE:
            found[slug].add(addresses.earner_page("", earner.page_address))
    for row in loaded.catalog.ledger:
        if isinstance(row, Issued) and found.get(row.earner):
            found[row.earner].add(addresses.credential_page("", row.credential))
    return defaultdict(frozenset, {slug: frozenset(each) for slug, each in found.items()})


def _signed(loaded: Loaded) -> dict[str, frozenset[str]]:
    """Names that credentials say of whom they are about and who assessed, by the folder."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    teams: defaultdict[TeamKey | None, set[str]] = defaultdict(set)
    shown = {
        slug: earner
        for slug, earner in loaded.catalog.earners.items()
        if earner.visibility is not Visibility.PRIVATE
    }
    rows = [
        (row, shown[row.earner])
        for row in loaded.catalog.ledger
        if isinstance(row, Issued) and row.earner in shown
    ]
    for row, earner in rows:
        name = earner.page_name
        if earner.visibility is Visibility.PUBLIC and row.award.team_key is not None and name:
            teams[row.award.team_key].add(name)
    for row, earner in rows:
        said = {each for each in (earner.page_name, row.award.assessor_name) if each}
        said |= teams.get(row.award.team_key, set())
        found[addresses.credential_page("", row.credential)] |= said
        found[addresses.earner_page("", earner.page_address)] |= said
    for earner in shown.values():
        if earner.page_name:
            found[addresses.earner_page("", earner.page_address)].add(earner.page_name)
    return {folder: frozenset(names) for folder, names in found.items()}


def _emails(text: str, place: str, offices: frozenset[str]) -> Iterator[Term]:
    for each in sorted(set(_EMAIL.findall(text))):
        if each.casefold() not in offices:
            yield Term(EMAIL, place, each)


def contact_emails(loaded: Loaded) -> frozenset[str]:
    """Addresses of offices, which the catalog publishes on purpose."""
    catalog = loaded.catalog
    earlier = (badge for badges in catalog.earlier_badges.values() for badge in badges)
    kinds = (catalog.issuers, catalog.badges, catalog.pathways, catalog.recognizers)
    records = (record for kind in kinds for record in kind.values())
    contacts = _contacts((loaded.config, *records, *earlier))
    return frozenset(each.email.casefold() for each in contacts if each.email is not None)


def _contacts(value: object) -> Iterator[Contact]:
    if isinstance(value, Contact):
        yield value
    elif isinstance(value, CatalogModel):
        yield from _contacts([each for _, each in value])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _contacts(each)


def _place(loaded: Loaded, slug: str, key: str | tuple[str | int, ...] = ()) -> str:
    return str(loaded.where("earners", slug, (key,) if isinstance(key, str) else key))


def leak_problems(leaks: Iterable[Leak], namesakes: str) -> Iterator[Problem]:
    """Each leak as a mistake that stops the build; one that is everywhere, in a few places.

    `namesakes` is the path of the file that allows a name.
    """
    by_source: defaultdict[tuple[str, str], list[Leak]] = defaultdict(list)
    for leak in leaks:
        by_source[leak.what, leak.source].append(leak)
    for (what, source), found in by_source.items():
        files = sorted(found)
        for leak in files[:_MOST_TOLD]:
            more = len(files) - _MOST_TOLD
            others = f" (and {more} more files)" if more > 0 and leak is files[0] else ""
            inside = f" of {leak.inside}" if leak.inside else ""
            known = f"; it is known from {source}" if source else ""
            yield Problem(
                Where(leak.path, leak.line, leak.column),
                Code.LEAK,
                f"it says {what}, at byte {leak.offset}{inside}{others}{known}",
                _remedy(what, source, namesakes),
            )


def _remedy(what: str, source: str, namesakes: str) -> str:
    mend = "take it out of what this file was made from"
    if what in {NAME, SLUG}:
        return f"{mend}; a name that is another person's or a place's is allowed by {namesakes}"
    if source:
        return mend
    if what.startswith(CLOSED):
        return "publish it unlocked and unpacked, or as .zip, or keep it off the site"
    if what == PLACE:
        return f"save the picture without its place, or as JPEG, PNG or WebP, and {mend}"
    return f"{mend}, and make another key: whoever saw this one can sign"
