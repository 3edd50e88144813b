"""The verifiers that are compared, each as a function from an input to a plain answer."""

import base64
import hashlib
import json
import subprocess
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from generator.model.trust import TrustList
from generator.openbadges.pdf import badges_of_pdf
from generator.verify import Document, Unavailable, verify
from tests.agreement.inputs import Input
from tests.browser.bundle import BundleWorker
from tests.twins import VERIFIER, microseconds, told

Answer = dict[str, Any]
"""A report as JSON: moments are microseconds in text, names as in JavaScript."""


class Side(Protocol):
    """One verifier."""

    name: str

    def ask(self, inputs: Sequence[Input]) -> None:
        """Hand them in; the answers are fetched later."""

    def answers(self) -> list[Answer]:
        """One for each input handed in, in order."""

    def close(self) -> None:
        """End what was started."""


class Python:
    """The model of the others."""

    name = "python"

    def __init__(self) -> None:
        self._asked: Sequence[Input] = ()

    def ask(self, inputs: Sequence[Input]) -> None:
        self._asked = inputs

    def answers(self) -> list[Answer]:
        return [_judged(each) for each in self._asked]

    def close(self) -> None:
        self._asked = ()


class Node:
    """The modules, in one long-lived Node."""

    name = "node"

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", "--no-warnings", "test/judge.js"],
            cwd=VERIFIER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._asked = 0

    def ask(self, inputs: Sequence[Input]) -> None:
        """One at a time, or both pipes could fill up."""
        assert len(inputs) == 1
        assert self._node.stdin is not None
        self._node.stdin.write(json.dumps(message(inputs[0])) + "\n")
        self._node.stdin.flush()

    def answers(self) -> list[Answer]:
        assert self._node.stdout is not None
        line = self._node.stdout.readline()
        assert line, "node has ended: its own words are on standard error"
        return [json.loads(line)]

    def close(self) -> None:
        self._node.communicate()


class Chromium:
    """The committed bundle, as a worker of a real browser."""

    name = "chromium"

    def __init__(self) -> None:
        self._worker = BundleWorker.start()
        self._asked: list[Answer] = []

    def ask(self, inputs: Sequence[Input]) -> None:
        self._asked = self._worker.judge([message(each) for each in inputs])

    def answers(self) -> list[Answer]:
        return self._asked

    def close(self) -> None:
        self._worker.close()


def message(given: Input) -> dict[str, Any]:
    """An input as JSON."""
    documents = {
        url: {
            "body": _base64(document.body),
            "handed": document.handed,
            "date": None if document.date is None else str(microseconds(document.date)),
        }
        for url, document in given.documents.items()
    }
    return {
        "data": _base64(given.data),
        "asOf": str(microseconds(datetime.fromisoformat(given.as_of))),
        "trust": given.trust,
        "documents": documents,
        "given": {said: _base64(body) for said, body in given.given.items()},
    }


class _Resolver:
    """The documents of one input."""

    def __init__(self, given: Input) -> None:
        self._documents = given.documents

    def get(self, url: str) -> Document:
        if url not in self._documents:
            raise Unavailable(f"There is no document for {url}.")
        return self._documents[url]


def _judged(given: Input) -> Answer:
    report = verify(
        given.data,
        as_of=datetime.fromisoformat(given.as_of),
        resolver=_Resolver(given),
        trust=TrustList.model_validate(given.trust),
        given=given.given.get,
    )
    held = [hashlib.sha256(each).hexdigest() for each in badges_of_pdf(given.data)]
    text = json.dumps(
        {**told(report), "held": held}, default=lambda moment: str(microseconds(moment))
    )
    answer: Answer = json.loads(text)
    return answer


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
