"""What credentials of one badge share is made once, and no credential is another for it."""

import json

from generator.model.ledger import Issued
from generator.openbadges import canonicalize, dump_json
from generator.openbadges.achievement import achievement, embedded_achievement
from generator.openbadges.credential import unsigned_credential
from generator.source import load
from tests.corpora import PROJECT


def test_every_credential_of_the_sample_is_written_as_json_writes_it():
    loaded = load(PROJECT / "site-config.yml")
    catalog, config = loaded.catalog, loaded.config
    rows = [row for row in catalog.ledger if isinstance(row, Issued)]
    assert len(rows) > 50
    for row in rows:
        badge, issuer = catalog.badges[row.badge], catalog.issuers[row.issuer]
        wire = unsigned_credential(row, badge=badge, issuer=issuer, config=config)
        assert wire["credentialSubject"]["achievement"] == achievement(badge, issuer, config)
        written = dump_json(wire)
        plain = json.loads(written)
        assert written == (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
        assert canonicalize(wire) == canonicalize(plain)


def test_another_version_of_a_badge_is_another_badge():
    loaded = load(PROJECT / "site-config.yml")
    catalog, config = loaded.catalog, loaded.config
    badge = next(iter(catalog.badges.values()))
    issuer = catalog.issuers[badge.issuer]
    for name in ("Before", "After", "Before"):
        changed = badge.model_copy(update={"name": name})
        assert embedded_achievement(changed, issuer, config)["name"] == name
        named = issuer.model_copy(update={"name": name})
        assert embedded_achievement(badge, named, config)["creator"]["name"] == name
