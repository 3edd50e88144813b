"""From plain values with places to the types of `model`."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.model.base import CatalogModel
from generator.source.problems import CatalogError, Problem, Where
from generator.source.wording import problem_of

Model = TypeVar("Model", bound=CatalogModel)
Location = Sequence[str | int]


class Readable(Protocol):
    """Plain values that remember where they stood: a YAML file, a table row, a ledger row."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Mistakes found on the way, to be told with those of the model."""

    def plain(self) -> dict[str, Any]:
        """The values, as dicts, lists and text."""

    def where(self, location: Location = (), *, key: bool = False) -> Where:
        """The place of a value, or of its key."""

    def is_spoiled(self, location: Location) -> bool:
        """Whether the value there has a problem already."""


def parse(
    model: type[Model],
    source: Readable,
    *,
    given: Mapping[str, Any] | None = None,
) -> Model:
    """Read `source` as a `model`; `given` are values from elsewhere, like a file's name.

    Raises:
        CatalogError: with every problem of the source, not only the first.

    """
    values = {**source.plain(), **(given or {})}
    problems = list(source.problems)
    parsed, mistakes = _validate(model, values)
    if mistakes is not None:
        problems += _told(model, source, mistakes)
        # Checks over a whole record only run when its keys are known: ask again without those.
        unknown = [each["loc"] for each in mistakes.errors() if each["type"] == "extra_forbidden"]
        if unknown:
            _, more = _validate(model, _without(values, unknown))
            problems += _told(model, source, more) if more is not None else []
    if problems or parsed is None:
        raise CatalogError(problems)
    return parsed


def _validate(model: type[Model], values: Any) -> tuple[Model, None] | tuple[None, ValidationError]:
    try:
        return TypeAdapter(model).validate_python(values), None
    except ValidationError as error:
        return None, error


def _told(model: type[CatalogModel], source: Readable, error: ValidationError) -> list[Problem]:
    return [
        problem_of(model, source.where, each)
        for each in error.errors(include_url=False)
        if not _is_echo(source, each)
    ]


def _is_echo(source: Readable, error: ErrorDetails) -> bool:
    """Whether a finding only follows from another.

    A value with a problem of its own; and pydantic calls a list too short once it has left
    out the items it found wrong.
    """
    if error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]:
        return True
    return error["type"] != "missing" and source.is_spoiled(error["loc"])


def _without(values: Any, locations: Sequence[Location], at: Location = ()) -> Any:
    """A copy of `values` without what stands at `locations`, union tags aside."""
    gone = [_steps(location) for location in locations]

    def copy(value: Any, here: tuple[str | int, ...]) -> Any:
        if isinstance(value, dict):
            return {k: copy(v, (*here, k)) for k, v in value.items() if (*here, k) not in gone}
        if isinstance(value, list):
            return [copy(v, (*here, i)) for i, v in enumerate(value)]
        return value

    return copy(values, tuple(at))


def _steps(location: Location) -> tuple[str | int, ...]:
    return tuple(s for s in location if not (isinstance(s, str) and s.startswith("<")))
