"""``did:web`` addresses and their documents (did:web method, Controlled Identifiers 1.0)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from generator.openbadges.instants import InstantError, format_instant, parse_instant
from generator.openbadges.multikey import MultikeyError, decode_public_key
from generator.openbadges.strict_json import JsonObject

_PREFIX = "did:web:"
_DID_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]

ATTESTED, STATUS = "-attested", "-status"
"""What stands after a key's name in the name of its service."""

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# Segments as RFC 3986 writes them, percent-encoding apart: an encoded slash or dot would
# mean another file to some readers (generator/README, trap 6), and nobody needs the rest.
_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._\-~!$&'()*+,;=@]+")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_MAX_PORT = 65_535
_MAX_DID = 2_048  # as long as addresses may be in practice


class DidError(ValueError):
    """Why an address, a DID or its document does not do; one plain sentence."""


@dataclass(frozen=True, slots=True)
class DidKey:
    """A key in a DID document; a retired one stays listed, with its end."""

    public_key_multibase: str
    expires: datetime | None = None
    revoked: datetime | None = None
    attested: str = ""
    """The address of the list of what the issuer itself signed with a revoked key."""
    lists_only: bool = False
    """It may sign status lists, and no badge."""


def did_for_url(url: str) -> str:
    """The DID whose document is at `url`: a ``did.json``, or the folder it is in.

    ``https://h/p/did.json`` and ``https://h/p/`` are ``did:web:h:p``; a port is ``%3A80``.

    Raises:
        DidError: not HTTPS, or an address that did:web cannot say.

    """
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.query or parts.fragment or url.endswith(("?", "#")):
        raise DidError(f"'{url[:200]}' is not a plain https address.")
    if ":" in parts.path:
        raise DidError(f"'{url[:200]}' has a colon in its path, which did:web cannot say.")
    path = parts.path.removesuffix("did.json")
    if not path.endswith("/"):
        path += "/"
    path = "/" if path == "/.well-known/" else path
    segments = path.split("/")[1:-1]
    did = _PREFIX + ":".join([parts.netloc.replace(":", "%3A"), *segments])
    document_url(did)
    return did


@lru_cache(maxsize=1_000)  # of `_MAX_DID` characters at most
def document_url(did: str) -> str:
    """Where the document of `did` is.

    Raises:
        DidError: not did:web, or one whose host or path could be read in two ways.

    """
    if not did.startswith(_PREFIX) or len(did) > _MAX_DID:
        raise DidError(f"'{did[:200]}' is not a did:web identifier.")
    authority, *segments = did.removeprefix(_PREFIX).split(":")
    host, percent, port = authority.partition("%3A")
    if not _is_domain(host):
        raise DidError(f"The host of '{did[:200]}' is not a domain name.")
    if percent and (_PORT.fullmatch(port) is None or int(port) > _MAX_PORT):
        raise DidError(f"The port of '{did[:200]}' is not a number from 1 to {_MAX_PORT}.")
    if not all(map(_SEGMENT.fullmatch, segments)):
        raise DidError(f"The path of '{did[:200]}' holds a part that is not plain.")
    path = "/".join(segments) or ".well-known"
    return f"https://{host}{':' if percent else ''}{port}/{path}/did.json"


def did_place(did: str) -> str:
    """Host and path of `did`, as the verifier's page writes them (``issuer-place.js``).

    Raises:
        DidError: not did:web.

    """
    address = document_url(did).removeprefix("https://")
    return address.removesuffix("/did.json").removesuffix("/.well-known")


def did_document(did: str, keys: Sequence[DidKey]) -> JsonObject:
    """The document of `did`: every key is listed for assertions, retired ones too.

    What the standard has no word for is told as services (DID Core 1.0, section 5.4), which
    other readers pass over: ``<key>-attested`` names the list of what a revoked key honestly
    signed, ``<key>-status`` says that the key signs status lists alone.

    Raises:
        DidError: not did:web.
        MultikeyError: a key that cannot be relied on.

    """
    document_url(did)
    methods, services = [], []
    for key in keys:
        decode_public_key(key.public_key_multibase)
        name = f"{did}#{key.public_key_multibase}"
        method = {"id": name, "type": "Multikey", "controller": did}
        if key.attested:
            services.append(_service(name + ATTESTED, "AttestedCredentials", key.attested))
        if key.lists_only:
            services.append(_service(name + STATUS, "StatusListKey", name))
        for member, moment in (("expires", key.expires), ("revoked", key.revoked)):
            if moment is not None:
                method[member] = format_instant(moment)
        methods.append({**method, "publicKeyMultibase": key.public_key_multibase})
    document = {
        "@context": list(_DID_CONTEXT),
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
    return {**document, "service": services} if services else document


def _service(name: str, kind: str, endpoint: str) -> JsonObject:
    return {"id": name, "type": kind, "serviceEndpoint": endpoint}


def assertion_key(document: JsonObject, did: str, verification_method: str) -> DidKey:
    """The key that `document`, the document of `did`, lists for assertions under that name.

    Controlled Identifiers 1.0, section 3.3: the name alone proves nothing, so the document
    must be the issuer's, list the key under ``assertionMethod`` and control it.

    Raises:
        DidError: any of this does not hold.

    """
    if document.get("id") != did:
        raise DidError("The issuer's document is about somebody else.")
    if not verification_method.startswith(f"{did}#"):
        raise DidError("The key that signed is not named as the issuer's.")
    named = [each for each in _methods(document, did) if each["id"] == verification_method]
    listed = [
        each
        for each in _listed(document, "assertionMethod")
        if _id(each, did) == verification_method
    ]
    if not named:
        raise DidError("The issuer's document does not have the key that signed.")
    if not listed:
        raise DidError("The issuer's document does not list the key for signing badges.")
    if len(named) > 1 or len(listed) > 1:
        raise DidError("The issuer's document has two keys of one name.")
    list_ = _find_service(document, did, verification_method + ATTESTED)
    return replace(
        _key(named[0], did),
        attested=_address(list_.get("serviceEndpoint")) if list_ is not None else "",
        lists_only=_find_service(document, did, verification_method + STATUS) is not None,
    )


def _find_service(document: JsonObject, did: str, name: str) -> JsonObject | None:
    services = (each for each in _listed(document, "service") if isinstance(each, dict))
    return next((each for each in services if _id(each, did) == name), None)


def _address(endpoint: Any) -> str:
    """The `endpoint` where a document can be asked for; "" for any other."""
    text = endpoint if isinstance(endpoint, str) else ""
    return text if text.startswith("https://") and "#" not in text else ""


def _key(method: JsonObject, did: str) -> DidKey:
    if method.get("controller") != did:
        raise DidError("The key that signed is controlled by somebody else.")
    if method.get("type") != "Multikey":
        raise DidError("The key that signed is not given as a Multikey.")
    multibase = method.get("publicKeyMultibase")
    if not isinstance(multibase, str):
        raise DidError("The key that signed has no publicKeyMultibase.")
    try:
        decode_public_key(multibase)
    except MultikeyError as error:
        raise DidError(f"The issuer's key cannot be used: {error}") from None
    return DidKey(multibase, _moment(method, "expires"), _moment(method, "revoked"))


def _methods(document: JsonObject, did: str) -> Iterator[JsonObject]:
    """Every method in full, its id made absolute: listed as such, or written out for its use."""
    for member in ("verificationMethod", "assertionMethod"):
        for each in _listed(document, member):
            if isinstance(each, dict):
                yield {**each, "id": _id(each, did)}


def _listed(document: JsonObject, member: str) -> list[Any]:
    value = document.get(member, [])
    return value if isinstance(value, list) else [value]


def _id(method: Any, did: str) -> str:
    """The id of a method or of a reference to one; a bare fragment is the document's own."""
    identifier = method.get("id") if isinstance(method, dict) else method
    if not isinstance(identifier, str):
        return ""
    return did + identifier if identifier.startswith("#") else identifier


def _moment(method: JsonObject, name: str) -> datetime | None:
    value = method.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DidError(f"The key that signed has a wrong '{name}': it is not text.")
    try:
        return parse_instant(value)
    except InstantError as error:
        raise DidError(f"The key that signed has a wrong '{name}': {error}") from None


def _is_domain(host: str) -> bool:
    """A domain name, `localhost` too; not an address of numbers."""
    return (
        _HOST.fullmatch(host) is not None
        and len(host) <= 253
        and not host.rpartition(".")[2].isdigit()
    )
