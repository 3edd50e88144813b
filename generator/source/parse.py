"""From plain values with places to the types of `model`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.model.base import CatalogModel
from generator.source.problems import CatalogError, Problem, Where
from generator.source.wording import keys_named, problem_of

Model = TypeVar("Model", bound=CatalogModel)
Location = Sequence[str | int]
Steps = tuple[str | int, ...]


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
        found = [each for each in mistakes.errors() if not _is_echo(each)]
        found += _about_whole_records(model, values, found)
        problems += [
            problem_of(model, source.where, each)
            for each in found
            if each["type"] == "missing" or not source.is_spoiled(each["loc"])
        ]
    if problems or parsed is None:
        raise CatalogError(problems)
    return parsed


def _about_whole_records(
    model: type[CatalogModel], values: dict[str, Any], mistakes: Sequence[ErrorDetails]
) -> list[ErrorDetails]:
    """Contradictions in records that also have wrong values or unknown keys.

    pydantic checks a whole record only when each of its keys is right, so it is asked again
    without those that are not. What then names a key that was left out only follows from that.
    """
    gone = {
        _steps(each["loc"])
        for each in mistakes
        if each["type"] != "missing" and each["loc"] and isinstance(each["loc"][-1], str)
    }
    _, more = _validate(model, _without(values, gone))
    return [
        each
        for each in (more.errors() if more is not None else ())
        if each["type"] == "value_error"
        and isinstance(each["input"], dict)
        and not any((*_steps(each["loc"]), key) in gone for key in keys_named(each["msg"]))
    ]


def _validate(model: type[Model], values: Any) -> tuple[Model, None] | tuple[None, ValidationError]:
    try:
        return model.model_validate(values), None
    except ValidationError as error:
        return None, error


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because the items found wrong are not counted."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _without(values: Any, gone: Collection[Steps], at: Steps = ()) -> Any:
    """A copy of `values` without the keys at `gone`. Items of lists stay: they are counted."""
    if isinstance(values, dict):
        return {
            key: _without(value, gone, (*at, key))
            for key, value in values.items()
            if (*at, key) not in gone
        }
    if isinstance(values, list):
        return [_without(value, gone, (*at, index)) for index, value in enumerate(values)]
    return values


def _steps(location: Location) -> Steps:
    """A location in the values: pydantic's, without the tags of unions."""
    return tuple(step for step in location if not (isinstance(step, str) and step.startswith("<")))
