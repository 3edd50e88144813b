"""Every text field of a record, found by its type, and another text put there."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import annotated_types
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from generator.model.base import CatalogModel, Email, _one_line, _plain, _web_url
from generator.openbadges.instants import format_instant
from tests.poison.texts import Stream

_LONGEST = 2_000
_EMAIL = next(each.pattern for each in get_args(Email)[1].metadata if hasattr(each, "pattern"))


def poisoned(record: CatalogModel, stream: Stream, met: set[str]) -> dict[str, Any]:
    """`record` as YAML holds it, its texts exchanged and those it lacks added; `met` names fields."""
    data: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        new = _Field(f"{type(record).__name__}.{name}", field, stream, met).exchanged(value)
        if new is not None and (new is not value or name in record.model_fields_set):
            data[field.alias or name] = _plain_value(new)
    return data


def text_fields(model: type[CatalogModel]) -> Iterator[str]:
    """The names of a model's own text fields."""
    for name, field in model.model_fields.items():
        if any(_text_kind(kind) for kind in _kinds(field)):
            yield f"{model.__name__}.{name}"


def _kinds(field: FieldInfo) -> list[Any]:
    """What a field may hold, each with its constraints."""
    annotation = field.annotation
    return list(_flat(Annotated[annotation, *field.metadata] if field.metadata else annotation))


def _flat(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        for each in get_args(annotation):
            yield from _flat(each)
    elif origin is tuple or origin is dict:
        yield from _flat(get_args(annotation)[-1 if origin is dict else 0])
    else:
        yield annotation


def _text_kind(kind: Any) -> tuple[str, int] | None:
    """Line, prose or address, and how long; None of what is no free text."""
    if get_origin(kind) is not Annotated:
        return None
    rules = list(_rules(kind))
    functions = {each.func for each in rules if isinstance(each, AfterValidator)}
    most = [each.max_length for each in rules if isinstance(each, annotated_types.MaxLen)]
    if _web_url in functions:
        return "url", 2_000
    if any(getattr(each, "pattern", None) == _EMAIL for each in rules):
        return "email", 254
    if _plain in functions:
        return ("line" if _one_line in functions else "prose"), min([*most, _LONGEST])
    return None


def _rules(kind: Any) -> Iterator[Any]:
    for each in get_args(kind)[1:]:
        if isinstance(each, FieldInfo):
            yield from each.metadata
        else:
            yield each


class _Field:
    """One field of a record, and what may stand there."""

    def __init__(self, place: str, field: FieldInfo, stream: Stream, met: set[str]) -> None:
        self.place, self.stream, self.met = place, stream, met
        kind = next(filter(None, map(_text_kind, _kinds(field))), None)
        self.kind = None if place in _WHO else kind

    def exchanged(self, value: Any) -> Any:
        if isinstance(value, CatalogModel):
            return poisoned(value, self.stream, self.met)
        if isinstance(value, tuple):
            return [self.exchanged(each) for each in value or ("",) * (self.kind is not None)]
        if isinstance(value, Mapping):
            return {key: self.exchanged(each) for key, each in value.items()}
        return value if self.kind is None else self._payloads()

    def _payloads(self) -> str:
        """As this kind of text may hold them."""
        assert self.kind is not None
        self.met.add(self.place)
        name, most = self.kind
        if name in {"url", "email"}:
            return self.stream.url() if name == "url" else self.stream.email()
        return self.stream.text(most, lines=name == "prose", without=_WITHOUT.get(self.place, ""))


_WHO = {"FoundingAssessor.assessor"}  # an earner, by slug or name
_WHO |= {
    "Earner.name",
    "Earner.former_names",
    "Earner.email",
}  # never shown, and the scan for leaks finds parts
_WITHOUT = {"SiteConfig.site_name": "<>", "Award.team": "@", "Written.team": "@"}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_value(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain_value(each) for key, each in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return format_instant(value)
    return value if value is None else str(value)
