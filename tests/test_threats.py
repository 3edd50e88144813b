"""The threat model names modules and tests that are there."""

import re

import pytest

from tests.corpora import PROJECT

TEXT = (PROJECT / "generator" / "THREATS.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and "what stands against it" not in line
]
PLACES = [
    (place, name)
    for *_, where, tested in ROWS
    for place, names in (("generator", where), ("tests", tested))
    for name in re.findall(r"`([^`]+)`", names)
]


@pytest.mark.parametrize(("place", "name"), sorted(set(PLACES)), ids=lambda each: each)
def test_what_the_threat_model_names_is_there(place, name):
    assert (PROJECT / place / name).exists()


def test_every_row_names_a_module_and_a_test():
    assert len(ROWS) > 30
    for attack, answer, where, tested in ROWS:
        assert attack
        assert answer
        assert "`" in where, attack
        assert "`" in tested, attack


def test_the_map_leads_to_it():
    assert "THREATS.md" in (PROJECT / "generator" / "README.md").read_text("utf-8")
