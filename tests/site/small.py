"""A small catalog with people of every visibility, made in memory and signed for real."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.model.addresses import issuer_did
from generator.model.award import Award
from generator.model.badge import Badge
from generator.model.catalog import Adopted, AdoptedRecord, Catalog, Stored
from generator.model.earner import Earner
from generator.model.issuer import Issuer
from generator.model.ledger import Issued, Revoked
from generator.model.pathway import Pathway
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig
from generator.model.trust import TrustList
from generator.openbadges.credential import unsigned_credential
from generator.openbadges.multikey import encode_public_key
from generator.openbadges.proof import add_proof
from generator.openbadges.strict_json import dump_json
from generator.site import (
    Cast,
    Drawing,
    File,
    Page,
    Printer,
    Theme,
    count_people,
    make_cast,
    make_scene,
    render_catalog,
    render_people,
)
from generator.verify.report import CHECK_IDS, Check, Outcome, Report

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
_THEME = Path(__file__).parents[2] / "theme"
_SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = encode_public_key(_SECRET.public_key().public_bytes_raw())
PASSED = Report(tuple(Check(check_id, Outcome.PASSED) for check_id in CHECK_IDS))


def _failing(check: str) -> Report:
    return Report(
        tuple(
            Check(each, Outcome.FAILED if each == check else Outcome.PASSED) for each in CHECK_IDS
        )
    )


WITHDRAWN = _failing("status")
ENDED = _failing("validity-period")

CONFIG = SiteConfig.model_validate(
    {
        "site_name": "Brook Badges",
        "description": "Badges of the Brook agency.",
        "base_url": "https://badges.brook.example/b/",
        "home": {
            "statement": "A badge here means that somebody saw the work.",
            "run_by": {"office": "Brook Badge Desk", "email": "desk@brook.example"},
        },
    }
)
_KEYS = [{"public_key": KEY, "created": "2025-01-01T00:00:00Z"}]
_RUBRIC = {
    "levels": [
        {"id": "begun", "name": "Begun", "points": "1"},
        {"id": "good", "name": "Good", "points": "2"},
        {"id": "fine", "name": "Very good", "points": "3"},
    ],
    "passes": "good",
    "rule": "Every criterion at Good.",
    "criteria": [
        {
            "id": each,
            "name": each.capitalize(),
            "levels": {
                "begun": "Not yet.",
                "good": "It is there.",
                "fine": "Others learn from it.",
            },
        }
        for each in ("plan", "practice")
    ],
}


def badge(slug: str, **more: object) -> Badge:
    """A badge with little in it but what `more` says."""
    return Badge.model_validate(
        {
            "slug": slug,
            "issuer": "brook",
            "name": slug.replace("-", " ").title(),
            "summary": f"Can do {slug}.",
            "description": "What it is *about*.",
            "level": "foundation",
            "topics": ["Feedback"],
            "audience": ["teacher"],
            "shown": "did it in class",
            "criteria": "Do it, and [say so](#show).",
            "assessors": {"who": "Two trained assessors."},
            "owner": {"office": "Badge Office", "email": "office@brook.example"},
            "review_by": "2027-01-31",
            "version": "1.0",
            **more,
        }
    )


BADGES = (
    badge(
        "feedback",
        level="intermediate",
        hours="12",
        ceu="1.2",
        rubric=_RUBRIC,
        version="2.0",
        changes=[
            {"version": "1.0", "date": "2025-01-10", "summary": "First version."},
            {"version": "2.0", "date": "2026-01-10", "summary": "Fewer pages."},
        ],
        valid_months="36",
        evidence=[{"kind": "classroom-video", "description": "Ten minutes of a lesson."}],
        alignments=[
            {
                "framework": "State standards",
                "code": "4.1",
                "name": "Gives feedback",
                "url": "https://standards.example/4.1",
            }
        ],
        research=[{"citation": "A study (2020)."}],
        submission={"where": "https://brook.example/in", "deadline": "2026-09-01"},
        signatory={"name": "Dr. Ada Brook", "title": "Director"},
        questions=["What changed?"],
    ),
    badge("listening", requires=["feedback"], level="advanced", audience=["student", "teacher"]),
    badge("old-ways", status="retired", successor="feedback", level="expert"),
    badge("stack", type="Certificate", level="expert"),
)
ISSUER = Issuer.model_validate(
    {
        "slug": "brook",
        "name": "Brook Service Agency",
        "summary": "An agency.",
        "description": "We serve *schools*.",
        "url": "https://brook.example/",
        "contact": {"office": "Badge Desk", "email": "help@brook.example"},
        "keys": _KEYS,
        "recognized_by": ["The state, since 2020."],
    }
)
RECOGNIZERS = (
    Recognizer.model_validate(
        {
            "slug": "harrow",
            "name": "Harrow District",
            "kind": "district",
            "summary": "A district.",
            "url": "https://harrow.example/",
            "contact": {"office": "Human Resources", "phone": "555 0100"},
            "keys": _KEYS,
            "honors": [
                {
                    "badges": ["feedback", "listening"],
                    "worth": {
                        "kind": "pay",
                        "amount": "400",
                        "currency": "USD",
                        "per": "year",
                        "cap": "1600",
                        "text": "Base pay rises by $400.",
                    },
                    "prior_approval": "true",
                    "from": "2025-07-01",
                    "basis": {"kind": "policy", "url": "https://harrow.example/policy"},
                },
                {
                    "badges": ["old-ways"],
                    "worth": {"kind": "prize", "text": "A small prize."},
                    "from": "2020-01-01",
                    "until": "2021-01-01",
                    "basis": {
                        "kind": "letter",
                        "dated": "2019-12-01",
                        "contact": {"office": "Badge Desk"},
                    },
                },
            ],
        }
    ),
    Recognizer.model_validate(
        {
            "slug": "tamarack",
            "name": "Tamarack Outdoor",
            "kind": "employer",
            "summary": "A shop.",
            "url": "https://tamarack.example/",
            "contact": {"office": "Shop"},
            "honors": [
                {
                    "pathways": ["growth"],
                    "worth": {"kind": "interview", "text": "A first interview."},
                    "from": "2026-01-01",
                    "basis": {"kind": "policy", "url": "https://tamarack.example/jobs"},
                }
            ],
        }
    ),
)
PATHWAYS = (
    Pathway.model_validate(
        {
            "slug": "basics",
            "issuer": "brook",
            "name": "Basics",
            "summary": "To begin with.",
            "audience": ["teacher"],
            "rule": {"any": ["feedback", "listening"]},
        }
    ),
    Pathway.model_validate(
        {
            "slug": "growth",
            "issuer": "brook",
            "name": "Growth",
            "summary": "Step by step.",
            "audience": ["teacher"],
            "stages": [
                {"name": "Begin", "rule": {"pathway": "basics"}},
                {"name": "Go on", "rule": {"choose": "1", "of": ["feedback", "listening"]}},
                {"name": "Count", "rule": {"hours": "10", "of": ["feedback", "listening"]}},
            ],
            "awards": "stack",
            "opens": "A seat on the panel.",
        }
    ),
)


def earner(slug: str, name: str, **more: object) -> Earner:
    """An earner; private unless `more` says otherwise."""
    return Earner.model_validate({"slug": slug, "name": name, "language": "en", **more})


def _consent(visibility: str, name: str | None, by: str = "earner") -> dict[str, object]:
    consent = {"by": by, "on": "2026-01-01", "visibility": visibility, "name": name}
    return {"visibility": visibility, "consent": consent}


ADDRESS = "f00d" * 8
EARNERS = (
    earner(
        "ana-public", "Ana Lucia Fullname", email="ana@home.example", **_consent("public", "Ana L.")
    ),
    earner("ben-private", "Ben Canary Hidden", email="ben@home.example"),
    earner(
        "cleo-unlisted",
        "Cleo Canary Child",
        address=ADDRESS,
        minor_until="2030-06",
        **_consent("unlisted", "Cleo", by="guardian"),
    ),
    earner("dee-nameless", "Dee Canary Nameless", **_consent("public", None)),
)


def token(number: int) -> str:
    """The address of a credential."""
    return f"{number:032x}"


def issued(number: int, earner_slug: str, badge_slug: str, **more: object) -> Issued:
    """A ledger row; `more` may hold anything of it, and of its award under ``award``."""
    award = {
        "badge": badge_slug,
        "earner": earner_slug,
        "awarded": date(2026, 3, number),
        **more.pop("award", {}),
    }
    made = Award.model_validate(award)
    return Issued.model_validate(
        {
            "award_identity": made.identity,
            "award": made,
            "copy": "page",
            "issuer": "brook",
            "earner": earner_slug,
            "badge": badge_slug,
            "badge_version": "2.0" if badge_slug == "feedback" else "1.0",
            "credential": token(number),
            "subject": f"urn:uuid:00000000-0000-4000-8000-{number:012x}",
            "status_list": 1,
            "status_index": number,
            "signed_at": datetime(2026, 4, number, 12, tzinfo=UTC),
            "key": KEY,
            "digest": "sha256:" + "0" * 64,
            **more,
        }
    )


_SEEN = {
    "results": {"plan": "good", "practice": "fine"},
    "assessor_role": "A trained assessor",
    "assessor_id": "canary-assessor",
    "attempt": "77",
    "evidence": [
        {"kind": "classroom-video", "description": "Lesson on fractions.", "date": "2026-02-01"},
        {
            "kind": "project",
            "description": "Plan of the unit.",
            "url": "https://ana.example/unit",
            "public": True,
            "all_agreed": True,
        },
        {
            "kind": "student-work",
            "description": "Six drafts.",
            "url": "https://drive.example/canary-link",
            "digest": "sha256:" + "ab" * 32,
        },
    ],
}
LEDGER = (
    issued(1, "ana-public", "feedback", name="Ana Oldname"),
    Revoked(credential=token(1), reason="canary reason", on=date(2026, 4, 9), reissued=True),
    issued(
        2,
        "ana-public",
        "feedback",
        name="Ana L.",
        replaces=[token(1)],
        award=_SEEN,
        valid_until="2029-03-01T00:00:00Z",
    ),
    issued(3, "ben-private", "feedback", name="Ben Canary Hidden", copy="own"),
    issued(4, "cleo-unlisted", "listening", name="Cleo"),
    issued(5, "cleo-unlisted", "listening", name="Cleo Canary Child", copy="own"),
    issued(6, "dee-nameless", "feedback"),
    issued(7, "ana-public", "listening", name="Ana L."),
    Revoked(credential=token(7), reason="canary reason", on=date(2026, 4, 9)),
    issued(
        8,
        "ana-public",
        "stack",
        name="Ana L.",
        award={"components": [f"{CONFIG.base_url}credentials/{token(2)}/credential.json"]},
    ),
)


def sign(row: Issued, of: Badge, issuer: Issuer = ISSUER) -> bytes:
    """The stored bytes of a row's credential."""
    unsigned = unsigned_credential(row, badge=of, issuer=issuer, config=CONFIG)
    did = issuer_did(CONFIG, issuer)
    method = f"{did}#{KEY}"
    signed = add_proof(
        unsigned, sign=_SECRET.sign, verification_method=method, created=row.signed_at
    )
    return dump_json(signed)


def catalog() -> Catalog:
    """The whole of it."""
    badges = {each.slug: each for each in BADGES}
    earners = {each.slug: each for each in EARNERS}
    shown = [
        row
        for row in LEDGER
        if isinstance(row, Issued) and row.copy_ == "page" and row.earner != "ben-private"
    ]
    foreign = json.loads(sign(shown[0], badges["feedback"]))
    foreign["id"] = "https://elsewhere.example/credentials/9"
    foreign["credentialSubject"]["achievement"]["name"] = "Elsewhere Badge"
    foreign["credentialSubject"]["identifier"][0]["identityHash"] = "Ana Canary Elsewhere"
    foreign["issuer"]["name"] = "Elsewhere College"
    record = AdoptedRecord.model_validate(
        {
            "earner": "ana-public",
            "at": "2026-05-02T00:00:00Z",
            "did": "did:web:elsewhere.example",
            "documents": {},
            "digests": {},
        }
    )
    return Catalog(
        issuers={ISSUER.slug: ISSUER},
        badges=badges,
        earlier_badges={"feedback": (badge("feedback", name="Feedback", version="1.0"),)},
        pathways={each.slug: each for each in PATHWAYS},
        recognizers={each.slug: each for each in RECOGNIZERS},
        earners=earners,
        trust=TrustList.model_validate(
            {"issuers": [{"did": "did:web:brook.example", "name": "Brook", "since": "2025-01-01"}]}
        ),
        ledger=LEDGER,
        assertions={
            row.credential: Stored(
                f"assertions/{row.credential}.json", sign(row, badges[row.badge])
            )
            for row in shown
        },
        adopted={
            "elsewhere": Adopted("elsewhere", "adopted/elsewhere", record, dump_json(foreign), {})
        },
    )


def theme() -> Theme:
    """The theme of the project."""
    return Theme(
        {
            path.relative_to(_THEME).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(_THEME.rglob("*.j2"))
        }
    )


def cast_of(
    of: Catalog,
    config: SiteConfig,
    *,
    reports: Mapping[str, Report],
    adopted_reports: Mapping[str, Report],
    as_of: datetime,
) -> Cast:
    """Everybody of a catalog that is one shard."""
    scene = make_scene(of, config, as_of=as_of)
    return make_cast(scene, of, reports=reports, adopted_reports=adopted_reports)


def render_site(
    of: Catalog,
    config: SiteConfig,
    *,
    reports: Mapping[str, Report],
    adopted_reports: Mapping[str, Report],
    as_of: datetime,
    theme: Theme,
) -> Iterator[Page | File | Drawing]:
    """Every page and file of a catalog that is one shard."""
    cast = cast_of(of, config, reports=reports, adopted_reports=adopted_reports, as_of=as_of)
    printer = Printer(config, theme)
    scene = make_scene(of, config, as_of=as_of, counts=count_people(cast))
    yield from render_catalog(scene, printer)
    yield from render_people(cast, printer)


def rendered(of: Catalog | None = None, config: SiteConfig = CONFIG) -> dict[str, Page | File]:
    """Every page and file by its path."""
    shown = of or catalog()
    reports = dict.fromkeys(shown.assertions, PASSED) | {token(7): WITHDRAWN}
    outputs = render_site(
        shown,
        config,
        reports=reports,
        adopted_reports=dict.fromkeys(shown.adopted, PASSED),
        as_of=AS_OF,
        theme=theme(),
    )
    return {output.path: output for output in outputs}


def with_catalog(**changes: object) -> Catalog:
    """The catalog with some of its records replaced."""
    return replace(catalog(), **changes)
