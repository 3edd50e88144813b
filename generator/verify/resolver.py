"""How `verify` gets the documents a credential refers to: DID documents and status lists."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

_HOST = re.compile(r"[a-z]+://(?:[^/?#@]*@)?([^/?#@:]+)")


class Unavailable(Exception):  # noqa: N818 - a document that can't be had is no error of ours
    """A document could not be had; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes that stand at a URL."""

    body: bytes
    handed: bool = False
    """Came with the credential (a folder, an archive, ``--map``) and not from the issuer:
    proves authenticity only where the reader's trust list pins the issuer's keys."""
    date: datetime | None = None
    """What the host's clock said when it answered (aware), where `as_of` is what ours says."""


class Resolver(Protocol):
    """Answers URLs with documents."""

    def get(self, url: str) -> Document:
        """The document at `url` (absolute, without fragment).

        Raises:
            Unavailable: it can't be had.

        """


@dataclass(frozen=True, slots=True)
class OfflineResolver:
    """Has nothing."""

    reason: str = "This check was made offline."

    def get(self, url: str) -> Document:  # noqa: ARG002 - a Resolver
        """Never a document."""
        raise Unavailable(self.reason)


@dataclass(frozen=True, slots=True)
class FixedResolver:
    """Has exactly these documents: the catalog's own, or a test's."""

    documents: Mapping[str, bytes]
    handed: bool

    def get(self, url: str) -> Document:
        """The document under exactly this URL."""
        if url not in self.documents:
            raise Unavailable(f"There is no document for {url}.")
        return Document(self.documents[url], self.handed)


@dataclass(frozen=True, slots=True)
class MappedResolver:
    """Answers every URL under a prefix from a folder, and no other.

    `read` takes a path relative to the folder ("issuers/x/did.json") and gives its bytes,
    or None where there is none; it must keep inside the folder whatever the path.
    """

    prefix: str  # ends in a slash
    read: Callable[[str], bytes | None]

    def has(self, url: str) -> bool:
        """Whether `url` is one this folder answers for."""
        return url.startswith(self.prefix)

    def get(self, url: str) -> Document:
        """The file that stands for `url`; always handed."""
        path = url.removeprefix(self.prefix)
        parts = path.split("/")
        odd = any(part in {"", ".", ".."} for part in parts) or any(c in path for c in "%?#\\:\0")
        body = None if odd or not self.has(url) else self.read(path)
        if body is None:
            raise Unavailable(f"The folder given for {self.prefix} has nothing at '{path}'.")
        return Document(body, handed=True)


@dataclass(frozen=True, slots=True)
class TakenAsOwn:
    """Takes what was handed over for the issuer's own: where no badge is judged by it."""

    asked: Resolver

    def get(self, url: str) -> Document:
        """The document, as if its own host had given it."""
        return replace(self.asked.get(url), handed=False, date=None)


@dataclass(frozen=True, slots=True)
class FirstOf:
    """Asks the folder that answers for a URL, and otherwise the last resort.

    A folder that answers for a URL and lacks it is not passed over: the same command gives
    the same answer with and without a network.
    """

    folders: Sequence[MappedResolver]
    otherwise: Resolver

    def get(self, url: str) -> Document:
        """The document of the longest prefix that fits."""
        fitting = [folder for folder in self.folders if folder.has(url)]
        if fitting:
            return max(fitting, key=lambda folder: len(folder.prefix)).get(url)
        return self.otherwise.get(url)


class RememberingResolver:
    """Asks for each URL once; for one run, which judges as of one moment."""

    def __init__(self, asked: Resolver) -> None:
        self._asked = asked
        self._known: dict[str, Document | str] = {}

    def get(self, url: str) -> Document:
        """What the first question for `url` brought."""
        if url not in self._known:
            try:
                self._known[url] = self._asked.get(url)
            except Unavailable as error:
                self._known[url] = str(error)
        known = self._known[url]
        if isinstance(known, str):
            raise Unavailable(known)
        return known


def host_of(url: str) -> str:
    """The host of a URL, for sentences; the URL itself where it has none."""
    match = _HOST.match(url)
    return match[1].lower() if match else url
