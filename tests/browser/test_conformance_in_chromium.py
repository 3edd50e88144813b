"""Every conformance case judged by the committed bundle in a real Chromium."""

from contextlib import ExitStack

import pytest

from tests.agreement.run import of_case
from tests.agreement.sides import message
from tests.browser.bundle import BundleWorker
from tests.test_conformance import CASES, ROOT, read

pytestmark = pytest.mark.browser

BATCH = 50
VERDICTS = ("invalid", "unconfirmed", "untrusted")


@pytest.fixture(scope="module")
def reports(chromium):
    """Case: report."""
    found = {}
    with ExitStack() as stack:
        worker = BundleWorker(chromium, stack)
        for start in range(0, len(CASES), BATCH):
            names = CASES[start : start + BATCH]
            answers = worker.judge([message(of_case(name)) for name in names])
            found |= zip(names, answers, strict=True)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_judged_as_it_says(name, reports):
    report = reports[name]
    expected = read(ROOT / name, "expected.json", None)
    assert {check["id"]: check["outcome"] for check in report["checks"]} == expected["checks"]
    verdict = name.rpartition("_")[2]
    assert report["verdict"] == (verdict if verdict in VERDICTS else "verified")
