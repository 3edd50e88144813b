"""What is signed here is judged by `verify`, as any reader would."""

import pytest

from generator.issue import revoke
from generator.issue.book import open_book
from generator.model.addresses import issuer_did, status_list
from generator.model.trust import KnownIssuer, TrustList
from generator.openbadges.did_web import did_document, document_url
from generator.openbadges.profile import did_keys
from generator.openbadges.strict_json import dump_json
from generator.verify import FixedResolver, Verdict, verify
from tests.issue.world import AWARDS, World, counter, later

EXTRA = (
    "badge,earner,awarded,evidence kind,evidence description,evidence url,evidence public,"
    "evidence all agreed,assessor role,shown,valid until\n"
    "stack,ana-silva,2026-04-05,project,A film,https://films.example/1,true,"
    "true,Coach,“taught” & <showed> é,2026-12-31\n"
)


def verdicts(world: World, as_of) -> dict[tuple[str, str, str], Verdict]:
    desk = world.desk()
    brook = desk.catalog.issuers["brook"]
    did = issuer_did(desk.config, brook)
    documents = {
        document_url(did): dump_json(did_document(did, did_keys(brook, desk.config))),
        status_list(desk.config.base_url, "brook", 1): world.status_list(),
    }
    trust = TrustList(issuers=(KnownIssuer(did=did, name="Brook", since="2025-01-01"),))
    return {
        (row.badge, row.earner, row.copy_): verify(
            desk.credential(row).read_bytes(),
            as_of=as_of,
            resolver=FixedResolver(documents, handed=False),
            trust=trust,
        ).verdict
        for row in world.issued()
    }


def test_everything_signed_is_verified(world):
    world.issue(AWARDS + "yearly,ana-silva,2026-04-03\n")
    world.issue(EXTRA, seed="extra")
    assert set(verdicts(world, later(1)).values()) == {Verdict.VERIFIED}
    late = verdicts(world, later(350))
    assert late["yearly", "ana-silva", "page"] is Verdict.INVALID
    assert late["stack", "ana-silva", "page"] is Verdict.INVALID
    assert late["listening", "ana-silva", "page"] is Verdict.VERIFIED
    assert set(verdicts(world, later(401)).values()) == {Verdict.INVALID, Verdict.UNCONFIRMED}


@pytest.mark.parametrize("copy", ["page", "own"])
def test_both_copies_of_a_withdrawn_award_are_invalid(world, copy):
    world.issue(AWARDS)
    book = open_book(world.ledger())
    revoke(
        world.desk(),
        book.of_earner["ben-k"],
        [world.key()],
        reason="In error",
        random_bytes=counter(),
        signed_at=later(1),
    )
    judged = verdicts(world, later(2))
    assert judged.pop(("listening", "ben-k", copy)) is Verdict.INVALID
    assert list(judged.values()).count(Verdict.INVALID) == 1
