"""What a credential says, as pages of people show it."""

from dataclasses import dataclass
from urllib.parse import quote

from generator.model import addresses
from generator.model.badge import EvidenceKind
from generator.openbadges.reading import SignedFacts
from generator.site import words
from generator.site.links import Place, is_web_address
from generator.site.views import Fact

HOURS = "ext:LearningHours"
CEU = "ext:CEU"

_MEASURES = ((HOURS, "Hours"), (CEU, "Continuing education units"))
_IN_FRAGMENT = "/:?@!$&'()*+,;=~"  # RFC 3986, section 3.5; a "%" is written as "%25"
_EVIDENCE = {kind.value: label for kind, label in words.EVIDENCE.items()}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Evidence as it was signed."""

    kind: str
    description: str
    narrative: str
    url: str
    digest: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """One rubric criterion with the level reached."""

    name: str
    level: str
    text: str
    met: bool


def work_facts(facts: SignedFacts) -> tuple[Fact, ...]:
    """How much work it was, who judged it, and when it was done."""
    rows = [Fact(label, value) for kind, label in _MEASURES if (value := facts.measure(kind))]
    if facts.assessor:
        rows.append(Fact("Assessed by", facts.assessor))
    if facts.started is not None and facts.ended is not None:
        span = f"{words.long_date(facts.started)} to {words.long_date(facts.ended)}"
        rows.append(Fact("Worked on it", span))
    return tuple(rows)


def evidence_views(facts: SignedFacts) -> tuple[EvidenceView, ...]:
    """All of it; a link only where one was signed."""
    return tuple(
        EvidenceView(
            kind=_EVIDENCE.get(each.kind, _EVIDENCE[EvidenceKind.OTHER.value]),
            description=each.description,
            narrative=each.narrative,
            url=each.url if is_web_address(each.url) else "",
            digest=each.digest,
        )
        for each in facts.evidence
    )


def result_views(facts: SignedFacts) -> tuple[ResultView, ...]:
    """Criterion by criterion."""
    return tuple(
        ResultView(each.name, each.level, each.level_description, each.met is not False)
        for each in facts.criteria_results
    )


def result_words(facts: SignedFacts) -> str:
    """Met all 4 criteria."""
    judged = [each for each in facts.criteria_results if each.met is not None]
    met = sum(each.met is True for each in judged)
    if not judged:
        return ""
    if met < len(judged):
        return f"Met {met} of {words.counted(len(judged), 'criterion', 'criteria')}"
    return {1: "Met the one criterion", 2: "Met both criteria"}.get(
        len(judged), f"Met all {len(judged)} criteria"
    )


def verifier_link(credential: str, here: Place) -> str:
    """The site's verifier, about to check the credential at that address."""
    if not credential.startswith("https://"):
        return ""
    return f"{here.to(addresses.verifier(''))}#u={quote(credential, safe=_IN_FRAGMENT)}"
