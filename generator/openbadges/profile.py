"""Issuers and recognizers as Open Badges 3.0 ``Profile`` and as keys of a DID document."""

from generator.model.addresses import attested_list, issuer_did, recognizer_did
from generator.model.issuer import Issuer, Key, KeyUse
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


def did_keys(of: Issuer | Recognizer, config: SiteConfig) -> tuple[DidKey, ...]:
    """The keys as a DID document lists them; a retired one with the instant it ended."""
    return tuple(_did_key(key, of, config) for key in of.keys)


def _did_key(key: Key, of: Issuer | Recognizer, config: SiteConfig) -> DidKey:
    return DidKey(
        key.public_key,
        expires=key.retired,
        revoked=key.compromised,
        attested=attested_list(config.base_url, of.slug, key.public_key)
        if key.compromised is not None and isinstance(of, Issuer)
        else "",
        lists_only=key.use is KeyUse.STATUS,
    )
