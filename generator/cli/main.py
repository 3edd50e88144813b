"""The `badgepress` command and how it finds its subcommands."""

import importlib
import sys
from io import TextIOWrapper

import click

from generator.cli.exit_code import ExitCode

# name: (module, attribute); the order of this table is the order of --help.
_COMMANDS = {
    "check": "Report every mistake in the catalog.",
    "build": "Verify everything and write the website.",
    "undo": "Bring back the site as it was before the last build.",
    "serve": "Build the website and show it on this computer.",
    "keys": "Make, back up and restore signing keys.",
    "new": "Make a score sheet, a handbook, or a template to change.",
    "issue": "Sign awards from a spreadsheet or YAML file.",
    "revoke": "Withdraw an earned badge.",
    "reissue": "Replace earned badges after a correction.",
    "withdraw": "Take back somebody's consent: hide all that is theirs.",
    "erase": "Take a person out of the catalog.",
    "consent": "Write the form on which somebody agrees to be shown.",
    "handout": "Write certificates and own copies for the people.",
    "archive": "Keep badges so that they can be checked in many years.",
    "shard": "Bring the people of a large program into shards.",
    "renew": "Sign status lists anew before they end.",
    "endorse": "Sign what recognizers say of badges, with their keys.",
    "clr": "Sign a record of all that somebody earned, to download.",
    "worth": "Add up what earned badges are worth, and to whom.",
    "pathways": "Who completed a pathway, and who is near.",
    "seal": "Sign a built site, so that older copies are noticed.",
    "verify": "Check credentials from files, folders, built sites or links.",
    "bake": "Put a credential into a PNG or SVG picture.",
    "unbake": "Take the credential out of a picture or PDF.",
}


class _LazyGroup(click.Group):
    """A group whose commands are imported only when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"generator.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"generator.cli.{cmd_name} has no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="badgepress")
def badgepress() -> None:
    """Turn YAML badge definitions and signed assertions into a website anyone can check."""


def main() -> None:
    """Run the command line; a catalog's mistakes are told and never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A name that a terminal's encoding lacks must not end the work in the middle.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        badgepress.main(prog_name="badgepress")
    except OSError as error:  # a file that went away, a full disk, a name too long
        name = f"{str(error.filename)[:200]}: " if error.filename else ""
        click.echo(f"error: {name}{error.strerror or error}", err=True)
        sys.exit(ExitCode.CANNOT_WRITE)
    except Exception as error:
        # Reading the catalog's types takes longer than --help should: import them only now.
        from generator.source import CatalogError  # noqa: PLC0415

        if not isinstance(error, CatalogError):
            raise
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(
            f"{count} mistake{'' if count == 1 else 's'} found; nothing was written.", err=True
        )
        sys.exit(ExitCode.WRONG)
