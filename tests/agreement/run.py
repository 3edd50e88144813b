"""A part of a run, in one process: its verifiers are started once and asked again and again."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.agreement.compare import Tally, differences, gave_up
from tests.agreement.inputs import Input, every_bit, make
from tests.agreement.sides import Answer, Chromium, Node, Python, Side
from tests.test_conformance import ROOT, FolderResolver, given_with, read

BATCH = 50  # inputs that are judged together; a browser is asked once for all of them
FACTS = ("id", "badge", "issuer", "issuerName", "earner", "validFrom", "validUntil", "facts")


@dataclass(frozen=True)
class Source:
    """Where inputs come from: a seed, or every bit of a conformance case."""

    seed: int = 1
    case: str | None = None
    only: str | None = None  # the one kind of input to make

    @property
    def size(self) -> int | None:
        """How many there are; None: as many as one likes."""
        return None if self.case is None else 8 * len(of_case(self.case).data)

    def inputs(self, start: int, stop: int) -> Iterator[Input]:
        if self.case is None:
            return (make(self.seed, number, self.only) for number in range(start, stop))
        original = of_case(self.case)
        return (every_bit(original, bit) for bit in range(start, stop))

    @property
    def meaning(self) -> Answer | None:
        """What the original says, where there is one."""
        if self.case is None:
            return None
        python = Python()
        python.ask([of_case(self.case)])
        return python.answers()[0]


@dataclass(frozen=True)
class Job:
    """Some inputs of a source, by number."""

    source: Source
    start: int
    stop: int
    chromium: bool
    keep: Path | None


def run(job: Job) -> Tally:
    """Judge them all and count."""
    tally = Tally()
    meaning = job.source.meaning
    number = job.start
    for batch in _batches(list(job.source.inputs(job.start, job.stop))):
        answers = _judged(batch, _others(chromium=job.chromium), tally)
        for given, (model, *others) in zip(batch, zip(*answers.values(), strict=True), strict=True):
            tally.count(given.kind, model)
            found = [
                f"{name}: fault"
                for name, each in zip(answers, (model, *others), strict=True)
                if gave_up(each)
            ]
            tally.faults.update(found)
            for name, other in zip(list(answers)[1:], others, strict=True):
                different = [f"{name}: {what}" for what in differences(model, other)]
                tally.disagreements.update(different)
                found += different
            if (
                meaning
                and model["verdict"] == "verified"
                and any(model[name] != meaning[name] for name in FACTS)
            ):
                tally.changed += 1
                found.append("another meaning")
            if found and job.keep:
                named = dict(zip(answers, (model, *others), strict=True))
                _keep(job.keep / f"{number:06}-{given.kind.replace(' ', '-')}", given, found, named)
            number += 1
    return tally


def _judged(
    batch: Sequence[Input], others: Sequence[Side], tally: Tally
) -> dict[str, list[Answer]]:
    """Every side's answers. Node works on an input while Python does."""
    python, node, *more = Python(), *others
    answers: dict[str, list[Answer]] = {python.name: [], node.name: []}
    for given in batch:
        for side in (node, python):
            side.ask([given])
        for side in (python, node):
            started = time.perf_counter()
            answers[side.name] += side.answers()
            tally.spend(side.name, time.perf_counter() - started)
    for side in more:
        started = time.perf_counter()
        side.ask(batch)
        answers[side.name] = side.answers()
        tally.spend(side.name, time.perf_counter() - started)
    return answers


_started: dict[str, Side] = {}


def _others(*, chromium: bool) -> list[Side]:
    """Node, and Chromium where it is asked; started once a process."""
    for kind in (Node, Chromium)[: 1 + chromium]:
        if kind.name not in _started:
            _started[kind.name] = kind()
    return [_started[kind.name] for kind in (Node, Chromium)[: 1 + chromium]]


def end() -> None:
    """Close what this process has started."""
    for name in list(_started):
        _started.pop(name).close()


@cache
def of_case(case: str) -> Input:
    """A conformance case as an input."""
    folder = ROOT / case
    index = read(folder, "documents.json", {})
    served = FolderResolver(folder, index)
    return Input(
        kind=case,
        data=next(folder.glob("credential.*")).read_bytes(),
        documents={url: served.get(url) for url in index},
        trust=read(folder, "trust.json", {}),
        given=given_with(folder),
        as_of=read(folder, "expected.json", None)["as_of"],
    )


def _batches(inputs: list[Input]) -> Iterator[list[Input]]:
    for start in range(0, len(inputs), BATCH):
        yield inputs[start : start + BATCH]


def _keep(folder: Path, given: Input, found: list[str], answers: dict[str, Answer]) -> None:
    """As a conformance case, with every side's answer in place of what is expected."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "credential").write_bytes(given.data)
    index = {}
    for number, (url, document) in enumerate(given.documents.items(), start=1):
        (folder / f"document-{number}.json").write_bytes(document.body)
        index[url] = {"file": f"document-{number}.json", "handed": document.handed}
        if document.date is not None:
            index[url]["date"] = document.date.isoformat()
    together = {}
    for number, (said, body) in enumerate(given.given.items(), start=1):
        together[said] = f"given-{number}.json"
        (folder / together[said]).write_bytes(body)
    answered = {"found": found, "as_of": given.as_of, **answers}
    written = {"documents": index, "given": together, "trust": given.trust, "answers": answered}
    for name, value in written.items():
        (folder / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n")
