"""What the columns of an awards file may be called."""

from generator.source.columns import PERSON

MOST_EVIDENCE = 5
"""Pieces that a row has columns for; YAML has no such limit."""
EVIDENCE = {
    "kind": "kind, type",
    "description": "description",
    "date": "date",
    "url": "url, link",
    "digest": "digest",
    "public": "public",
    "all_agreed": "all agreed, everyone agreed",
}
_OF_AWARD = PERSON | {
    "badge": "badge, badge slug, badge id, badge name, micro credential, microcredential",
    "awarded": (
        "awarded, date, award date, awarded on, awarded date, date awarded, earned, earned on, "
        "date earned, completed, completed on, completion date, date completed"
    ),
    "award_id": "award id",
    "team": "team, team name, name of team, name of the team",
    "shown": "shown, what they showed, showed",
    "assessor_role": "assessor role, assessor, assessed by",
    "assessor_name": "assessor name",
    "assessor_id": "assessor id, assessor slug, assessor earner",
    "second_assessor_id": "second assessor id, second assessor",
    "approver_id": "approver id, approver, approved by",
    "attempt": "attempt, attempts, attempt number, number of attempts",
    "hours": "hours, hours credited, clock hours, contact hours",
    "started": "started, start, start date, from",
    "ended": "ended, end, end date, to",
    "valid_until": "valid until, expires, expires on, expiry date, expiration date",
}


def _evidence_columns() -> dict[str, str]:
    columns = {}
    for number in range(MOST_EVIDENCE):
        start = f"evidence {number + 1}" if number else "evidence"
        for key, names in EVIDENCE.items():
            synonyms = [f"{start} {name}" for name in names.split(", ")]
            synonyms += [start] if key == "description" else []
            columns[f"evidence.{number + 1}.{key}"] = ", ".join(synonyms)
    return columns


COLUMNS = _OF_AWARD | _evidence_columns()
"""Each key with its names."""
