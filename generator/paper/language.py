"""What papers say in the earner's language where it is Spanish, else in English."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from generator.model.earner import Earner
from generator.site import words
from generator.source.score_words import SPANISH

Language = Literal["en", "es"]

LABELS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "certificate": "Certificate",
        "transcript": "Transcript",
        "picture": "Picture of the badge",
        "awarded": "Awarded on",
        "until": "Valid until",
        "team": "Earned as part of the team",
        "hours": "Hours",
        "units": "Continuing education units",
        "units-short": "CEU",
        "rate": "at {rate} hours a unit",
        "rate-one": "at 1 hour a unit",
        "assessor": "Assessed by",
        "worked": "Worked on it",
        "to": "{start} to {end}",
        "badge": "Badge",
        "issuer": "Issuer",
        "result": "Criteria met",
        "met": "{met} of {judged}",
        "name": "Issued in the name",
        "hours-in-all": "Hours in all",
        "units-in-all": "Continuing education units in all",
        "badges-in-all": "Badges",
        "signed": "as signed",
        "once": "as signed; no badge twice, no stack beside its parts",
        "newest": "Newest badge signed on",
    },
    "es": {
        "certificate": "Certificado",
        "transcript": "Expediente",
        "picture": "Imagen de la insignia",
        "awarded": "Otorgada el",
        "until": "Válida hasta el",
        "team": "Obtenida como parte del equipo",
        "hours": "Horas",
        "units": "Unidades de educación continua",
        "units-short": "CEU",
        "rate": "a {rate} horas por unidad",
        "rate-one": "a 1 hora por unidad",
        "assessor": "Evaluada por",
        "worked": "Trabajo realizado",
        "to": "del {start} al {end}",
        "badge": "Insignia",
        "issuer": "Otorgada por",
        "result": "Criterios cumplidos",
        "met": "{met} de {judged}",
        "name": "Emitida a nombre de",
        "hours-in-all": "Horas en total",
        "units-in-all": "Unidades de educación continua en total",
        "badges-in-all": "Insignias",
        "signed": "según lo firmado",
        "once": "según lo firmado; ninguna insignia dos veces, ni junto a las que la componen",
        "newest": "Última insignia firmada el",
    },
}
"""Of facts that a paper lists; what stands in one template only is that template's."""

EVIDENCE: Mapping[Language, Mapping[str, str]] = {
    "en": {kind.value: label for kind, label in words.EVIDENCE.items()},
    "es": {kind.value: label.capitalize() for kind, label in SPANISH.kinds.items()},
}
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def language_of(earner: Earner) -> Language:
    """The language of their papers."""
    return "es" if earner.language.startswith("es") else "en"


def long_date(day: date, language: Language) -> str:
    """3 May 2027, 3 de mayo de 2027."""
    if language == "es":
        return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"
    return words.long_date(day)
