"""Is a site's seal its issuer's own? Twin of theme/verifier/src/verify/seal.js.

A seal says nothing of any badge and changes no verdict: it tells a site that is as its issuer
last published it from an older copy. Its issuer is one whose identity document lies in the
site, and any key that the document lists will do, also one for withdrawal lists alone, which
a machine may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from generator.model.trust import TrustList
from generator.openbadges.did_web import DidError, document_url
from generator.openbadges.seal import sealed_digest, sealed_version
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.case import Case
from generator.verify.finding import Finding, failed
from generator.verify.issuer_key import find_key
from generator.verify.resolver import Resolver
from generator.verify.signature import require_genuine
from generator.verify.signed import Signed, read_signed
from generator.verify.words import say


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says, once it is known to be its issuer's."""

    version: int
    issuer: str
    key: str
    sealed: datetime
    ends: datetime
    digest: str

    def fits(self, digest_list: bytes) -> bool:
        """Whether it is about exactly this digest list."""
        return self.digest == sealed_digest(sha256(digest_list).digest())


def read_seal(
    body: bytes, site: str, *, resolver: Resolver, trust: TrustList, as_of: datetime
) -> Seal:
    """The seal in `body`, if an issuer of `site` (its address) made it.

    Raises:
        Finding: it did not, or that can't be told; its detail is the whole sentence.

    """
    try:
        signed = read_signed(parse_json(body), types=("VerifiableCredential",))
        _require_of_site(signed, site)
        key = find_key(signed, Case(b"", as_of, resolver, trust), for_list=True)
        require_genuine(signed, key.raw)
    except (StrictJsonError, DidError) as error:
        raise _untrue(error) from None
    except Finding as finding:
        raise _untrue(finding.detail) from None
    version = sealed_version(str(signed.subject.get("id")), site)
    digest = signed.subject.get("digestMultibase")
    if version is None or signed.valid_from is None or signed.valid_until is None:
        raise _untrue("It is of something else.")
    return Seal(
        version=version,
        issuer=signed.issuer,
        key=key.multibase,
        sealed=signed.valid_from,
        ends=signed.valid_until,
        digest=digest if isinstance(digest, str) else "",
    )


def _require_of_site(signed: Signed, site: str) -> None:
    if not document_url(signed.issuer).startswith(site):
        raise DidError("Its issuer is none of this site.")


def doubts(seal: Seal, *, seen: int, as_of: datetime) -> tuple[str, ...]:
    """What is to be told of a genuine seal; `seen` is the newest version seen before, or 0."""
    told = []
    if seal.version < seen:
        told.append(say("seal.older", sealed=seal.sealed))
    if as_of > seal.ends:
        told.append(say("seal.ended", ended=seal.ends))
    return tuple(told)


def differing(files: Mapping[str, str], found: Mapping[str, bytes]) -> tuple[str, ...]:
    """The paths whose file is not there or has another digest than the list says."""
    return tuple(
        path
        for path, digest in files.items()
        if path not in found or digest != f"sha256:{sha256(found[path]).hexdigest()}"
    )


def _untrue(reason: object) -> Finding:
    return failed("seal.untrue", reason=reason)
