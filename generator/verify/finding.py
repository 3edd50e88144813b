"""A check's answer other than "passed", from wherever it was found."""

from generator.verify.report import Check, Outcome
from generator.verify.words import say


class Finding(Exception):  # noqa: N818 - what was found, not a mistake of the program
    """Why a check did not pass."""

    def __init__(self, outcome: Outcome, sentence: str, *, ask: str = "", **values: object) -> None:
        """`sentence` and `ask` are keys of `words.SENTENCES`."""
        self.outcome = outcome
        self.detail = say(sentence, **values)
        self.ask = ask
        super().__init__(self.detail)

    def as_check(self, check_id: str, issuer: str = "") -> Check:
        """As the outcome of that check; `issuer` is how its issuer is called."""
        ask = say(self.ask, issuer=issuer) if self.ask else ""
        return Check(check_id, self.outcome, self.detail, ask)


def failed(sentence: str, *, ask: str = "ask.earner", **values: object) -> Finding:
    """It is not so."""
    return Finding(Outcome.FAILED, sentence, ask=ask, **values)


def unknown(sentence: str, *, ask: str = "ask.issuer", **values: object) -> Finding:
    """It can't be told."""
    return Finding(Outcome.UNKNOWN, sentence, ask=ask, **values)
