"""What the columns of an awards file may be called."""

from generator.source.columns import PERSON

MOST_EVIDENCE = 5
"""Pieces that a row has columns for; YAML has no such limit."""
RESULTS = {"result": "result, resultado"}
"""How columns of criteria begin, before a colon."""
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
    "badge": "badge, badge slug, badge id, badge name, micro credential, microcredential, insignia",
    "awarded": (
        "awarded, date, award date, awarded on, awarded date, date awarded, earned, earned on, "
        "date earned, completed, completed on, completion date, date completed, fecha, "
        "fecha de obtención, obtenida el, otorgada el"
    ),
    "award_id": "award id",
    "team": "team, team name, name of team, name of the team, equipo, nombre del equipo",
    "shown": "shown, what they showed, showed, demostró",
    "assessor_role": "assessor role, assessor, assessed by, función de quien evaluó",
    "assessor_name": "assessor name",
    "assessor_id": "assessor id, assessor slug, assessor earner, evaluó",
    "second_assessor_id": "second assessor id, second assessor, segunda persona que evaluó",
    "approver_id": "approver id, approver, approved by, aprobado por",
    "attempt": "attempt, attempts, attempt number, number of attempts, intento",
    "hours": "hours, hours credited, clock hours, contact hours, horas",
    "started": "started, start, start date, from, inicio, desde",
    "ended": "ended, end, end date, to, fin, hasta",
    "valid_until": "valid until, expires, expires on, expiry date, expiration date, válida hasta",
}


_IN_SPANISH = {
    "kind": "tipo de prueba",
    "description": "prueba",
    "date": "fecha de la prueba",
    "url": "enlace de la prueba",
}


def _evidence_columns() -> dict[str, str]:
    columns = {}
    for number in range(MOST_EVIDENCE):
        after = f" {number + 1}" if number else ""
        start = f"evidence{after}"
        for key, names in EVIDENCE.items():
            synonyms = [f"{start} {name}" for name in names.split(", ")]
            synonyms += [start] if key == "description" else []
            synonyms += [_IN_SPANISH[key] + after] if key in _IN_SPANISH else []
            columns[f"evidence.{number + 1}.{key}"] = ", ".join(synonyms)
    return columns


COLUMNS = _OF_AWARD | _evidence_columns()
"""Each key with its names."""
