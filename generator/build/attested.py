"""Keys that were stolen: what their issuer itself signed with them is confirmed by another."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from generator.build.judge import issuers_documents, known_issuers
from generator.model import addresses
from generator.source import Loaded, Problem
from generator.verify.case import Case
from generator.verify.finding import Finding, unknown
from generator.verify.issuer_key import attested_digests
from generator.verify.resolver import FixedResolver


def attested_problems(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """Why the site must not be published: nobody could tell our badges from a thief's."""
    catalog, config = loaded.catalog, loaded.config
    resolver = FixedResolver(issuers_documents(catalog, config), handed=False)
    for slug, issuer in catalog.issuers.items():
        did = addresses.issuer_did(config, issuer)
        for index, key in enumerate(issuer.keys):
            if key.compromised is None:
                continue
            case = Case(b"", as_of, resolver, known_issuers(catalog, config))
            url = addresses.attested_list(config.base_url, slug, key.public_key)
            untold = partial(_untold, key.compromised)
            try:
                attested_digests(url, did, f"{did}#{key.public_key}", case, untold)
            except Finding as finding:
                yield Problem(
                    loaded.where("issuers", slug, ("keys", index, "compromised")),
                    "not-confirmed",
                    f"a stolen key without a good list of what it signed: {finding.detail}",
                    f"run: badgepress keys compromised {slug} {key.public_key} --key FILE",
                )


def _untold(revoked: datetime, reason: object) -> Finding:
    return unknown("issuer-key.unconfirmed", revoked=revoked, reason=reason)
