"""Which record names which, read from what the files say, right or wrong.

From the files and not from the models, so that a dangling reference is told in the same run
as a misspelled key beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.source.codes import Code
from generator.source.draft import ONE, Draft
from generator.source.folder import shown
from generator.source.parse import Readable
from generator.source.problems import Problem, Where
from generator.source.records import is_slug
from generator.source.suggest import did_you_mean

Steps = tuple[str | int, ...]

# Where each kind names others; "*" is every item of a list.
_NAMES: Mapping[str, tuple[tuple[Steps, str], ...]] = {
    "badges": (
        (("issuer",), "issuers"),
        (("requires", "*"), "badges"),
        (("successor",), "badges"),
    ),
    "pathways": ((("issuer",), "issuers"), (("awards",), "badges")),
    "recognizers": (
        (("honors", "*", "badges", "*"), "badges"),
        (("honors", "*", "pathways", "*"), "pathways"),
    ),
    "config": (
        (("home", "featured", "*"), "badges"),
        (("rigor", "founding_assessors", "*", "badge"), "badges"),
    ),
}
_RULE_KEYS = ("all", "any", "of")


@dataclass(frozen=True, slots=True)
class Reference:
    """The record `slug` of `kind`, as named at `location`."""

    location: Steps
    slug: str
    kind: str


def references(kind: str, said: Any) -> Iterator[Reference]:
    """What a record of `kind` that says `said` names."""
    for pattern, target in _NAMES.get(kind, ()):
        for location, value in _values(said, pattern, ()):
            yield Reference(location, value, target)
    if kind == "pathways" and isinstance(said, dict):
        yield from _in_rule(said.get("rule"), ("rule",))
        stages = said.get("stages")
        for index, stage in enumerate(stages if isinstance(stages, list) else ()):
            if isinstance(stage, dict):
                yield from _in_rule(stage.get("rule"), ("stages", index, "rule"))


def check_references(draft: Draft) -> Iterator[Problem]:
    """References to what does not exist, and lists that name one thing twice."""
    for source, kind in _sources(draft):
        seen: set[tuple[Steps, str]] = set()
        for reference in references(kind, source.plain()):
            target, slug = reference.kind, reference.slug
            if source.is_spoiled(reference.location) or not is_slug(slug):
                continue  # its form is told already
            if not draft.exists(target, slug):
                hint = did_you_mean(slug, draft.entries[target]) or _none_hint(draft, target)
                message = f"there is no {ONE[target]} '{slug}'"
                where = source.where(reference.location)
                yield Problem(where, Code.UNKNOWN_REFERENCE, message, hint)
            elif isinstance(reference.location[-1], int):
                listed = (reference.location[:-1], slug)
                if listed in seen:
                    message = f"'{slug}' is in this list already"
                    where = source.where(reference.location)
                    yield Problem(where, Code.REPEATED_REFERENCE, message, "remove it")
                seen.add(listed)
    yield from _check_folders(draft)


def _none_hint(draft: Draft, kind: str) -> str:
    return "" if draft.entries[kind] else f"there are no {kind} at all"


def _sources(draft: Draft) -> Iterator[tuple[Readable, str]]:
    if draft.config_source is not None:
        yield draft.config_source, "config"
    for kind, entries in draft.entries.items():
        for entry in entries.values():
            if entry.source is not None:
                yield entry.source, kind
    for entry in draft.earlier:
        if entry.source is not None:
            yield entry.source, "badges"


def _check_folders(draft: Draft) -> Iterator[Problem]:
    """Folders of badges and pathways are named after an issuer."""
    folders = {
        entry.path.parent: kind
        for kind in ("badges", "pathways")
        for entry in draft.entries[kind].values()
        if entry.path.parent.name != kind
    }
    for folder, kind in sorted(folders.items()):
        if not draft.exists("issuers", folder.name):
            hint = did_you_mean(folder.name, draft.entries["issuers"])
            message = f"a folder in {kind}/ is named after its issuer; there is no '{folder.name}'"
            yield Problem(Where(shown(folder)), Code.UNKNOWN_REFERENCE, message, hint)


def _in_rule(rule: Any, at: Steps) -> Iterator[Reference]:
    if isinstance(rule, str):
        yield Reference(at, rule, "badges")
    elif isinstance(rule, dict):
        pathway = rule.get("pathway")
        if isinstance(pathway, str):
            yield Reference((*at, "pathway"), pathway, "pathways")
        for key in _RULE_KEYS:
            parts = rule.get(key)
            for index, part in enumerate(parts if isinstance(parts, list) else ()):
                yield from _in_rule(part, (*at, key, index))


def _values(said: Any, pattern: Steps, at: Steps) -> Iterator[tuple[Steps, str]]:
    if not pattern:
        if isinstance(said, str):
            yield at, said
        return
    step, *rest = pattern
    if step == "*":
        for index, item in enumerate(said if isinstance(said, list) else ()):
            yield from _values(item, tuple(rest), (*at, index))
    elif isinstance(said, dict) and step in said:
        yield from _values(said[step], tuple(rest), (*at, step))
