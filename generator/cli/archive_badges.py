"""Badges for an archive, and all that judging them asks for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.build.judge import issuers_documents
from generator.cli.baker import baker_for
from generator.cli.press import theme_of
from generator.cli.verify_folder import Found
from generator.cli.verify_sources import Sources
from generator.cli.verify_together import Together
from generator.issue.book import Book, open_book
from generator.issue.desk import Desk, desk_for
from generator.model import addresses
from generator.model.catalog import Adopted
from generator.model.ledger import Copy, Issued
from generator.model.trust import TrustList
from generator.openbadges.did_web import document_url
from generator.paper.archive import ArchiveError, Had, Kept, ToKeep
from generator.paper.choose import signed_file
from generator.site.data import recognizer_files
from generator.source import Loaded
from generator.verify import Document, FixedResolver, Outcome, Report, Resolver, Unavailable, verify
from generator.verify.case import Given, nothing_more
from generator.verify.document import credential_in

_MUST_BE_KNOWN = ("document", "issuer-key", "signature", "status")


@dataclass(slots=True)
class _Recorder:
    """Keeps what is asked for, and passes it on as the issuer's own.

    Who hands over an archive vouches for nothing, but what a check of it will ask for can
    only be found by checking.
    """

    asked: Resolver
    had: Had
    at: datetime
    kept: dict[str, Kept] = field(default_factory=dict)

    def get(self, url: str) -> Document:
        document = self.asked.get(url)
        had = Had.HANDED if document.handed and self.had is Had.FETCHED else self.had
        self.kept[url] = Kept(url, document.body, had, self.at)
        return replace(document, handed=False, date=None)


def to_keep(
    data: bytes,
    asked: Resolver,
    *,
    had: Had,
    as_of: datetime,
    given: Given = nothing_more,
    picture: bytes | None = None,
) -> ToKeep:
    """The badge in `data` with the documents that `asked` has of it.

    Raises:
        ArchiveError: it is not genuine, or an answer would be missing from the archive.

    """
    recorder = _Recorder(asked, had, as_of)
    report = verify(data, as_of=as_of, resolver=recorder, trust=TrustList(), given=given)
    _require_whole(report)
    return ToKeep(
        signed=credential_in(data),
        id=report.id or "",
        badge=report.badge or "",
        earner=report.earner or "",
        issuer=report.issuer_name or report.issuer or "",
        documents=tuple(recorder.kept.values()),
        standing=report.check("status").detail,
        picture=picture,
    )


def _require_whole(report: Report) -> None:
    """A withdrawn or ended badge may be kept as such; a forged or unclear one may not."""
    for check_id in _MUST_BE_KNOWN:
        check = report.check(check_id)
        withdrawn = check_id == "status" and check.outcome is Outcome.FAILED
        if check.outcome is not Outcome.PASSED and not withdrawn:
            raise ArchiveError(f"{check_id}: {check.detail}")


@dataclass(frozen=True, slots=True)
class FromCatalog:
    """Badges of a catalog, own and private copies included; a resolver of all it has."""

    loaded: Loaded
    desk: Desk
    book: Book
    documents: dict[str, bytes]

    @classmethod
    def of(cls, loaded: Loaded) -> "FromCatalog":
        """The identity documents and lists, by URL, and the ledger."""
        catalog, config = loaded.catalog, loaded.config
        documents = issuers_documents(catalog, config)
        for recognizer in catalog.recognizers.values():
            if recognizer.keys:
                url = document_url(addresses.recognizer_did(config, recognizer))
                files = recognizer_files(recognizer, config)
                documents |= [(url, each.body) for each in files if each.path.endswith("/did.json")]
        return cls(loaded, desk_for(loaded), open_book(catalog.ledger), documents)

    def get(self, url: str) -> Document:
        """What stands at `url`, or would if it were published; also badges that others are of."""
        body = self.documents.get(url)
        if body is None:
            token = url.removesuffix("/credential.json").rpartition("/")[2]
            row = self.book.issued.get(token)
            if row is None or url != addresses.credential(self.loaded.config.base_url, token):
                raise Unavailable(f"There is no document for {url}.")
            body = signed_file(self.desk, row)
        return Document(body)

    def all_rows(self, earner: str | None = None) -> list[Issued]:
        """What was not withdrawn, of everybody or of `earner`: of two copies the own one."""
        return [
            row
            for row in self.book.issued.values()
            if self.book.standing(row)
            and (earner is None or row.earner == earner)
            and (row.copy_ is Copy.OWN or not self._has_own(row))
        ]

    def adopted(self, earner: str | None = None) -> list[Adopted]:
        """Somebody else's badges, of everybody or of `earner`."""
        every = self.loaded.catalog.adopted.values()
        return [each for each in every if earner is None or each.record.earner == earner]

    def keep(
        self, rows: Sequence[Issued], adopted: Sequence[Adopted], as_of: datetime
    ) -> Iterator[tuple[str, ToKeep]]:
        """Each with what a file of its own is called.

        Raises:
            ArchiveError: one cannot be kept.

        """
        bake = baker_for(self.loaded, theme_of(self.loaded))
        for row in rows:
            signed = signed_file(self.desk, row)
            picture = bake(self.loaded.catalog.badges[row.badge], signed)
            name = f"{row.earner}-{row.badge}-{row.award.awarded}"
            with _named(row.credential):
                kept = to_keep(signed, self, had=Had.COPIED, as_of=as_of, picture=picture)
            yield name, kept
        for each in adopted:
            # As of the day on which the documents were had: they may have ended since.
            asked, at = FixedResolver(each.documents, handed=False), each.record.at
            with _named(each.path):
                kept = to_keep(each.credential, asked, had=Had.FETCHED, as_of=at)
            yield each.slug, kept

    def _has_own(self, row: Issued) -> bool:
        return any(
            each.copy_ is Copy.OWN and self.book.standing(each) for each in self.book.copies(row)
        )


def found_badges(
    sources: Sources, targets: tuple[str, ...], as_of: datetime
) -> Iterator[tuple[str, ToKeep]]:
    """Badges of files, folders and links, each with what a file of its own is called.

    Raises:
        ArchiveError: one cannot be kept.

    """
    together = Together(sources, targets)
    for found in sources.find(targets):
        with _named(found.name):
            if isinstance(found.data, Unavailable):
                raise ArchiveError(str(found.data))
            kept = _found_one(found, found.data, sources, together, as_of)
        yield kept.badge, kept


def _found_one(
    found: Found, data: bytes, sources: Sources, together: Together, as_of: datetime
) -> ToKeep:
    asked = sources.resolver(found)
    kept = to_keep(data, asked, had=Had.FETCHED, as_of=as_of, given=together.get)
    return replace(kept, picture=data) if data.startswith(b"\x89PNG") else kept


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Says which badge it is that cannot be kept."""
    try:
        yield
    except ArchiveError as error:
        raise ArchiveError(f"{name}: {error}") from None
