"""Whose keys are meant, and which key may sign for a change of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import click

from generator.cli.places import folders_to_keep_out
from generator.cli.signing import KeySource, each_key, name_of, opened
from generator.issue import demo_key_refusal
from generator.issue.desk import Desk
from generator.issue.draft import current_key
from generator.issue.key_file import KeyRefusedError, SigningKey
from generator.issue.key_sets import Holder, holders
from generator.source import CatalogError, load
from generator.source.suggest import did_you_mean
from generator.verify.key_sets import key_set_problems


def find_holder(desk: Desk, name: str) -> Holder:
    """The issuer or recognizer `name`; ``recognizers/NAME`` where both have it.

    Raises:
        click.UsageError: there is none, or both have it.

    """
    known = list(holders(desk))
    found = [each for each in known if name in {each.record.slug, each.of}]
    if not found:
        hint = did_you_mean(name, [each.record.slug for each in known])
        raise click.UsageError(
            f"there is no issuer or recognizer '{name}'" + (f"; {hint}" if hint else "")
        )
    if len(found) > 1:
        raise click.UsageError(f"which '{name}' is meant? {' or '.join(e.of for e in found)}")
    return found[0]


def change_signer(
    holder: Holder, sources: Sequence[KeySource], desk: Desk, config_file: Path, at: datetime
) -> SigningKey:
    """The opened key that signs for a change of the keys of `holder` at `at`.

    Raises:
        CatalogError: the keys as they are were not signed for, or the log is broken.
        KeyRefusedError: it may not sign, or its passphrase is wrong.

    """
    refuse_unsigned(holder, config_file)
    current = current_key(holder.record, at)
    known = {holder.record.recovery_key, current.public_key if current is not None else None}
    return one_of(known, holder, sources, desk, config_file, _neither(holder))


def signer_of(
    holder: Holder, sources: Sequence[KeySource], desk: Desk, config_file: Path
) -> SigningKey:
    """The opened key that signs for the keys of `holder` as they are; raises likewise.

    One that the record lists, or that the log lists last: an edit by hand may have ended it.
    """
    known = {key.public_key for key in holder.record.keys} | {holder.record.recovery_key}
    for each in holder.log[-1:]:
        known |= {key.public_key for key in each.entry.keys} | {each.entry.recovery_key}
    return one_of(known, holder, sources, desk, config_file, _neither(holder))


def refuse_unsigned(
    holder: Holder, config_file: Path, codes: Collection[str] | None = None
) -> None:
    """See that nobody's key slips in with a change.

    Raises:
        CatalogError: the keys as they are were not signed for, or the log is broken; of
            `codes` only, where given.

    """
    found = key_set_problems(load(config_file, to_sign=True), of=holder.of)
    problems = [each for each in found if codes is None or each.code in codes]
    if problems:
        raise CatalogError(problems)


def _neither(holder: Holder) -> str:
    who = f"the key that {holder.record.name} signs with now"
    return f"is neither {who}, nor its recovery key"


def one_of(  # noqa: PLR0917 - whose, which, from where, and what to say else
    known: Collection[str | None],
    holder: Holder,
    sources: Sequence[KeySource],
    desk: Desk,
    config_file: Path,
    refusal: str,
) -> SigningKey:
    """The first among `sources` that is one of `known`, opened.

    Raises:
        KeyRefusedError: none is, which `refusal` says; or its passphrase is wrong.

    """
    if not sources:
        raise click.UsageError(
            "give the key in use, or the recovery key: --key FILE, BADGEPRESS_KEY or --signer-cmd; "
            "if both are lost: badgepress keys rotate --lost"
        )
    keep_out = folders_to_keep_out(config_file)
    keys = [each_key(source, keep_out) for source in sources]
    found = next((key for key in keys if key.public_key in known), None)
    if found is None:
        raise KeyRefusedError(
            f"{name_of(keys[0])} {refusal}",
            f"see which they are: badgepress keys log {holder.record.slug}",
        )
    demo = demo_key_refusal(found.public_key, desk.config.base_url)
    if demo is not None:
        raise KeyRefusedError(demo, "make your own: badgepress keys new ISSUER")
    return opened(found, holder.record.name)
