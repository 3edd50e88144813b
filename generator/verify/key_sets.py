"""Whether somebody changed an issuer's keys without being allowed to.

Whoever can edit the record of an issuer could list a key of their own, or end a window. So a
changed key set stands in a log beside the record, each entry signed by a key of the one before.
A record that never listed more than one key has nothing to prove and needs no log; else a
missing log is a mistake, since removing a file must not turn the check off.
"""

from collections.abc import Iterator, Mapping

from generator.model.issuer import Issuer
from generator.model.key_set import KeySet, key_set
from generator.model.recognizer import Recognizer
from generator.openbadges.key_log import chain_flaw
from generator.source import Loaded, Problem, Where

MISSING, BROKEN, UNSIGNED = "no-key-log", "broken-key-log", "unsigned-keys"
"""Codes of problems."""
_RESTORE = "put it back from a backup or the version history; only 'badgepress keys' writes it"


def key_set_problems(loaded: Loaded, of: str = "") -> Iterator[Problem]:
    """Why no site may be built: a key set for which nobody signed who may.

    `of` (``issuers/brook``) asks about one only.
    """
    owners: Mapping[str, Mapping[str, Issuer | Recognizer]] = {
        "issuers": loaded.catalog.issuers,
        "recognizers": loaded.catalog.recognizers,
    }
    for kind, by_slug in owners.items():
        for slug, owner in by_slug.items():
            if of in {"", f"{kind}/{slug}"}:
                yield from _problems(loaded, kind, slug, owner)


def _problems(
    loaded: Loaded, kind: str, slug: str, owner: Issuer | Recognizer
) -> Iterator[Problem]:
    log, now = loaded.catalog.key_logs.get((kind, slug)), key_set(owner)
    sign = f"badgepress keys log {slug} --key FILE"
    if log is None:
        if len(owner.keys) > 1 or owner.recovery_key is not None:
            message = f"nobody signed for the keys of '{slug}': {slug}.keys.jsonl is missing here"
            hint = f"if it was there before, put it back; else look at the keys, and: {sign}"
            yield Problem(loaded.where(kind, slug, ("keys",)), MISSING, message, hint)
        return
    flaw = chain_flaw(log.entries, f"{kind}/{slug}")
    if flaw is not None:
        yield Problem(Where(log.path, flaw[0]), BROKEN, flaw[1], _RESTORE)
        return
    last: KeySet = log.entries[-1].entry
    step, message = _difference(now, last)
    if message:
        hint = f"if you did that, say so: {sign}; else put back what {slug}.keys.jsonl says"
        yield Problem(loaded.where(kind, slug, step), UNSIGNED, message, hint)


def _difference(now: KeySet, signed: KeySet) -> tuple[tuple[str | int, ...], str]:
    """The place in the record, and what is other there than was signed; "" where nothing is."""
    if now.recovery_key != signed.recovery_key:
        return ("recovery_key",), "the recovery key is not the one that was signed for"
    before = {key.public_key: key for key in signed.keys}
    for index, key in enumerate(now.keys):
        if key.public_key not in before:
            return ("keys", index), f"nobody signed for the key {key.public_key}"
        if key != before[key.public_key]:
            return ("keys", index), f"nobody signed for this change of the key {key.public_key}"
    missing = before.keys() - {key.public_key for key in now.keys}
    if missing:
        return ("keys",), f"the key {min(missing)} is gone, which nobody signed for"
    if now.keys != signed.keys:
        return ("keys",), "the keys stand in another order than was signed for"
    return (), ""
