"""The canonical form of a document: the one seam between JSON and what is signed.

A faster way may come behind `canonicalize`; nothing else in Badgepress knows how the
bytes are made.
"""

from generator.openbadges.contexts import pinned_context
from generator.openbadges.rdf import JsonLdError, to_quads
from generator.openbadges.rdfc import DatasetError, canonical_nquads
from generator.openbadges.strict_json import JsonObject
from generator.openbadges.terms import Contexts, find_undefined, scale


class CanonicalizationError(ValueError):
    """Why a document has no canonical form that everyone would agree on; one sentence."""


def canonicalize(document: JsonObject, contexts: Contexts = pinned_context) -> bytes:
    """`document` as canonical N-Quads (RDFC-1.0), the bytes that are hashed and signed.

    Raises:
        CanonicalizationError: a member no context defines, an IRI that is not absolute,
            or a document past a limit. Every document ends here within two seconds;
            a learner record of ours, which holds many, within ten.

    """
    problems = find_undefined(document, contexts)
    if problems:
        raise CanonicalizationError(problems[0])
    try:
        quads = to_quads(document, contexts)
        if quads:
            return canonical_nquads(quads, scale(document.get("@context")))
    except (JsonLdError, DatasetError) as error:
        raise CanonicalizationError(str(error)) from None
    raise CanonicalizationError("The document states nothing.")
