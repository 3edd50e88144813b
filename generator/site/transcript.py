"""A person's earned badges as a transcript: by time, by pathway, by competency.

Every badge is told once, as an entry; pathways and competencies refer to entries by their
anchors, and the page's script puts what they refer to in their place. All of an entry was
signed. What a badge of ours says beyond it stands on its own page, from where the script
fetches it: so that a page of many badges stays small.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.model import addresses
from generator.openbadges.reading import SignedFacts
from generator.site import words
from generator.site.cards import image_path
from generator.site.cast import Published, PublishedElsewhere
from generator.site.links import Place, is_web_address
from generator.site.progress_views import ProgressView
from generator.site.relations import grouped
from generator.site.scene import Scene
from generator.site.signed_hours import stated_in_all
from generator.site.signed_views import (
    HOURS,
    EvidenceView,
    ResultView,
    evidence_views,
    result_views,
    result_words,
    verifier_link,
)
from generator.site.views import Fact, Link
from generator.verify.report import Verdict

COLUMNS = ("Awarded", "Valid until", "Hours", "Result")

_VERDICTS = {
    Verdict.VERIFIED: "Checked: genuine and current",
    Verdict.UNTRUSTED: "Genuine signature by an issuer we do not know",
    Verdict.UNCONFIRMED: "We could not check everything",
}
_DIGITS = re.compile(r"([0-9]{1,9})")

Earned = Published | PublishedElsewhere


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One earned badge."""

    anchor: str
    badge: Link
    image: str
    issuer: str
    team: str
    shown: str
    facts: tuple[Fact, ...]
    """One for each of `COLUMNS`, whether it says something or not."""
    more: str
    """What is folded away, in words; of a badge of ours, what else its own page tells."""
    evidence: tuple[EvidenceView, ...]
    results: tuple[ResultView, ...]
    assessor: str
    verdict: str
    """For what somebody else issued: how it was judged."""
    detail: str
    check: str
    """Where the reader can have it checked again."""
    external: bool


@dataclass(frozen=True, slots=True)
class Year:
    """What was awarded in it."""

    name: str
    entries: tuple[TranscriptEntry, ...]


@dataclass(frozen=True, slots=True)
class Competency:
    """A standard that badges answer to."""

    framework: str
    code: str
    name: str
    href: str
    badges: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """All badges that stand, and where each of them belongs."""

    years: tuple[Year, ...]
    references: Mapping[str, Link]
    """To each entry by the credential's id, newest first; noted with the day."""
    competencies: tuple[Competency, ...]
    without_competency: tuple[Link, ...]


def transcript(scene: Scene, earned: Iterable[Earned], here: Place) -> Transcript:
    """The transcript of badges of one person, all of which must stand."""
    every = sorted(earned, key=_moment, reverse=True)
    references = {
        # Counted from the oldest, so that an anchor stays when something more is earned.
        each.facts.id: Link(each.facts.badge, f"#badge-{number}", _day(awarded_at(each.facts)))
        for each, number in zip(every, range(len(every), 0, -1), strict=True)
    }
    years = grouped(
        (_year(each), _entry(scene, each, references[each.facts.id].href[1:], here))
        for each in every
    )
    return Transcript(
        years=tuple(Year(name, entries) for name, entries in years.items()),
        references=references,
        competencies=_competencies(every, references),
        without_competency=tuple(
            references[each.facts.id] for each in every if not each.facts.alignments
        ),
    )


def awarded_at(facts: SignedFacts) -> datetime | None:
    """When it was awarded, as far as that was signed."""
    return facts.awarded or facts.valid_from


def _moment(each: Earned) -> datetime:
    return awarded_at(each.facts) or datetime.min.replace(tzinfo=UTC)


def _year(each: Earned) -> str:
    moment = awarded_at(each.facts)
    return str(moment.year) if moment else "No date stated"


def _day(moment: datetime | None) -> str:
    return words.long_date(moment) if moment else ""


def _entry(scene: Scene, each: Earned, anchor: str, here: Place) -> TranscriptEntry:
    facts = each.facts
    ours = each if isinstance(each, Published) else None
    theirs = each if isinstance(each, PublishedElsewhere) else None
    folded = {
        "evidence": facts.evidence,
        "results": facts.criteria_results,
        "assessor": facts.assessor,
        "who honors it": ours is not None and _is_honored(scene, ours),
    }
    values = (
        _day(awarded_at(facts)),
        _day(facts.valid_until),
        facts.measure(HOURS),
        result_words(facts),
    )
    return TranscriptEntry(
        anchor=anchor,
        badge=Link(facts.badge, _href(each, here)),
        image=here.to(image_path(scene.catalog.badges[ours.row.badge])) if ours else "",
        issuer=facts.issuer_name,
        team=facts.team,
        shown=_shown(facts) or (facts.badge_description if theirs else ""),
        facts=tuple(map(Fact, COLUMNS, values)),
        more=words.listed(tuple(name for name, there in folded.items() if there)).capitalize(),
        evidence=evidence_views(facts) if theirs else (),
        results=result_views(facts) if theirs else (),
        assessor=facts.assessor if theirs else "",
        verdict=_verdict(theirs) if theirs else "",
        detail=_judged(theirs) if theirs else "",
        check=verifier_link(facts.id, here) if theirs else "",
        external=theirs is not None,
    )


def _shown(facts: SignedFacts) -> str:
    return f"Showed: {facts.shown}" if facts.shown else ""


def _href(each: Earned, here: Place) -> str:
    if isinstance(each, Published):
        return here.to(addresses.credential_page("", each.token))
    return each.facts.id if is_web_address(each.facts.id) else ""


def withdrawn_link(each: Earned, here: Place) -> Link:
    """A badge that was withdrawn, with who awarded it and when."""
    awarded = _day(awarded_at(each.facts))
    note = f"Awarded by {each.facts.issuer_name}" + (f" on {awarded}" if awarded else "")
    return Link(each.facts.badge, _href(each, here), note)


def _verdict(each: PublishedElsewhere) -> str:
    verdict = each.report.verdict
    return _VERDICTS.get(verdict) or each.report.deciding.detail.removesuffix(".")


def _judged(each: PublishedElsewhere) -> str:
    return f"Judged by its issuer\u2019s documents of {words.long_date(each.adopted.record.at)}."


def _is_honored(scene: Scene, each: Published) -> bool:
    """Whether somebody honors the badge that day; nobody does once it has ended."""
    honors = scene.relations.honors_of_badge.get(each.row.badge, ())
    return each.is_current and any(honor.recognition.holds(scene.today) for honor in honors)


def _competencies(
    every: Iterable[Earned], references: Mapping[str, Link]
) -> tuple[Competency, ...]:
    """Each standard with the badges that answer to it, by framework and code."""
    badges: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    hrefs: dict[tuple[str, str, str], str] = {}
    for each in every:
        for alignment in each.facts.alignments:
            key = (alignment.framework, alignment.code, alignment.name)
            if references[each.facts.id] not in badges[key]:
                badges[key].append(references[each.facts.id])
            if is_web_address(alignment.url):
                hrefs.setdefault(key, alignment.url)
    return tuple(
        Competency(*key, hrefs.get(key, ""), tuple(badges[key]))
        for key in sorted(badges, key=lambda key: tuple(map(_natural, key)))
    )


def _natural(text: str) -> tuple[str | int, ...]:
    """So that 4.10 comes after 4.9: text and numbers take turns."""
    parts = _DIGITS.split(text.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))


def transcript_facts(
    scene: Scene, own: Iterable[Published], pathways: Iterable[ProgressView]
) -> tuple[Fact, ...]:
    """What is told of all badges together; `own` are ours, newest first."""
    own = [each for each in own if not each.is_withdrawn]
    stated = [(each.row.badge, each.facts.measure(HOURS)) for each in own]
    once, repeats = stated_in_all(stated, scene.catalog)
    signed = [each.facts.signed_at for each in own if each.facts.signed_at is not None]
    facts = (
        Fact(
            "Hours in all",
            f"{words.counted(once, 'hour')}, as signed"
            + ("; no badge twice, no stack beside its parts" if repeats else "")
            if once
            else "",
        ),
        Fact(
            "Pathways completed",
            words.listed(tuple(each.pathway.name for each in pathways if each.is_complete)),
        ),
        Fact("Newest badge signed on", _day(max(signed, default=None))),
    )
    return tuple(fact for fact in facts if fact.value)
