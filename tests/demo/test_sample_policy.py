"""The sample keeps to its own policy, and `issue` holds the next award to it."""

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import badgepress
from generator.model.ledger import Issued
from generator.source import load
from tests.demo.make_sample import PROJECT

CONFIG = PROJECT / "site-config.yml"
CRITERIA = ("questions", "silence", "participation", "reflection")


def test_every_assessor_held_the_badge_or_was_named_as_a_founder():
    loaded = load(CONFIG)
    assert loaded.config.rigor.founding_assessors
    assert loaded.notices == ()


def test_assessors_and_attempts_are_signed_nowhere():
    """Nor published: two founders are no earners, so that their slugs are nothing else."""
    catalog = load(CONFIG).catalog
    named = {row.award.assessor_id for row in catalog.ledger if isinstance(row, Issued)}
    founders = (named - {None}) - set(catalog.earners)
    assert founders == {"dana-whitcomb", "theo-marchetti"}
    for stored in catalog.assertions.values():
        assert not [each for each in founders if each.encode() in stored.body]
        assert b'"attempt' not in stored.body


def issue(folder, assessor: str) -> Result:
    row = {
        "earner": "ruth-calloway",
        "badge": "wait-time",
        "awarded": "2026-11-16",
        "assessor id": assessor,
        **{f"result: {each}": "proficient" for each in CRITERIA},
    }
    awards = folder / "awards.csv"
    awards.write_text(f"{','.join(row)}\n{','.join(row.values())}\n")
    return CliRunner().invoke(badgepress, ["issue", str(awards), "--dry-run", "-f", str(CONFIG)])


NEXT = {  # case: (assessor, exit code, what is told)
    "who holds it": ("marisol-v", 0, "Nothing was signed."),
    "who does not": ("noor-h", 1, "[assessor-lacks-badge]"),
    "a founder whose time is over": ("dana-whitcomb", 1, "[unknown-assessor]"),
    "nobody": ("", 1, "[unnamed-assessor]"),
}


@pytest.mark.parametrize(("assessor", "code", "told"), NEXT.values(), ids=NEXT.keys())
def test_the_next_award_is_held_to_the_policy(tmp_path, assessor, code, told):
    result = issue(tmp_path, assessor)
    said = result.output + str(result.exception or "")
    assert result.exit_code == code, said
    assert told in said
