"""`badgepress issue` where people lie in shards: in several processes, in bounded memory."""

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import click

from generator.build.narrator import Narrator
from generator.cli.exit_code import ExitCode
from generator.cli.options import now
from generator.cli.progress import narrated
from generator.cli.signing import (
    KeySource,
    counted,
    open_keys,
    stopping,
)
from generator.issue import KeyRefusedError, SigningKey
from generator.issue.crew import crew
from generator.issue.disk import only_one
from generator.issue.registry import (
    Registry,
    RegistryFinished,
    RegistryPlan,
    is_unfinished,
    issue_in_registry,
    plan_registry,
    recover_registry,
)
from generator.issue.shard_work import Bench
from generator.issue.sign import keys_by_issuer
from generator.source import AwardsError, Problem, Shard, load_catalog, read_rows
from generator.source.award_file import AwardFile, open_award_file
from generator.source.awards import AwardRow

_MOST_LINES = 50  # awards and notices that are told one by one
_FEW_BYTES = 500_000  # of a file that one process is done with before others have started


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for."""

    config_file: Path
    awards: Path
    key_files: tuple[KeySource, ...] = field(repr=False)
    yes: bool = False
    dry_run: bool = False
    allow_retired: bool = False

    @property
    def workers(self) -> int:
        """How many processes are worth starting."""
        few = self.awards.stat().st_size < _FEW_BYTES
        return 1 if few else max(1, os.cpu_count() or 1)


def issue_by_shards(wish: Wish) -> ExitCode:
    """Plan and sign; the exit code."""
    with stopping(), ExitStack() as held:
        registry = Registry(load_catalog(wish.config_file))
        if not wish.dry_run:
            held.enter_context(only_one(registry.people))
        signed_at = now()
        return _issue(wish, registry, signed_at)


def _issue(wish: Wish, registry: Registry, signed_at: datetime) -> ExitCode:
    for notice in registry.base.notices:
        click.echo(f"note: {notice}", err=True)
    file, rows, problems = _read(wish.awards, registry)
    bench = registry.bench(signed_at, file=file, retired_too=wish.allow_retired)
    workers = wish.workers if file is not None else 1
    with crew(bench, workers) as planners, narrated() as narrator:
        left: tuple[Shard, ...] = ()
        if not wish.dry_run:
            left = recover_registry(
                registry, planners, random_bytes=secrets.token_bytes, signed_at=signed_at
            )
        narrator.stage("Looking at awards")
        stepped = _steps(narrator)
        plan = plan_registry(registry, planners, file, rows, problems, on_planned=stepped)
    _show(plan, len(left))
    wanted = plan.awards or plan.attempts
    if wish.dry_run or not (wanted or left or is_unfinished(registry)):
        click.echo("Nothing was signed." if wish.dry_run else "Nothing to sign.")
        return ExitCode.OK
    if wanted and not (wish.yes or click.confirm(_question(plan))):
        click.echo("Nothing was signed.")
        return ExitCode.OK
    keys = open_keys(wish.key_files, registry.base, wish.config_file, signed_at)
    _need_keys(registry, plan, keys, signed_at)
    with crew(*_with_keys(bench, keys, workers)) as signers, narrated() as narrator:
        narrator.stage("Signing", of=plan.credentials)
        finished = issue_in_registry(
            registry,
            signers,
            plan,
            left,
            keys,
            random_bytes=secrets.token_bytes,
            signed_at=signed_at,
            on_signed=_steps(narrator),
        )
    return _tell(plan, finished)


def _steps(narrator: Narrator) -> Callable[[int], None]:
    def stepped(count: int) -> None:
        for _ in range(count):
            narrator.step()

    return stepped


def _tell(plan: RegistryPlan, finished: RegistryFinished) -> ExitCode:
    """Say what was signed and what was left; the exit code."""
    if plan.attempts:
        count = counted(plan.attempts, "attempt")
        click.echo(f"Wrote down {count} that did not pass yet; slips: badgepress handout.")
    if finished.credentials or not plan.attempts:
        click.echo(f"Signed {counted(finished.credentials, 'credential')}.")
    for issuer, number in finished.lists:
        click.echo(f"Signed status list {number} of {issuer}.")
    for sentence in finished.left:
        click.echo(f"warning: {sentence}", err=True)
    return ExitCode.WRONG if finished.left else ExitCode.OK


def _read(
    awards: Path, registry: Registry
) -> tuple[AwardFile | None, Sequence[AwardRow], Sequence[Problem]]:
    """The file, or its rows where it has to be read whole.

    Raises:
        CatalogError: nothing of it can be read.

    """
    config = registry.base.config
    file = open_award_file(awards, dates=config.issuing.dates)
    if file is not None:
        return file, (), ()
    problems: tuple[Problem, ...] = ()
    try:
        sheet = read_rows(
            awards.as_posix(),
            awards.read_bytes(),
            registry.base.catalog,
            dates=config.issuing.dates,
        )
    except AwardsError as error:
        sheet, problems = error.good, error.problems
    for notice in sheet.notices:
        click.echo(f"note: {notice}", err=True)
    return None, sheet.rows, problems


def _need_keys(
    registry: Registry, plan: RegistryPlan, keys: Sequence[SigningKey], at: datetime
) -> None:
    missing = sorted(set(plan.issuers) - keys_by_issuer(keys, registry.base.catalog, at).keys())
    if missing:
        raise KeyRefusedError(
            "the signing key is missing of " + ", ".join(f"'{slug}'" for slug in missing),
            "give it with --key FILE; --key may be given several times",
        )


def _with_keys(bench: Bench, keys: Sequence[SigningKey], workers: int) -> tuple[Bench, int]:
    """The bench with the keys: in memory for workers, or for this process alone."""
    handed = [(key.public_key, key.hand_over()) for key in keys]
    private = tuple((public, half) for public, half in handed if half is not None)
    if workers == 1 or len(private) < len(keys):
        return replace(bench, signers=tuple(keys)), 1
    return replace(bench, keys=private), workers


def _show(plan: RegistryPlan, left: int) -> None:
    """What would be signed, who is new, and what to look at; of many, the first."""
    lines = [line for each in plan.outlines for line in each.lines]
    lines = lines[:_MOST_LINES]
    for line in lines:
        click.echo(line)
    if plan.awards > len(lines):
        click.echo(f"  … and {counted(plan.awards - len(lines), 'award')} more.")
    newcomers = [earner for each in plan.outlines for earner in each.newcomers]
    for earner in newcomers[:_MOST_LINES]:
        click.echo(f"  new: {earner.name} ({earner.slug}), {earner.visibility}")
    if len(newcomers) > _MOST_LINES:
        click.echo(f"  … and {len(newcomers) - _MOST_LINES:,} more who are new.")
    for notice in plan.notices[:_MOST_LINES]:
        click.echo(str(notice), err=True)
    if len(plan.notices) > _MOST_LINES:
        click.echo(f"note: … and {len(plan.notices) - _MOST_LINES:,} more notes.", err=True)
    already = sum(each.already for each in plan.outlines)
    if already:
        click.echo(f"{counted(already, 'award')} signed before.")
    written = sum(each.attempts_already for each in plan.outlines)
    if written:
        click.echo(f"{counted(written, 'attempt')} written down before.")
    if left:
        click.echo(f"An interrupted run left {counted(left, 'shard')} to be signed in.")


def _question(plan: RegistryPlan) -> str:
    credentials = counted(plan.credentials, "credential")
    sign = f"ign {credentials} for {counted(plan.awards, 'award')}?"
    if not plan.attempts:
        return f"S{sign}"
    write = f"Write down {counted(plan.attempts, 'attempt')} that did not pass yet"
    return f"{write}, and s{sign}" if plan.awards else f"{write}?"
