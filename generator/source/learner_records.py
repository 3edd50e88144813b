"""Whether learner records are of people who have a page, and say no more than they agreed to."""

import json
from collections.abc import Iterator
from typing import Any

from generator.model.catalog import Stored
from generator.model.earner import Earner, Visibility
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.problems import Problem, Where
from generator.source.signed import says_no_more, signed_names
from generator.source.suggest import did_you_mean


def check_learner_records(draft: Draft) -> Iterator[Problem]:
    """Records of nobody, of somebody without a page, or with more of a name than agreed to."""
    for slug, stored in draft.learner_records.items():
        where = Where(stored.path)
        entry = draft.entries["earners"].get(slug)
        if entry is None and draft.is_stray(slug):
            continue
        if entry is None:
            hint = did_you_mean(slug, draft.entries["earners"]) or "delete the file"
            yield Problem(where, Code.UNKNOWN_REFERENCE, f"there is no earner '{slug}'", hint)
        elif isinstance(entry.record, Earner):
            yield from _check_consent(entry.record, stored, where)


def _check_consent(earner: Earner, stored: Stored, where: Where) -> Iterator[Problem]:
    hint = f"badgepress clr {earner.slug}"
    if earner.visibility is Visibility.PRIVATE:
        message = f"'{earner.slug}' has no page, so no record of what they earned may lie here"
        yield Problem(where, Code.BEYOND_CONSENT, message, hint)
        return
    allowed = f"'{earner.page_name}'" if earner.page_name else "no name"
    for name in dict.fromkeys(_names(stored.body)):
        if not says_no_more(name, earner.page_name):
            message = f"it says '{name}', but '{earner.slug}' agreed to {allowed}"
            yield Problem(where, Code.BEYOND_CONSENT, message, hint)


def _names(body: bytes) -> Iterator[str]:
    """Of the record itself, and of each badge in it; one that can't be read is judged later."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return
    yield from signed_names(record)
    for badge in _listed(_member(_member(record, "credentialSubject"), "verifiableCredential")):
        yield from signed_names(badge)


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
