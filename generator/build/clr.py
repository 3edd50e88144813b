"""Learner records: all of them genuine, and only those published that say what the page says."""

from collections.abc import Iterator
from datetime import datetime

from generator.model import addresses
from generator.openbadges.clr import is_current, learner_records
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.profile import did_keys
from generator.openbadges.strict_json import dump_json
from generator.source import Loaded, Problem, Where
from generator.verify.finding import Finding
from generator.verify.stored import require_record


def record_problems(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """Why the site must not be published: a record is not one that an issuer of ours signed."""
    issuers = loaded.catalog.issuers.values()
    keys = {
        addresses.issuer_did(loaded.config, each): did_keys(each, loaded.config) for each in issuers
    }
    documents = {document_url(did): dump_json(did_document(did, keys[did])) for did in keys}
    for slug, stored in loaded.catalog.records.items():
        try:
            require_record(stored.body, frozenset(keys), documents, as_of)
        except Finding as finding:
            yield Problem(
                Where(stored.path),
                "not-genuine",
                f"the learner record does not verify: {finding.detail}",
                f"delete the file, and run: badgepress clr {slug} --key KEY",
            )


def record_notices(loaded: Loaded) -> Iterator[str]:
    """One sentence for each record that is not published, because it is out of date."""
    catalog, config = loaded.catalog, loaded.config
    wanted = learner_records(catalog) if catalog.records else {}
    for slug, stored in catalog.records.items():
        if slug not in wanted:
            why = "nothing that it holds is on the earner's page"
        elif not is_current(stored.body, wanted[slug], catalog, config):
            why = "it does not hold what the earner's page shows today"
        else:
            continue
        yield f"{stored.path}: not published, because {why}; run 'badgepress clr {slug}'"
