"""What one run found, and where two answers differ."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.verify.words import SENTENCES
from tests.agreement.sides import Answer

COUNTERS = ("kinds", "verdicts", "outcomes", "disagreements", "faults")
FAULT = SENTENCES["fault"]


@dataclass
class Tally:
    """Counts of one run, or of a part of it; parts are added up."""

    inputs: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    disagreements: Counter[str] = field(default_factory=Counter)  # "node: outcomes", and so on
    faults: Counter[str] = field(default_factory=Counter)  # a side that could not complete a check
    seconds: dict[str, float] = field(default_factory=dict)  # by side
    slowest: dict[str, float] = field(default_factory=dict)  # seconds of one input, by side
    changed: int = 0  # verified, but with another meaning; only where the original is known

    def add(self, other: "Tally") -> None:
        self.inputs += other.inputs
        self.changed += other.changed
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for side, spent in other.seconds.items():
            self.seconds[side] = spent + self.seconds.get(side, 0.0)
        for side, most in other.slowest.items():
            self.slowest[side] = max(most, self.slowest.get(side, 0.0))

    def spend(self, side: str, seconds: float) -> None:
        """What one question to a side took."""
        self.seconds[side] = seconds + self.seconds.get(side, 0.0)
        self.slowest[side] = max(seconds, self.slowest.get(side, 0.0))

    @property
    def figures(self) -> dict[str, object]:
        """All of it, as JSON holds it."""
        counted = {name: dict(getattr(self, name)) for name in COUNTERS}
        rounded = {
            name: {side: round(value, 3) for side, value in getattr(self, name).items()}
            for name in ("seconds", "slowest")
        }
        return {"inputs": self.inputs, "changed_meaning": self.changed, **counted, **rounded}

    def count(self, kind: str, answer: Answer) -> None:
        """One input, by what Python says of it."""
        self.inputs += 1
        self.kinds[kind] += 1
        self.verdicts[answer["verdict"]] += 1
        self.outcomes.update(f"{check['id']}: {check['outcome']}" for check in answer["checks"])

    @property
    def agreed(self) -> bool:
        """On everything, sentences and facts too, and nobody gave up."""
        return not self.disagreements and not self.faults and not self.changed


def differences(model: Answer, other: Answer) -> Iterator[str]:
    """What of two answers is not the same: "verdict", "outcomes", "sentences", "facts"."""
    if model["verdict"] != other["verdict"]:
        yield "verdict"
    if _of(model, "id", "outcome") != _of(other, "id", "outcome"):
        yield "outcomes"
    elif _of(model, "detail", "ask") != _of(other, "detail", "ask"):
        yield "sentences"
    if _facts(model, other) != _facts(other, model):
        yield "facts"


def gave_up(answer: Answer) -> bool:
    """Whether a check ended in a fault of the program."""
    return any(check["detail"] == FAULT for check in answer["checks"])


def _of(answer: Answer, *names: str) -> list[tuple[str, ...]]:
    return [tuple(check[name] for name in names) for check in answer["checks"]]


def _facts(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    """All else that both report."""
    apart = {"verdict", "checks"}
    return {name: value for name, value in one.items() if name in other and name not in apart}
