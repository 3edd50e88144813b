"""The key drill once more, judged by the committed bundle in a real browser."""

from contextlib import ExitStack

import pytest

from tests.agreement.sides import message
from tests.browser.bundle import BundleWorker
from tests.cli.test_key_theft import drill
from tests.issue.world import AWARDS, make_world

pytestmark = pytest.mark.browser


def test_the_drill_in_the_browser(chromium, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    world = make_world(tmp_path)
    world.issue(AWARDS)
    cases = drill(world)
    with ExitStack() as stack:
        worker = BundleWorker(chromium, stack)
        reports = worker.judge([message(given) for _, given, _, _ in cases])
    told = [
        (name, report["verdict"], report["checks"][report["deciding"]]["id"] if check else "")
        for (name, _, _, check), report in zip(cases, reports, strict=True)
    ]
    assert told == [(name, verdict, check) for name, _, verdict, check in cases]
    assert {verdict for _, verdict, _ in told} == {"verified", "unconfirmed", "invalid"}
