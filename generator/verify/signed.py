"""What the checks need to know of a signed document, read once (VC Data Model 2.0, section 4).

Past here types are right: a moment is a moment, the issuer is a text, there is one proof.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from generator.openbadges.active_context import listed
from generator.openbadges.canonical import Secured
from generator.openbadges.contexts import ALLOWED_CONTEXTS, VC_V2
from generator.openbadges.instants import InstantError, parse_instant
from generator.openbadges.iri import is_absolute_iri
from generator.openbadges.strict_json import JsonObject
from generator.verify.finding import failed, unknown

SUITE = "eddsa-rdfc-2022"

_OLDER_FORMS = {
    "https://www.w3.org/2018/credentials/v1": "Verifiable Credentials 1.1",
    "https://w3id.org/openbadges/v2": "Open Badges 2.0",
    "https://w3id.org/openbadges/v1": "Open Badges 1.1",
}

# A list of terms by one of these that we don't carry makes a badge one we can't check;
# anybody else's may be there to turn the meaning of what was signed, so it is refused.
_STANDARDS_BODIES = (
    "https://www.w3.org/",
    "https://w3id.org/",
    "https://purl.imsglobal.org/",
    "https://purl.org/",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """The one proof of a document (Data Integrity 1.0, section 2.1)."""

    suite: str  # the cryptosuite, or the proof's type where that is one
    purpose: Any
    verification_method: str
    created: datetime | None
    expires: datetime | None
    value: Any


@dataclass(frozen=True, slots=True)
class Signed:
    """A Verifiable Credential of any type, a badge or a status list."""

    document: JsonObject
    id: str
    issuer: str
    issuer_name: str
    subject: JsonObject
    valid_from: datetime | None
    valid_until: datetime | None
    proof: Proof
    read: Secured = field(repr=False)
    """The document as its terms were read."""

    @property
    def issuer_words(self) -> str:
        """How sentences call the issuer: by name, or by its id where it gives none."""
        return self.issuer_name or self.issuer

    @property
    def status(self) -> list[Any]:
        """Where it is said whether it was withdrawn (``credentialStatus``)."""
        return listed(self.document.get("credentialStatus"))


def read_signed(
    document: JsonObject,
    *,
    types: Sequence[str],
    contexts: Collection[tuple[str, ...]] = ALLOWED_CONTEXTS,
) -> Signed:
    """Read a credential that has one of `types`, and names one of `contexts`.

    Every member is one that its contexts define and its proof covers.

    Raises:
        Finding: it is not so, or can't be told.

    """
    _check_context(document.get("@context"), contexts)
    proofs = listed(document.get("proof"))
    if not proofs:
        raise failed("document.unsigned")
    if len(proofs) > 1:
        raise failed("document.proofs", count=len(proofs))
    read = Secured(document)
    if read.problems:
        raise failed("document.undefined", what=read.problems[0])
    require_type(document, "type", "VerifiableCredential")
    require_type(document, "type", *types)
    issuer = document.get("issuer")
    profile = {"id": issuer} if isinstance(issuer, str) else required_object(document, "issuer")
    return Signed(
        document=document,
        id=_optional_text(document, "id"),
        issuer=required_text(profile, "id", "issuer.id"),
        issuer_name=_optional_text(profile, "name", "issuer.name"),
        subject=required_object(document, "credentialSubject"),
        valid_from=_optional_instant(document, "validFrom"),
        valid_until=_optional_instant(document, "validUntil"),
        proof=_proof(proofs[0]),
        read=read,
    )


def _check_context(context: Any, allowed: Collection[tuple[str, ...]]) -> None:
    """Only lists of terms we carry, in an order we know (generator/README, trap 5)."""
    urls = listed(context)
    if isinstance(context, list) and is_texts(urls) and tuple(urls) in allowed:
        return
    if urls and isinstance(urls[0], str) and urls[0] in _OLDER_FORMS:
        raise unknown("document.older-form", ask="ask.earner", form=_OLDER_FORMS[urls[0]])
    carried = {url for each in allowed for url in each}
    if is_texts(urls) and urls[:1] == [VC_V2] and len(set(urls)) == len(urls):
        foreign = [url for url in urls if url not in carried]
        if foreign and all(url.startswith(_STANDARDS_BODIES) for url in foreign):
            raise unknown("document.vocabulary", ask="ask.earner", url=foreign[0])
    raise failed("document.context")


def _proof(proof: Any) -> Proof:
    if not isinstance(proof, dict):
        raise failed("document.malformed", member="proof")
    kind = required_text(proof, "type", "proof.type")
    suite = kind
    if kind == "DataIntegrityProof":
        suite = required_text(proof, "cryptosuite", "proof.cryptosuite")
    return Proof(
        suite=suite,
        purpose=proof.get("proofPurpose"),
        verification_method=required_text(proof, "verificationMethod", "proof.verificationMethod"),
        created=_optional_instant(proof, "created", "proof.created"),
        expires=_optional_instant(proof, "expires", "proof.expires"),
        value=proof.get("proofValue"),
    )


def is_texts(values: list[Any]) -> bool:
    """Whether all of them are text."""
    return all(isinstance(value, str) for value in values)


def require_type(holder: JsonObject, member: str, *types: str) -> None:
    """One of `types` is among the holder's types.

    Raises:
        Finding: none is.

    """
    found = listed(holder.get("type"))
    if not is_texts(found) or not set(types).intersection(found):
        raise failed("document.missing", member=f"{member}: {types[0]}")


def required_object(holder: JsonObject, member: str, at: str = "") -> JsonObject:
    """The one object under `member`; a list, even of one, is refused as OB 3.0's schema does.

    Raises:
        Finding: it is missing or something else.

    """
    value = holder.get(member)
    if isinstance(value, dict):
        return value
    raise failed("document.missing" if value is None else "document.malformed", member=at or member)


def required_text(holder: JsonObject, member: str, at: str = "") -> str:
    """The text under `member`, not empty.

    Raises:
        Finding: it is missing or something else.

    """
    value = holder.get(member)
    if isinstance(value, str) and value:
        return value
    raise failed("document.missing" if value is None else "document.malformed", member=at or member)


def required_iri(holder: JsonObject, member: str, at: str = "") -> str:
    """The absolute IRI under `member`.

    Raises:
        Finding: it is missing or something else.

    """
    value = required_text(holder, member, at)
    if not is_absolute_iri(value):
        raise failed("document.malformed", member=at or member)
    return value


def _optional_text(holder: JsonObject, member: str, at: str = "") -> str:
    return required_text(holder, member, at) if member in holder else ""


def _optional_instant(holder: JsonObject, member: str, at: str = "") -> datetime | None:
    if member not in holder:
        return None
    try:
        return parse_instant(required_text(holder, member, at))
    except InstantError:
        raise failed("document.malformed", member=at or member) from None
