"""Issuers and recognizers as Open Badges 3.0 ``Profile`` and as keys of a DID document."""

from collections.abc import Sequence

from generator.model.addresses import issuer_did, recognizer_did
from generator.model.issuer import Issuer, Key
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.did_web import DidKey
from generator.openbadges.strict_json import JsonObject


def profile(issuer: Issuer, config: SiteConfig) -> JsonObject:
    """The ``Profile`` that stands as ``issuer`` in every credential (OB 3.0, B.1.22)."""
    return _profile(issuer, issuer_did(config, issuer))


def recognizer_profile(recognizer: Recognizer, config: SiteConfig) -> JsonObject:
    """The ``Profile`` that stands as ``issuer`` in every endorsement."""
    return _profile(recognizer, recognizer_did(config, recognizer))


def _profile(of: Issuer | Recognizer, did: str) -> JsonObject:
    wire: JsonObject = {
        "id": did,
        "type": ["Profile"],
        "name": of.name,
        "url": of.url,
        "description": of.summary,
    }
    if of.contact.email is not None:
        wire["email"] = of.contact.email
    return wire


def did_keys(keys: Sequence[Key]) -> tuple[DidKey, ...]:
    """The keys as a DID document lists them; a retired one with the instant it ended."""
    return tuple(DidKey(key.public_key, expires=key.retired, revoked=None) for key in keys)
