"""`badgepress check`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from generator.cli.check_shards import Found, each_shard
from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, config_option, now
from generator.cli.places import lies_in_shards
from generator.issue.demo_key import demo_key_refusal
from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.source import (
    CatalogError,
    Code,
    Loaded,
    Problem,
    coming_of_age,
    due,
    load,
    load_catalog,
    mistakes,
    past_reviews,
    program,
    rigor,
)
from generator.verify.key_sets import key_set_problems


@click.command("check")
@config_option
@as_of_option
@click.option("--rigor", "with_rigor", is_flag=True, help="Also say what badges lack in rigor.")
@click.option(
    "--program", "with_program", is_flag=True, help="Also say what the program should look after."
)
@click.option("--strict", is_flag=True, help="Notices and warnings are mistakes.")
def command(
    config_file: Path,
    as_of: datetime | None,
    *,
    with_rigor: bool,
    with_program: bool,
    strict: bool,
) -> None:
    """Report every mistake in the catalog; write nothing."""
    as_of = as_of or now()
    found = Found()
    in_shards = lies_in_shards(config_file)
    problems: Iterable[Problem]
    try:
        loaded = _load_catalog(config_file) if in_shards else load(config_file)
        problems = (
            *_demo_keys(loaded),
            *past_reviews(loaded.draft, as_of),
            *key_set_problems(loaded),
            *_endorsements(loaded, as_of),
        )
        for people in each_shard(loaded, found) if in_shards else (loaded,):
            problems += (*_records(people, as_of),)
            found.add(people, [*coming_of_age(people, as_of), *_record_notices(people)])
        problems += tuple(found.problems)
    except CatalogError as error:
        problems = error.problems
    if problems:
        for problem in problems:
            click.echo(_colored(problem, "error", "red"))
        click.echo(_count(len(problems), "mistake") + " found.", err=True)
        sys.exit(ExitCode.WRONG)
    warnings = list(rigor(loaded.draft, as_of)) if with_rigor else []
    if with_program:
        warnings += program(load(config_file, join=True) if in_shards else loaded, as_of)
    for warning in warnings:
        click.echo(_colored(warning, "warning", "yellow"))
    notices = [*loaded.notices, *due(loaded.catalog, as_of, reviews=not with_rigor)]
    notices += (*found.unsigned_told(), *found.notices) if in_shards else found.notices
    for notice in notices:
        click.echo(f"{click.style('notice:', fg='yellow')} {notice}")
    click.echo(_summary(loaded, found))
    if warnings:
        click.echo(_count(len(warnings), "warning") + ".", err=True)
    if (warnings or notices) and strict:
        sys.exit(ExitCode.WRONG)


def _load_catalog(config_file: Path) -> Loaded:
    """The catalog of a registry; every mistake is told at once, also of its people.

    Raises:
        CatalogError: there is one.

    """
    problems = [*mistakes(config_file)]
    if problems:
        raise CatalogError(problems)
    return load_catalog(config_file)


def _demo_keys(loaded: Loaded) -> list[Problem]:
    """Keys that anyone can sign with, listed where they would be believed."""
    catalog = loaded.catalog
    owners: list[tuple[str, Issuer | Recognizer]] = [
        *(("issuers", each) for each in catalog.issuers.values()),
        *(("recognizers", each) for each in catalog.recognizers.values()),
    ]
    places: list[tuple[str, str, tuple[str | int, ...], str]] = []
    for kind, owner in owners:
        for index, key in enumerate(owner.keys):
            places.append((kind, owner.slug, ("keys", index, "public_key"), key.public_key))
        if owner.recovery_key is not None:
            places.append((kind, owner.slug, ("recovery_key",), owner.recovery_key))
    return [
        Problem(
            loaded.where(kind, slug, place),
            Code.DEMO_KEY,
            refusal,
            "make a key of your own: badgepress keys new",
        )
        for kind, slug, place, key in places
        if (refusal := demo_key_refusal(key, loaded.config.base_url)) is not None
    ]


def _endorsements(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """What is called signed and is not; loads what verifying needs only where that is said."""
    bases = (each.basis for one in loaded.catalog.recognizers.values() for each in one.honors)
    if loaded.catalog.endorsements or any(basis.is_held for basis in bases):
        from generator.build.endorsements import endorsement_problems  # noqa: PLC0415

        yield from endorsement_problems(loaded, as_of)


def _records(loaded: Loaded, as_of: datetime) -> Iterator[Problem]:
    """Learner records that are not genuine; likewise."""
    if loaded.catalog.records:
        from generator.build.clr import record_problems  # noqa: PLC0415

        yield from record_problems(loaded, as_of)


def _record_notices(loaded: Loaded) -> Iterator[str]:
    """Learner records that are out of date; likewise."""
    if loaded.catalog.records:
        from generator.build.clr import record_notices  # noqa: PLC0415

        yield from record_notices(loaded)


def _colored(problem: Problem, word: str, color: str) -> str:
    """The problem told as a `word`; click takes the color away where there is no terminal."""
    first, *rest = str(problem).split("\n")
    place = str(problem.where)
    told = first.removeprefix(f"{place}: error: ")
    head = f"{click.style(place, bold=True)}: {click.style(f'{word}:', fg=color, bold=True)} {told}"
    styled = [
        click.style(line, fg="cyan") if line.startswith("  hint:") else click.style(line, dim=True)
        for line in rest
    ]
    return "\n".join([head, *styled])


def _summary(loaded: Loaded, found: Found) -> str:
    catalog = loaded.catalog
    parts = [
        _count(len(catalog.badges), "badge"),
        _count(len(catalog.pathways), "pathway"),
        _count(len(catalog.recognizers), "recognizer"),
        _count(len(catalog.issuers), "issuer"),
        _count(found.earners, "earner"),
        _count(found.credentials, "published credential"),
    ]
    return f"No mistakes: {', '.join(parts)}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
