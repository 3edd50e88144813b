"""Every seed, and every input that once raised, in CI; atheris itself runs by hand."""

import pytest

from tests.fuzz.seeds import FINDINGS, findings_of, seeds_of
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_no_seed_raises(target):
    seeds = seeds_of(target)
    assert len(seeds) >= 4
    for seed in seeds:
        TARGETS[target](seed)


FOUND = [(target, path) for target in TARGETS for path in findings_of(target)]


@pytest.mark.parametrize(("target", "path"), FOUND, ids=[f"{t}-{p.name}" for t, p in FOUND])
def test_what_was_found_once_no_longer_raises(target, path):
    TARGETS[target](path.read_bytes())


def test_every_finding_has_a_target():
    assert {folder.name for folder in FINDINGS.glob("*/")} <= set(TARGETS)
