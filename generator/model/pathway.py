"""How badges stack: a tree of rules over badges and other pathways."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, PositiveInt, Tag, model_validator

from generator.model.badge import Audience
from generator.model.base import CatalogModel, Line, Markdown, Name, Slug


class PathwayRule(CatalogModel):
    """Complete another pathway."""

    pathway: Slug


class AllRule(CatalogModel):
    """Meet every part."""

    all: tuple[Rule, ...] = Field(min_length=1)
    name: Name | None = None


class AnyRule(CatalogModel):
    """Meet at least one part."""

    any: tuple[Rule, ...] = Field(min_length=2)
    name: Name | None = None


class ChooseRule(CatalogModel):
    """Meet at least `choose` of the parts."""

    choose: PositiveInt
    of: tuple[Rule, ...] = Field(min_length=1)
    name: Name | None = None

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.choose > len(self.of):
            raise ValueError(f"'choose' is {self.choose}, but only {len(self.of)} parts are given")
        return self


class HoursRule(CatalogModel):
    """Earn badges of the parts worth at least `hours` hours together."""

    hours: Annotated[Decimal, Field(gt=0)]
    of: tuple[Rule, ...] = Field(min_length=1)
    name: Name | None = None


_TAGS: dict[type, str] = {
    PathwayRule: "<pathway>",
    AllRule: "<all>",
    AnyRule: "<any>",
    ChooseRule: "<choose>",
    HoursRule: "<hours>",
}


def _kind(value: Any) -> str | None:
    """Which rule `value` is: a bare slug is a badge, else the key that names the rule."""
    if isinstance(value, str):
        return "<badge>"
    if isinstance(value, dict):
        kinds = [kind for kind in ("pathway", "all", "any", "choose", "hours") if kind in value]
        return f"<{kinds[0]}>" if kinds else None
    return _TAGS.get(type(value))


Rule = Annotated[
    Annotated[Slug, Tag("<badge>")]
    | Annotated[PathwayRule, Tag("<pathway>")]
    | Annotated[AllRule, Tag("<all>")]
    | Annotated[AnyRule, Tag("<any>")]
    | Annotated[ChooseRule, Tag("<choose>")]
    | Annotated[HoursRule, Tag("<hours>")],
    Discriminator(
        _kind,
        custom_error_type="unknown_rule",
        custom_error_message=(
            "must be a badge's slug, or one of pathway:, all:, any:, choose: … of:, hours: … of:"
        ),
    ),
]
"""A badge's slug, or one of the rules above.

The tags stand in ``<>`` so that `source` can tell them from keys in an error's location.
"""


def parts_of(rule: Rule) -> tuple[Rule, ...]:
    """The rules directly inside `rule`."""
    if isinstance(rule, AllRule):
        return rule.all
    if isinstance(rule, AnyRule):
        return rule.any
    if isinstance(rule, ChooseRule | HoursRule):
        return rule.of
    return ()


def badges_in(rule: Rule) -> Iterator[str]:
    """Slugs of the badges named in `rule`, in order, not looking into other pathways."""
    if isinstance(rule, str):
        yield rule
    for part in parts_of(rule):
        yield from badges_in(part)


def pathways_in(rule: Rule) -> Iterator[str]:
    """Slugs of the pathways named in `rule`, in order."""
    if isinstance(rule, PathwayRule):
        yield rule.pathway
    for part in parts_of(rule):
        yield from pathways_in(part)


class Stage(CatalogModel):
    """A named step of a pathway."""

    name: Name
    summary: Line | None = None
    rule: Rule


class Pathway(CatalogModel):
    """Badges that lead somewhere together (CTDL ``Pathway``)."""

    slug: Slug
    """From the file's name."""
    issuer: Slug
    name: Name
    summary: Line
    description: Markdown | None = None
    audience: tuple[Audience, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = ()
    """Steps in order, all to be met; or else `rule`."""
    rule: Rule | None = None
    awards: Slug | None = None
    """The badge that completing it awards."""
    opens: Line | None = None
    """What completing it opens, in plain words."""

    @model_validator(mode="after")
    def _has_one_requirement(self) -> Self:
        if bool(self.stages) == (self.rule is not None):
            raise ValueError("a pathway has either 'stages' or a 'rule'")
        return self

    @property
    def requirement(self) -> Rule:
        """The one rule that completes the pathway."""
        if self.rule is not None:
            return self.rule
        return AllRule(all=tuple(stage.rule for stage in self.stages))


for _model in (AllRule, AnyRule, ChooseRule, HoursRule, Stage, Pathway):
    _model.model_rebuild()
