"""`badgepress verify`."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.text import Text

from generator.cli.exit_code import ExitCode
from generator.cli.options import as_of_option, now
from generator.cli.verify_folder import MAX_FILE_BYTES
from generator.cli.verify_site import Seen, SiteCheck
from generator.cli.verify_sources import Sources, read_last_table, read_trust, url_map
from generator.cli.verify_together import Together
from generator.model.trust import TrustList
from generator.verify import (
    Check,
    Judged,
    MappedResolver,
    OfflineResolver,
    Outcome,
    RememberingResolver,
    Report,
    Unavailable,
    Verdict,
    csv_table,
    headline,
    json_line,
    not_had,
    printable,
    verify,
)
from generator.verify.https import HttpsResolver

_STYLES = {
    Verdict.VERIFIED: "bold green",
    Verdict.UNTRUSTED: "bold yellow",
    Verdict.UNCONFIRMED: "bold yellow",
    Verdict.INVALID: "bold red",
}
_PARTS = {  # what a reader asks: the checks that answer
    "Authentic": ("document", "issuer-key", "signature"),
    "Current": ("validity-period", "status"),
    "Known issuer": ("issuer-trust",),
}
_ANSWERS = {  # worst first; the check's sentence follows
    Outcome.FAILED: "No. ",
    Outcome.UNKNOWN: "Not known. ",
    Outcome.SKIPPED: "",
    Outcome.PASSED: "Yes. ",
}

_RECORD = (
    "several badges. Each is checked by itself; who put them together, and what they left out, is "
    "not."
)


@click.command("verify")
@click.argument("targets", metavar="FILE|DIR|URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for spreadsheets.")
@click.option(
    "--counted",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="LAST.csv",
    help="With --csv: mark what this earlier table counted already.",
)
@click.option(
    "--seen",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep in FILE which version of each sealed site you saw, and tell of older ones.",
)
@click.option("--offline", is_flag=True, help="Ask nobody; judge from what is at hand.")
@click.option(
    "--map",
    "maps",
    type=url_map,
    multiple=True,
    metavar="URL=DIR",
    help="Answer addresses that begin with URL from a folder.",
)
@as_of_option
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The issuers you know: a trust.yml, or a trust.json that you rely on.",
)
@click.option(
    "-f",
    "--config",
    "config_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Use the list of known issuers of this site's catalog.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show every check.")
def command(
    targets: tuple[str, ...],
    maps: tuple[MappedResolver, ...],
    as_of: datetime | None,
    trust_file: Path | None,
    config_file: Path | None,
    *,
    counted: Path | None,
    seen: Path | None,
    as_json: bool,
    as_csv: bool,
    offline: bool,
    verbose: bool,
) -> None:
    """Check credentials from files, folders, built sites or links.

    A folder's badges are judged from the documents that lie with them, which counts only
    where your list of known issuers (--trust) names the issuer's keys. A folder's seal is
    looked at too; of a site on the web, give the address of its seal.json.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    if counted is not None and not as_csv:
        raise click.UsageError("--counted is for --csv.")
    _refuse_odd(targets)
    last = read_last_table(counted)
    trust = _trust(trust_file, config_file)
    nobody = OfflineResolver()
    sources = Sources(
        maps=maps,
        network=nobody if offline else RememberingResolver(HttpsResolver(tells_time=as_of is None)),
        pages=nobody if offline else HttpsResolver(max_bytes=MAX_FILE_BYTES),
    )
    moment = as_of or now()
    site_check = SiteCheck(maps, sources.network, trust, moment, Seen.read(seen))
    sites = {target: told for target in targets if (told := site_check.told(target)) is not None}
    targets = tuple(each for each in targets if each not in sites or "://" not in each)
    judged = []
    for each in _judge(sources, targets, moment, trust):
        judged.append(each)
        if as_json:
            click.echo(json_line(each.file, each.report))
    if sites and not judged:
        sys.exit(ExitCode.OK if all(sites.values()) else ExitCode.UNSURE)
    if not judged:
        raise click.UsageError("There is no badge to check in there.")
    if as_csv:
        click.echo(csv_table(judged, last), nl=False)
    elif not as_json:
        _show(judged, verbose=verbose)
    sys.exit(_exit_code(each.report.verdict for each in judged))


def _refuse_odd(targets: tuple[str, ...]) -> None:
    for target in targets:
        if "://" in target:
            if not target.startswith("https://"):
                raise click.UsageError(f"'{target}' is not an https address.")
        elif not target or not os.path.exists(target):  # noqa: PTH110 - Path's raises on odd names
            raise click.UsageError(f"There is no file or folder '{target}'.")


def _trust(trust_file: Path | None, config_file: Path | None) -> TrustList:
    """Only a list the reader named: one that lies beside the badges vouches for itself."""
    if trust_file is not None:
        return read_trust(trust_file)
    if config_file is not None:
        from generator.cli.people import load_part  # noqa: PLC0415 - only where asked for

        return load_part(config_file).catalog.trust
    return TrustList()


def _judge(
    sources: Sources, targets: tuple[str, ...], as_of: datetime, trust: TrustList
) -> Iterator[Judged]:
    console = Console(stderr=True)
    together = Together(sources, targets)
    record = ""
    found = track(
        sources.find(targets),
        "Checking",
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    for each in found:
        if each.record not in {"", record}:
            record = each.record
            click.echo(f"{printable(record)}: {_RECORD}", err=True)
        if isinstance(each.data, Unavailable):
            yield Judged(each.name, not_had(each.data))
        else:
            resolver = sources.resolver(each)
            report = verify(
                each.data, as_of=as_of, resolver=resolver, trust=trust, given=together.get
            )
            yield Judged(each.name, report, sha256(each.data).hexdigest())


def _exit_code(verdicts: Iterable[Verdict]) -> ExitCode:
    given = set(verdicts)
    if Verdict.INVALID in given:
        return ExitCode.WRONG
    return ExitCode.OK if given == {Verdict.VERIFIED} else ExitCode.UNSURE


def _show(judged: Sequence[Judged], *, verbose: bool) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if len(judged) == 1 or verbose:
        for each in judged:
            _show_one(console, each.file, each.report, verbose=verbose)
    else:
        for each in judged:
            console.print(_line(each.file, each.report), soft_wrap=True)
    if len(judged) > 1:
        counts = dict.fromkeys(Verdict, 0)
        for each in judged:
            counts[each.report.verdict] += 1
        told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
        console.print(f"{len(judged)} badges: {told}")


def _show_one(console: Console, name: str, report: Report, *, verbose: bool) -> None:
    """The verdict, what the badge says, and the three answers; then the checks."""
    console.print(Text(headline(report), style=_STYLES[report.verdict]))
    console.print(Text(f"  {printable(name)}", style="dim"), soft_wrap=True)
    if report.badge is not None:
        earner = f", earned by {printable(report.earner)}" if report.earner else ""
        issuer = printable(report.issuer_name or report.issuer or "")
        console.print(
            Text(f"  It says: {printable(report.badge)}{earner}, awarded by {issuer}"),
            soft_wrap=True,
        )
    for part, ids in _PARTS.items():
        check = _worst([report.check(each) for each in ids])
        answer = _ANSWERS[check.outcome] + check.detail
        console.print(Text(f"  {part + ':':<14} {answer}"), soft_wrap=True)
    _show_components(console, report)
    asks = dict.fromkeys(check.ask for check in report.checks if check.ask)
    for ask in asks:
        console.print(Text(f"  {ask}"), soft_wrap=True)
    if verbose or report.verdict is not Verdict.VERIFIED:
        for check in report.checks:
            line = f"    {check.id:<17}{check.outcome:<9}{check.detail}"
            console.print(Text(line, style="dim"), soft_wrap=True)
    console.print()


def _show_components(console: Console, report: Report) -> None:
    """What it is made of, where it says so and that was followed."""
    if not report.components:
        return
    check = report.check("components")
    answer = _ANSWERS[check.outcome] + check.detail
    console.print(Text(f"  {'Made of:':<14} {answer}"), soft_wrap=True)
    for each in report.components:
        name = f"{each.badge} ({each.url})" if each.badge else each.url
        console.print(Text(f"    {printable(name)}: {each.detail}"), soft_wrap=True)


def _worst(checks: Sequence[Check]) -> Check:
    """The one that answers: a no, a don't know, something not judged, else the last yes."""
    order = list(_ANSWERS)
    return min(reversed(checks), key=lambda check: order.index(check.outcome))


def _line(name: str, report: Report) -> Text:
    """One line for one of many."""
    line = Text(f"{report.verdict:<11}", style=_STYLES[report.verdict])
    line.append(f"  {printable(name)}", style="default not bold")
    if report.badge is not None:
        issuer = printable(report.issuer_name or report.issuer or "")
        line.append(f"  {printable(report.badge)}, awarded by {issuer}", style="default not bold")
    if report.verdict is not Verdict.VERIFIED:
        line.append(f"  {report.deciding.detail}", style="default not bold")
    return line
