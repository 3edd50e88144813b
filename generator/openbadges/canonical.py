"""The canonical form of a document: the one seam between JSON and what is signed.

Two ways lie behind it. PyLD's expansion is right and slow; `statements` reads a badge forty
times as fast. A term that is met for the first time is read in both ways, and believed only
where both give the same bytes; whatever is unusual or wrong goes the slow way alone.
"""

from contextlib import suppress

from generator.openbadges.contexts import pinned_context
from generator.openbadges.rdf import JsonLdError, to_quads
from generator.openbadges.rdfc import DatasetError, canonical_nquads
from generator.openbadges.statements import PROOF, Statements
from generator.openbadges.strict_json import JsonObject
from generator.openbadges.terms import Contexts, scale, undefined_in
from generator.openbadges.vocabulary import UnsureError


class CanonicalizationError(ValueError):
    """Why a document has no canonical form that everyone would agree on; one sentence."""


def canonicalize(document: JsonObject, contexts: Contexts = pinned_context) -> bytes:
    """`document` as canonical N-Quads (RDFC-1.0), the bytes that are hashed and signed.

    Raises:
        CanonicalizationError: a member no context defines, an IRI that is not absolute,
            or a document past a limit. Every document ends here within two seconds;
            a learner record of ours, which holds many, within ten.

    """
    try:
        statements = Statements(document, contexts)
        quickly = statements.canonical()
    except UnsureError:
        return canonicalize_in_full(document, contexts)
    if statements.fresh:
        in_full = canonicalize_in_full(document, contexts)
        if in_full == quickly:
            statements.believe()
        return in_full
    return quickly


def canonicalize_in_full(document: JsonObject, contexts: Contexts = pinned_context) -> bytes:
    """As `canonicalize`, by PyLD's expansion alone.

    Raises:
        CanonicalizationError: as there.

    """
    problems = undefined_in(document, contexts)
    if problems:
        raise CanonicalizationError(problems[0])
    try:
        quads = to_quads(document, contexts)
        if quads:
            return canonical_nquads(quads, scale(document.get("@context")))
    except (JsonLdError, DatasetError) as error:
        raise CanonicalizationError(str(error)) from None
    raise CanonicalizationError("The document states nothing.")


class Secured:
    """A document with its proof, read once for both: what is wrong in it, and what is signed."""

    def __init__(self, document: JsonObject, contexts: Contexts = pinned_context) -> None:
        """`problems` are those of `find_undefined`."""
        self._document = document
        self._contexts = contexts
        self._statements: Statements | None = None
        try:
            statements = Statements(document, contexts)
        except UnsureError:
            self.problems = undefined_in(document, contexts)
            return
        if not statements.fresh:
            self._statements = statements
        self.problems = undefined_in(document, contexts) if statements.fresh else []
        if statements.fresh and not self.problems:
            with suppress(CanonicalizationError):
                canonicalize(document, contexts)  # so that next time its terms are believed

    def content(self) -> bytes:
        """The canonical form of the document without its proof.

        Raises:
            CanonicalizationError: as `canonicalize` does.

        """
        if self._statements is not None:
            with suppress(UnsureError):
                return self._statements.canonical(with_proof=False)
        unsecured = {name: value for name, value in self._document.items() if name != PROOF}
        return canonicalize(unsecured, self._contexts)


def find_undefined(document: JsonObject, contexts: Contexts = pinned_context) -> list[str]:
    """What in `document` would be signed by nobody or read in two ways; empty when all is well.

    Each finding is a JSON pointer, a colon and what is wrong there (`terms.undefined_in`).
    """
    return Secured(document, contexts).problems
