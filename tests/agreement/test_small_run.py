"""A small part of the long run: Python and Node agree, and the inputs are what they should be."""

import hashlib
import json
import subprocess
import sys

import pytest

from tests.agreement.compare import Tally, differences
from tests.agreement.inputs import KINDS, Input, make, world
from tests.agreement.run import Job, Source, end, of_case, run
from tests.agreement.sides import Python, message
from tests.corpora import PROJECT
from tests.twins import require_node

SEED, COUNT = 1, 300


def digest(seed):
    """Of everything that the first inputs hold."""
    told = "".join(json.dumps(message(make(seed, number))) for number in range(20))
    return hashlib.sha256(told.encode()).hexdigest()


@pytest.fixture(scope="module", autouse=True)
def _ended():
    yield
    end()


@pytest.fixture(scope="module")
def tally(tmp_path_factory) -> Tally:
    require_node()
    return run(Job(Source(SEED), 0, COUNT, chromium=False, keep=tmp_path_factory.mktemp("kept")))


def test_python_and_node_agree(tally):
    assert tally.agreed, (tally.disagreements, tally.faults)
    assert tally.inputs == COUNT


def test_every_kind_of_input_and_every_verdict_is_met(tally):
    assert set(tally.kinds) == set(KINDS)
    assert set(tally.verdicts) == {"verified", "untrusted", "unconfirmed", "invalid"}
    assert tally.outcomes["signature: passed"] > COUNT // 10


def test_a_seed_gives_the_same_inputs_in_every_process():
    program = f"from tests.agreement.test_small_run import digest; print(digest({SEED}))"
    command = [sys.executable, "-c", program]
    other = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    assert other.stdout.strip() == digest(SEED)
    assert digest(SEED) != digest(SEED + 1)


def test_bits_of_a_badge_are_flipped_one_by_one():
    require_node()
    source = Source(case="verified")
    original = of_case("verified").data
    flipped = list(source.inputs(0, 16))
    assert source.size == 8 * len(original)
    assert len({each.data for each in flipped}) == 16
    assert all(len(each.data) == len(original) for each in flipped)
    found = run(Job(source, 8_000, 8_040, chromium=False, keep=None))
    assert found.agreed
    assert found.verdicts["verified"] == 0


def test_a_difference_is_seen():
    python = Python()
    python.ask([make(SEED, 0)])
    (answer,) = python.answers()
    other = json.loads(json.dumps(answer))
    assert list(differences(answer, other)) == []
    other["checks"][0]["detail"] = "x"
    other["badge"] = "y"
    assert list(differences(answer, other)) == ["sentences", "facts"]
    other["checks"][0]["outcome"] = "unknown"
    other["verdict"] = "z"
    assert list(differences(answer, other)) == ["verdict", "outcomes", "facts"]


@pytest.mark.parametrize("form", ["small_signed", "full_signed", "pdf", "png", "svg"])
def test_what_is_changed_was_good(form):
    python = Python()
    python.ask([Input("unchanged", getattr(world(), form), world().documents)])
    assert python.answers()[0]["verdict"] == "verified"
