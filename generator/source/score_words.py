"""What score sheets say, in each language they are made in; `issue` reads all of them back."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.badge import EvidenceKind
from generator.source.columns import normal


@dataclass(frozen=True, slots=True)
class SheetWords:
    """One language. Texts with braces are filled in by whoever writes the sheet."""

    language: str
    mark: str
    """The first cell of a score sheet: by it the file is known."""
    version: str
    title: str
    scores: str
    """The sheet that is filled in and read."""
    rubric: str
    """The sheet to look at."""
    result: str
    """Columns of criteria are called ``Result: …``."""
    first_row: str
    columns: Mapping[str, tuple[str, str]]
    """The header of each column, and what its comment says."""
    kinds: Mapping[EvidenceKind, str]
    told: Mapping[str, str]
    """What is said of a wrong value, by how a column is filled in."""
    passing: str
    criterion: str
    judged: str
    assessors: str
    rule: str
    evidence: str


ENGLISH = SheetWords(
    language="en",
    mark="Badgepress score sheet",
    version="version",
    title="Score sheet",
    scores="Scores",
    rubric="Rubric",
    result="Result",
    first_row="Leave this row as it is: by it the file is known.",
    columns={
        "name": ("Name", "First and last name. Or give the e-mail or the earner."),
        "email": ("E-mail", "For the handout; never published."),
        "earner": ("Earner", "Their slug among the earners, where names are alike."),
        "awarded": ("Date", "The day on which this was judged, like 2026-05-03."),
        "kind": ("Evidence kind", "What was looked at."),
        "evidence": ("Evidence", "The evidence in one line. It is signed; name nobody."),
        "seen": ("Evidence date", "When it was made or seen."),
        "strong": ("Strong", "What was strong. For the feedback slip of a 'not yet'."),
        "strengthen": ("Strengthen", "What to strengthen. For the feedback slip of a 'not yet'."),
        "by_when": ("By when", "When to hand in again, at the latest; of a 'not yet'."),
        "role": (
            "Assessor role",
            "As everybody may read it: 'Trained assessor'. It is signed.",
        ),
        "assessor": ("Assessor id", "Who assessed: slug or full name of an earner. Kept private."),
        "second": ("Second assessor", "The same, where two assessed. Kept private."),
        "approver": (
            "Approved by",
            "The same; once one row has it, all must. Nobody approves their own.",
        ),
        "attempt": ("Attempt", "Leave it empty to have it counted."),
    },
    kinds={each: each.value.replace("-", " ") for each in EvidenceKind},
    told={
        "level": "Choose one of the rubric's levels.",
        "evidence": "Choose a kind of evidence.",
        "date": "Write a date like 2026-05-03.",
        "number": "Write a whole number from 1 to 100, or nothing.",
    },
    passing="To pass: {level} or higher in every criterion.",
    criterion="Criterion",
    judged="What is judged",
    assessors="Who may assess: {who}",
    rule="Rule: {rule}",
    evidence="Evidence asked for: {what}",
)
SPANISH = SheetWords(
    language="es",
    mark="Hoja de evaluación de Badgepress",
    version="versión",
    title="Hoja de evaluación",
    scores="Evaluación",
    rubric="Rúbrica",
    result="Resultado",
    first_row="No cambie esta fila: por ella se reconoce el archivo.",
    columns={
        "name": ("Nombre", "Nombre y apellidos. O escriba el correo o el identificador."),
        "email": ("Correo electrónico", "Para la entrega; nunca se publica."),
        "earner": ("Identificador", "El de la persona en la lista, si dos nombres son iguales."),
        "awarded": ("Fecha", "El día en que se evaluó, como 2026-05-03."),
        "kind": ("Tipo de prueba", "Qué se examinó."),
        "evidence": ("Prueba", "La prueba en una línea. Se firma; no nombre a nadie."),
        "seen": ("Fecha de la prueba", "Cuándo se hizo o se vio."),
        "strong": ("Lo que estuvo bien", "Para la hoja de comentarios de quien aún no aprueba."),
        "strengthen": (
            "Lo que hay que reforzar",
            "Para la hoja de comentarios de quien aún no aprueba.",
        ),
        "by_when": (
            "Volver a entregar hasta",
            "La última fecha para volver a entregar; de quien aún no aprueba.",
        ),
        "role": (
            "Función de quien evaluó",
            "Como cualquiera puede leerla: «Evaluadora con formación». Se firma.",
        ),
        "assessor": (
            "Evaluó",
            "Identificador o nombre completo de alguien de la lista. No se publica.",
        ),
        "second": ("Segunda persona que evaluó", "Lo mismo, si evaluaron dos. No se publica."),
        "approver": (
            "Aprobado por",
            "Lo mismo; si una fila lo tiene, todas deben tenerlo. Nadie aprueba lo suyo.",
        ),
        "attempt": ("Intento", "Déjelo vacío y se cuenta solo."),
    },
    kinds={
        EvidenceKind.LESSON_PLAN: "plan de clase",
        EvidenceKind.PROJECT: "proyecto",
        EvidenceKind.STUDENT_WORK: "trabajo de estudiantes",
        EvidenceKind.CLASSROOM_TEXT: "texto de clase",
        EvidenceKind.CLASSROOM_AUDIO: "audio de clase",
        EvidenceKind.CLASSROOM_VIDEO: "video de clase",
        EvidenceKind.EDUCATOR_REFLECTION: "reflexión docente",
        EvidenceKind.STUDENT_REFLECTION: "reflexión de estudiante",
        EvidenceKind.OBSERVATION: "observación",
        EvidenceKind.TEST: "examen",
        EvidenceKind.OTHER: "otra",
    },
    told={
        "level": "Elija uno de los niveles de la rúbrica.",
        "evidence": "Elija un tipo de prueba.",
        "date": "Escriba una fecha como 2026-05-03.",
        "number": "Escriba un número entero de 1 a 100, o nada.",
    },
    passing="Para aprobar: {level} o superior en todos los criterios.",
    criterion="Criterio",
    judged="Qué se evalúa",
    assessors="Quién puede evaluar: {who}",
    rule="Regla: {rule}",
    evidence="Prueba que se pide: {what}",
)
LANGUAGES = {each.language: each for each in (ENGLISH, SPANISH)}
"""Languages a score sheet can be made in."""
KINDS = {
    normal(word): kind.value for each in LANGUAGES.values() for kind, word in each.kinds.items()
}
"""Kinds of evidence by the words for them, as `normal` makes them comparable."""
