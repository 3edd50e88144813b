"""pydantic's findings in plain words, each at its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.model.base import CatalogModel
from generator.source.codes import Code
from generator.source.problems import Problem, Where
from generator.source.suggest import did_you_mean, did_you_mean_or_list

_LONGEST_FOUND = 60  # characters of a wrong value that a message repeats

_WANTED = {  # by the beginning of pydantic's error type
    "int": "a whole number",
    "decimal": "a number",
    "finite": "a number",
    "bool": "true or false",
    "string_type": "text",
    "tuple": "a list",
    "list": "a list",
    "dict": "a group of keys and values",
    "model": "a group of keys and values",
}

_MOMENTS = {  # likewise; text of the right form that is no moment
    "datetime": "an instant that exists, like 2026-05-03T12:00:00Z",
    "date": "a date that exists, like 2026-05-03",
}

_FORMS = {  # what a pattern means, by the key it stands at
    "email": "an e-mail address",
    "language": "a language code like en or es-MX",
    "country": "a country code of two capital letters, like US",
    "currency": "a currency code of three capital letters, like USD",
    "version": "a version like 1.0: letters, digits and . + -, at most 20",
    "per": "once or year",
    "digest": "sha256: and 64 hexadecimal digits",
    "award_id": "letters, digits and . _ -, at most 80",
    "credential": "32 hexadecimal digits in lower case",
    "subject": "an identifier that begins with urn:uuid:",
    "site_name": "plain text without < and >",
}

_LACKING = {"keys": "make one with 'badgepress keys new', which prints the lines to add"}
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_RULES = ("pathway", "all", "any", "choose", "hours")


def problem_of(
    model: type[CatalogModel], where: Callable[..., Where], error: ErrorDetails
) -> Problem:
    """One of pydantic's findings about a `model`; `where` answers for its location."""
    location, kind, found = error["loc"], error["type"], error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = _name(location)

    if kind == "missing":
        inside = _name(location[:-1])
        of = f" in {inside}" if inside else ""
        message, hint = f"missing key '{location[-1]}'{of}", _LACKING.get(str(location[-1]), "")
        return Problem(where(location[:-1]), Code.MISSING_KEY, message, hint)
    if kind == "extra_forbidden":
        hint = did_you_mean_or_list(str(location[-1]), _keys_at(model, location[:-1]))
        message = f"unknown key '{location[-1]}'"
        return Problem(where(location, key=True), Code.UNKNOWN_KEY, message, hint)
    if kind in {"unknown_rule", "union_tag_invalid", "union_tag_not_found"}:
        return _unknown_rule(where, error, name)
    if kind == "value_error":
        return _refused_by_model(where, error, name)

    code, message, hint = _judge(kind, found, context, location)
    return Problem(where(location), code, f"{name} {message}", hint)


def _judge(
    kind: str, found: Any, context: Mapping[str, Any], location: Sequence[str | int]
) -> tuple[Code, str, str]:
    """Code, message and hint of a finding about one value."""
    limit = _limit(kind, found, context)
    if limit:
        return Code.OUT_OF_RANGE, f"must {limit}", ""
    if kind in {"enum", "literal_error"}:
        expected = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        message = f"must be one of {', '.join(expected)}; found {_found(found)}"
        return Code.WRONG_CHOICE, message, did_you_mean(str(found), expected)
    if kind == "string_pattern_mismatch":
        key = next((step for step in reversed(location) if isinstance(step, str)), "")
        form = _FORMS.get(key, f"like the pattern {context.get('pattern')}")
        return Code.WRONG_FORM, f"must be {form}; found {_found(found)}", ""
    moment = next((words for start, words in _MOMENTS.items() if kind.startswith(start)), None)
    if moment is not None:
        return Code.WRONG_FORM, f"must be {moment}; found {_found(found)}", ""
    wanted = next((words for start, words in _WANTED.items() if kind.startswith(start)), None)
    if wanted is None:
        return Code.WRONG_FORM, f"cannot be read ({kind}); found {_found(found)}", ""
    hint = "write a list: one item a line after '- ', or [a, b]" if wanted == "a list" else ""
    return Code.WRONG_TYPE, f"must be {wanted}, found {_found(found)}", hint


def _limit(kind: str, found: Any, context: Mapping[str, Any]) -> str:
    """The limit of a number or length that was passed, in words; else nothing."""
    if kind.endswith(("_short", "_long", "too_short", "too_long")):
        least, most = context.get("min_length"), context.get("max_length")
        if isinstance(found, str) and not found:
            return "not be empty"
        word, size = ("character" if isinstance(found, str) else "item"), len(found)
        words = f"at least {least}" if least is not None else f"at most {most}"
        return f"have {words} {word}{'' if (least or most) == 1 else 's'}, has {size}"
    words = {
        "greater_than": "be more than {gt}",
        "greater_than_equal": "be at least {ge}",
        "less_than": "be less than {lt}",
        "less_than_equal": "be at most {le}",
    }.get(kind, "")
    return f"{words.format_map(context)}, found {_found(found)}" if words else ""


def _unknown_rule(where: Callable[..., Where], error: ErrorDetails, name: str) -> Problem:
    location, found = error["loc"], error["input"]
    hint = ""
    if isinstance(found, dict):
        hint = next(filter(None, (did_you_mean(str(key), _RULES) for key in found)), "")
    return Problem(where(location), Code.UNKNOWN_RULE, f"{name} {error['msg']}", hint)


def _refused_by_model(where: Callable[..., Where], error: ErrorDetails, name: str) -> Problem:
    """A sentence of the model's own: about one value, or about a whole record."""
    location, found = error["loc"], error["input"]
    said = str(error.get("ctx", {}).get("error", error["msg"]))
    if isinstance(found, dict):  # the first key it names is where the reader should look
        key = next((key for key in keys_named(said) if key in found), None)
        place = where((*location, key) if key else location)
        return Problem(place, Code.CONTRADICTION, said)
    message = f"{name} {said}" if said.startswith(("must", "holds")) else f"{name}: {said}"
    if "found" not in said and isinstance(found, str) and len(found) <= _LONGEST_FOUND:
        message += f"; found {_found(found)}"
    return Problem(where(location), Code.WRONG_FORM, message)


def keys_named(said: str) -> list[str]:
    """The words in quotes, which may be keys: visibility in "'visibility: public' needs …"."""
    return re.findall(r"'(\w+)(?::[^']*)?'", said)


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if value == "":
        return "nothing"
    text = str(value).replace("\n", " ")
    if _NUMBER.fullmatch(text):
        return text
    cut = text[:_LONGEST_FOUND] + "…" if len(text) > _LONGEST_FOUND else text
    return f"'{cut}'"


def _name(location: Sequence[str | int]) -> str:
    """The place in words: "'name'", "item 2 of 'topics'", "the key 'Bad' of 'results'"."""
    steps = [step for step in location if not (isinstance(step, str) and step.startswith("<"))]
    if not steps:
        return ""
    *rest, last = steps
    if last == "[key]":
        return f"the key '{rest[-1]}'"
    if isinstance(last, str):
        return f"'{last}'"
    inside = _name(rest)
    return f"item {last + 1} of {inside}" if inside else f"item {last + 1}"


def _keys_at(model: type[CatalogModel], location: Sequence[str | int]) -> set[str]:
    """The keys that a record at `location` inside `model` may have."""
    types = [model]
    for step in location:
        if not (isinstance(step, str) and step.startswith("<")):
            types = [inner for each in types for inner in _inside(each, step)]
    return {
        field.alias or name
        for each in types
        for name, field in each.model_fields.items()
        if name != "slug"  # it comes from the file's name
    }


def _inside(model: type[BaseModel], step: str | int) -> list[Any]:
    if isinstance(step, str):
        for name, field in model.model_fields.items():
            if step in {name, field.alias}:
                return list(_models(field.annotation))
    return [model]  # an index: `_models` has looked into the list already


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The record types inside an annotation, whatever stands around them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin in {Union, UnionType, tuple, dict, list}:
        for each in get_args(annotation):
            yield from _models(each)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
