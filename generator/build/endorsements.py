"""Signed endorsements: what statements call signed is there, and all of it is genuine."""

from collections.abc import Iterator
from datetime import datetime

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.site_config import SiteConfig
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.endorsement import find_endorsements
from generator.openbadges.profile import did_keys
from generator.openbadges.strict_json import dump_json
from generator.source import Loaded, Problem, Where
from generator.verify.finding import Finding
from generator.verify.stored import require_endorsement


def endorsement_problems(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """Why the site must not be published: it would call signed what is not."""
    catalog, config = loaded.catalog, loaded.config
    wanted: set[tuple[str, str]] = set()
    for slug, recognizer in catalog.recognizers.items():
        for each, name in find_endorsements(recognizer, catalog, config):
            if name is not None:
                wanted.add((slug, name))
                continue
            file = each.recognition.basis.file
            yield Problem(
                loaded.where("recognizers", slug, each.location),
                "not-signed",
                f"no endorsement of '{each.slug}' lies in "
                + (f"endorsements/{slug}/{file}" if file else f"endorsements/{slug}/"),
                "put the file there; it must be about this badge"
                if file
                else f"run: badgepress endorse {slug} --key KEY",
            )
    for (slug, name), stored in catalog.endorsements.items():
        if (slug, name) not in wanted:
            message = "no statement of the recognizer says today what is signed here"
            hint = f"delete the file, or run: badgepress endorse {slug} --key KEY"
            yield Problem(Where(stored.path), "not-signed", message, hint)
    yield from _not_genuine(catalog, config, as_of)


def _not_genuine(catalog: Catalog, config: SiteConfig, as_of: datetime) -> Iterator[Problem]:
    dids = {
        slug: addresses.recognizer_did(config, recognizer)
        for slug, recognizer in catalog.recognizers.items()
    }
    documents = {
        document_url(did): dump_json(did_document(did, did_keys(catalog.recognizers[slug], config)))
        for slug, did in dids.items()
    }
    for (slug, _), stored in catalog.endorsements.items():
        try:
            require_endorsement(stored.body, dids[slug], documents, as_of)
        except Finding as finding:
            yield Problem(
                Where(stored.path),
                "not-genuine",
                f"the endorsement does not verify: {finding.detail}",
                "restore the file as it was signed; never edit a signed file",
            )
