"""`badgepress erase`: a person is taken out of the catalog."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from generator.build.build import CACHE
from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.people import COPIES_OF_THE_SITE, need_earner, still_wrong
from generator.cli.places import people_dir
from generator.cli.signing import KeySource, at_the_desk, counted, key_option, open_keys, tell
from generator.issue import revoke
from generator.issue.carry_out import need_keys
from generator.issue.desk import Desk
from generator.issue.erase import Erasure, erase, plan_erasure
from generator.issue.shard_desk import forget_judge
from generator.issue.withdraw import published
from generator.publish import HANDOUTS, CannotPublishError, forget, forget_previous
from generator.publish.guarded import Guarded, Term
from generator.publish.leak_scan import CLOSED, LeakScan

_REASON = "Withdrawn"
_LARGEST = 50_000_000  # of a file that is searched for a name
_NOT_OURS = frozenset({"node_modules", "__pycache__", "venv"})
_NEVER = frozenset({"ledger.lock", "issuing.json"})  # we hold the one; the other names shards


@click.command("erase", short_help="Take a person out of the catalog.")
@click.argument("earner")
@click.option(
    "--revoke/--keep",
    "to_revoke",
    default=None,
    help="Withdraw their badges for good, or leave them good for whoever holds a copy.",
)
@click.option(
    "--handouts",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("handouts"),
    show_default=True,
    help="The folder that `handout` wrote; it is removed whole.",
)
@key_option
@click.option("--yes", is_flag=True, help="Go on without asking; say --revoke or --keep too.")
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    earner: str,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    handouts: Path,
    *,
    to_revoke: bool | None,
    yes: bool,
) -> None:
    """Take EARNER out of the catalog, the ledger, the attempts, handouts and caches.

    This is final: the badges cannot be signed again or looked up. Of the ledger stays which
    entries of the status lists are taken, and which of those were withdrawn, without a name.
    """
    with at_the_desk(config_file, about=earner) as desk:
        need_earner(desk.catalog, earner)
        plan = plan_erasure(desk, earner)
        addresses, words = list(published(desk, earner)), _words(desk, plan)
        _tell_plan(plan)
        to_revoke = _choice(plan, to_revoke, yes=yes)
        if not (yes or click.confirm(f"Erase {earner} for good?")):
            click.echo("Nothing was done.")
            ctx.exit(ExitCode.OK)
        code = ExitCode.OK
        if to_revoke:
            code = _revoke(desk, plan, key_files, config_file)
        site = config_file.parent / desk.config.site_dir
        people = people_dir(config_file, desk.config)
        caches = dict.fromkeys(each.resolve() / CACHE for each in (config_file.parent, people))
        beside = list(_forget_beside(handouts, caches, site))
        if desk.people_dir != people and (
            judged := forget_judge(people, earner, desk.disk, but=desk.people_dir)
        ):
            beside.append(f"{counted(judged, 'row')} of other shards no longer name who judged")
        erase(desk, plan, revoked=to_revoke)
        _tell_done(plan, beside, revoked=to_revoke)
        _tell_what_may_live_on(addresses, config_file)
        _tell_found(*_leftovers(desk, config_file, words))
        ctx.exit(max(code, still_wrong(config_file, earner)))


def _tell_plan(plan: Erasure) -> None:
    for row in plan.standing:
        click.echo(f"  {row.badge}, awarded on {row.award.awarded}, {row.copy_} copy")
    if plan.attempts:
        click.echo(f"  {counted(plan.attempts, 'attempt')} that did not pass yet")
    if plan.judged:
        click.echo(f"  assessed or approved {counted(plan.judged, 'credential')} of others")


def _choice(plan: Erasure, said: bool | None, *, yes: bool) -> bool:  # noqa: FBT001 - as typed
    """Whether the badges are withdrawn: somebody must say so, or that they are not."""
    if said is not None or not plan.standing:
        return bool(said)
    if yes:
        raise click.UsageError("say with --revoke or --keep what becomes of the badges")
    click.echo("Whoever holds a copy of a badge can show it and have it verified, or no longer:")
    answer: str = click.prompt("The badges", type=click.Choice(["revoke", "keep"]))
    return answer == "revoke"


def _revoke(
    desk: Desk, plan: Erasure, key_files: tuple[KeySource, ...], config_file: Path
) -> ExitCode:
    at = now()
    keys = open_keys(key_files, desk, config_file, at)
    need_keys(desk, {row.issuer for row in plan.standing}, keys, at)
    finished = revoke(
        desk, plan.standing, keys, reason=_REASON, random_bytes=secrets.token_bytes, signed_at=at
    )
    return tell(replace(finished, credentials=()))


def _forget_beside(handouts: Path, caches: Iterable[Path], site: Path) -> Iterator[str]:
    """Take away what was made of the catalog and can be made again; what that was."""
    try:
        if forget(handouts, HANDOUTS):
            yield f"{handouts}: removed whole; make it anew with: badgepress handout"
        if forget_previous(site):
            yield f"{site}: the previous site that was kept for `undo` is removed"
    except CannotPublishError as error:
        click.echo(f"error: {error}", err=True)
        click.get_current_context().exit(ExitCode.CANNOT_WRITE)
    for cache in caches:
        if not cache.is_dir():
            continue
        for each in cache.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            elif each.name not in _NEVER:
                each.unlink()
        yield f"{cache}: emptied; the next build fills it anew"


def _tell_done(plan: Erasure, beside: Iterable[str], *, revoked: bool) -> None:
    click.echo("Done:")
    if plan.standing:
        what = "withdrawn for good" if revoked else "left good for whoever holds a copy"
        click.echo(f"  {counted(len(plan.standing), 'credential')} {what}")
    for path in (*plan.files, *plan.folders):
        click.echo(f"  {path}: removed")
    if plan.rows:
        click.echo(f"  ledger: {counted(len(plan.rows), 'row')} cut out; the numbers that they")
        click.echo("    had in status lists stay taken, without a name")
    if plan.attempts:
        click.echo(f"  attempts: {counted(plan.attempts, 'row')} cut out")
    if plan.judged:
        click.echo(f"  {counted(plan.judged, 'row')} of others no longer name who judged")
    what = "their row of earners.csv" if plan.table is not None else "their file"
    click.echo(f"  {what}: removed")
    for sentence in beside:
        click.echo(f"  {sentence}")


def _tell_what_may_live_on(addresses: Iterable[str], config_file: Path) -> None:
    listed = list(addresses)
    if listed:
        click.echo("The next build removes; until it is published, it is still to be seen:")
        for address in listed:
            click.echo(f"  {address}")
    click.echo("Copies may live on, where this command cannot reach:")
    for place in COPIES_OF_THE_SITE:
        click.echo(f"  {place}")
    click.echo(
        "  e-mails with handouts, archives, your backups, and awards files and score sheets:"
    )
    click.echo("    whoever gives one with this person to `issue` again awards the badge again")
    root = config_file.resolve().parent
    if any((each / ".git").exists() for each in (root, *root.parents)):
        click.echo("This folder has a version history, which keeps every earlier state. To find")
        click.echo("what it holds, and to write it anew (all who have a clone must clone again):")
        click.echo("  git log --all --oneline -S 'THE NAME'")
        click.echo("  git filter-repo --replace-text FILE, or --invert-paths --path FILE")


def _words(desk: Desk, plan: Erasure) -> Guarded:
    """What names this person and nobody else."""
    earner = desk.catalog.earners[plan.earner]
    exact = {earner.slug, earner.email, earner.address, *(row.credential for row in plan.rows)}
    names = {earner.name, earner.page_name, *earner.former_names} - {None}
    exact |= {name for name in names if name is not None and len(name.split()) == 1}
    terms = [Term("", "", name, is_name=True) for name in sorted(filter(None, names))]
    return Guarded((*terms, *(Term("", "", each) for each in sorted(filter(None, exact)))))


def _leftovers(desk: Desk, config_file: Path, words: Guarded) -> tuple[list[Path], list[Path]]:
    """Files here, in the catalog and of the people that hold a word; and those that are closed."""
    root = config_file.parent
    site = (root / desk.config.site_dir).resolve()
    scan, found, closed = LeakScan(words), [], []
    for path in sorted(
        {*_files(root, site), *_files(desk.catalog_dir, site), *_files(desk.people_dir, site)}
    ):
        if path.stat().st_size > _LARGEST:
            closed.append(path)
            continue
        leaks = list(scan.scan([(path.name, path.read_bytes())]))
        if any(not leak.what for leak in leaks):
            found.append(path)
        elif any(leak.what.startswith(CLOSED) for leak in leaks):
            closed.append(path)
    return found, closed


def _files(folder: Path, site: Path) -> Iterator[Path]:
    """Every file below `folder` but hidden ones, and the site's: its addresses are told."""
    for inner, folders, names in os.walk(folder):
        here = Path(inner)
        folders[:] = [
            each
            for each in folders
            if not (each.startswith(".") or each in _NOT_OURS or (here / each).resolve() == site)
        ]
        yield from (path for name in names if (path := here / name).is_file())


def _tell_found(found: Iterable[Path], closed: Iterable[Path]) -> None:
    for paths, sentence in (
        (found, "These files still hold the name or slug, of this person or a namesake; look:"),
        (closed, "These could not be looked into, being locked, damaged or large; look yourself:"),
    ):
        listed = list(paths)
        if listed:
            click.echo(sentence)
            for path in listed:
                click.echo(f"  {path}")
