"""A consent that is missing or narrower than what would be shown is a mistake at its place.

Whose is `test_parse.py` (a file that contradicts itself), `test_validate.py` (a credential, an own
copy, an address), `test_clr.py` (a learner record) and `test_teams.py` (a team); here the others.
"""

import pytest

from tests.build.small import FOREIGN, adopted_files, earned, small_catalog
from tests.source.small import FILES, changed, told, write

ASSESSOR = "name: Jo Moss\n"
NAMED = ', "assessor_id": "jo-moss", "assessor_name": "J. Moss"}'
AGREED = "consent: {by: earner, on: 2026-01-01, visibility: public, name: Jo Moss}\n"
ASSERTION = "catalog/assertions/11111111111111111111111111111111.json"
MISSING = (
    "it names 'J. Moss', who assessed it, but 'jo-moss' did not agree to that [beyond-consent]\n"
    "  hint: give the file of 'jo-moss' a 'consent' with that name, for 'public' (their "
    "'visibility' may stay), or reissue it with another 'assessor_name'"
)
ASSESSORS = {  # what the assessor's file says: whether the name may be shown
    "no consent": (ASSESSOR, False),
    "consent for unlisted": (ASSESSOR + AGREED.replace("public", "unlisted"), False),
    "consent without a name": (ASSESSOR + AGREED.replace(", name: Jo Moss", ""), False),
    "consent with another form": (ASSESSOR + AGREED.replace("name: Jo Moss", "name: Jo"), False),
    "consent": (ASSESSOR + AGREED, True),
}


@pytest.mark.parametrize(("file", "agreed"), ASSESSORS.values(), ids=ASSESSORS.keys())
def test_an_assessor_is_named_with_their_consent_only(tmp_path, file, agreed):
    row = ("ledger", '"awarded": "2026-02-01"}', f'"awarded": "2026-02-01"{NAMED}')
    write(tmp_path, {**changed(row), "catalog/earners/jo-moss.yml": file})
    found = [each.partition(": error: ")[2] for each in told(tmp_path)]
    assert found == ([] if agreed else [MISSING])
    assert all(each.startswith("catalog/assertions/") for each in told(tmp_path))


NAMES = {  # what somebody else's badge says of Ada, who agreed to "Ada P."
    "no name": (None, []),
    "the form agreed to": ("Ada P.", []),
    "more than that": ("Ada Public", ["it says 'Ada Public', but 'ada' agreed to 'Ada P.'"]),
}


@pytest.mark.parametrize(("name", "messages"), NAMES.values(), ids=NAMES.keys())
def test_a_badge_from_elsewhere_says_no_more_than_was_agreed_to(tmp_path, name, messages):
    config = small_catalog(tmp_path)
    write(tmp_path, adopted_files("another", "ada", earned(70, "ada", by=FOREIGN, name=name)))
    found = told(tmp_path, config.name)
    hint = "  hint: take it out of assertions/adopted/, or ask them for a wider consent"
    assert [each.partition(": error: ")[2] for each in found] == [
        f"{message} [beyond-consent]\n{hint}" for message in messages
    ]
    assert all(each.startswith("catalog/assertions/adopted/another/adopted.yml:") for each in found)


def test_of_who_is_private_a_badge_from_elsewhere_may_say_all(tmp_path):
    config = small_catalog(tmp_path)
    write(tmp_path, adopted_files("another", "pru", earned(70, "pru", by=FOREIGN, name="Pru P")))
    assert told(tmp_path, config.name) == []


OVERLAPS = {
    "the site in the catalog": ("site_dir: catalog/site", "people"),
    "the site around all": ("site_dir: .", "people"),
    "the site in the people's folder": ("people: people\nsite_dir: people/site", "people"),
    "the site around the catalog": ("people: people\nsite_dir: catalog", "catalog"),
    "beside them": ("people: people\nsite_dir: catalog-site", ""),
}


@pytest.mark.parametrize(("lines", "key"), OVERLAPS.values(), ids=OVERLAPS.keys())
def test_peoples_files_never_lie_where_the_site_is_published(tmp_path, lines, key):
    config = f"{FILES['site-config.yml']}{lines}\n"
    write(tmp_path, {**FILES, "site-config.yml": config})
    if lines.startswith("people"):
        (tmp_path / "people").mkdir()
        for name in ("earners", "ledger.jsonl", "assertions"):
            (tmp_path / "catalog" / name).rename(tmp_path / "people" / name)
    line = config.count("\n")
    message = (
        f"site-config.yml:{line}:11: error: the site's folder and '{key}' overlap: what is in one "
        "would be published [people-in-site]\n"
        "  hint: give the site a folder of its own, like 'site_dir: site'"
    )
    assert told(tmp_path) == ([message] if key else [])
