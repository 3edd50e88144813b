"""The key drill once more, judged by the committed bundle in a real browser."""

from tests.agreement.sides import Chromium
from tests.cli.test_key_theft import drill
from tests.issue.world import AWARDS, make_world


def test_the_drill_in_the_browser(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BADGEPRESS_KEY", raising=False)
    world = make_world(tmp_path)
    world.issue(AWARDS)
    cases = drill(world)
    browser = Chromium()
    try:
        browser.ask([given for _, given, _, _ in cases])
        reports = browser.answers()
    finally:
        browser.close()
    told = [
        (name, report["verdict"], report["checks"][report["deciding"]]["id"] if check else "")
        for (name, _, _, check), report in zip(cases, reports, strict=True)
    ]
    assert told == [(name, verdict, check) for name, _, verdict, check in cases]
    assert {verdict for _, verdict, _ in told} == {"verified", "unconfirmed", "invalid"}
