"""The JavaScript twin of a Python function, called in one long-lived Node.

Values cross as JSON; bytes as base64, moments as whole microseconds since 1970 in UTC
(``BigInt`` over there). What a function throws is its answer too, in the same form on
both sides, so that a test reads ``answer(parse_instant, text) == twin.call(text)``.
"""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest

from generator.verify import Report
from tests.corpora import PROJECT

VERIFIER = PROJECT / "theme" / "verifier"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Twin:
    """One exported function of a module below ``theme/verifier``; use it as a context."""

    def __init__(self, module: str, export: str) -> None:
        require_node()
        self._node = subprocess.Popen(
            ["node", "--no-warnings", "test/twin.js", module, export],
            cwd=VERIFIER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate()

    def call(self, *arguments: Any) -> Any:
        """What the function returns, or ``{"error": class, "message": sentence}``."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(_packed(arguments)) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, "node has ended: its own words are on standard error"
        return _unpacked(json.loads(line))


def answer(function: Callable[..., Any], *arguments: Any) -> Any:
    """What the Python function returns or raises, as `Twin.call` tells it."""
    try:
        return _unpacked(json.loads(json.dumps(_packed(function(*arguments)))))
    except Exception as error:  # noqa: BLE001 - any other error must show as a difference
        return {"error": type(error).__name__, "message": str(error)}


def told(report: Report) -> dict[str, Any]:
    """A report as the browser's verifier has it; moments are still moments."""
    members = {
        "verdict": report.verdict,
        "deciding": report.checks.index(report.deciding),
        **asdict(report),
    }
    named: dict[str, Any] = _camel_case(members)
    return named


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def require_node() -> None:
    """Skip the test where the verifier's JavaScript can't run, but never in the whole check."""
    reason = _missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def _camel_case(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            re.sub("_(.)", lambda match: match[1].upper(), name): _camel_case(each)
            for name, each in value.items()
        }
    return [_camel_case(each) for each in value] if isinstance(value, list | tuple) else value


def _missing() -> str:
    if shutil.which("node") is None:
        return "node is not installed"
    if not (VERIFIER / "node_modules").is_dir():
        return "the verifier's packages are missing: run 'npm ci' in theme/verifier"
    return ""


def _packed(value: Any) -> Any:
    match value:
        case bytes() | bytearray():
            return {"$bytes": base64.b64encode(value).decode("ascii")}
        case datetime():
            return {"$bigint": str(microseconds(value))}
        case dict():
            return {key: _packed(each) for key, each in value.items()}
        case list() | tuple():
            return [_packed(each) for each in value]
        case _:
            return value


def _unpacked(value: Any) -> Any:
    match value:
        case {"$bytes": str(text), **others} if not others:
            return base64.b64decode(text)
        case {"$bigint": str(text), **others} if not others:
            return int(text)
        case dict():
            return {key: _unpacked(each) for key, each in value.items()}
        case list():
            return [_unpacked(each) for each in value]
        case _:
            return value
