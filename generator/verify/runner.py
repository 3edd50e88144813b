"""Runs the checks of a case in order, each only if what it needs has passed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.verify.case import Case
from generator.verify.report import Check, Outcome, in_order
from generator.verify.words import say


@dataclass(frozen=True, slots=True)
class Step:
    """One check and what must have passed before it means anything."""

    id: str
    run: Callable[[Case], Check]
    needs: tuple[str, ...] = ()
    applies: Callable[[Case], bool] = lambda _: True


def run_steps(case: Case, steps: Sequence[Step]) -> tuple[Check, ...]:
    """One outcome a step that applies, as they are reported."""
    done: dict[str, Check] = {}
    for step in steps:
        if not step.applies(case):
            continue
        blocker = next((n for n in step.needs if done[n].outcome is not Outcome.PASSED), None)
        if blocker is None:
            done[step.id] = _answer(step, case)
        else:
            done[step.id] = Check(step.id, Outcome.SKIPPED, say("skipped", blocker=blocker))
    return in_order(done.values())


def _answer(step: Step, case: Case) -> Check:
    """The step's own answer.

    A fault of the program, or of a library on input nobody thought of, must neither stop
    five hundred other badges nor look like an answer. No test may reach it.
    """
    try:
        return step.run(case)
    except Exception:  # noqa: BLE001 - see above
        return Check(step.id, Outcome.UNKNOWN, say("fault"))
