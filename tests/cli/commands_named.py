"""The commands that a text tells people to type, held against the real command line."""

import re
import shlex
from collections.abc import Iterator

import click

from generator.cli.main import badgepress

_IN_TEXT = re.compile(r"`(badgepress [^`\n]+)`")
_IN_BLOCK = re.compile(r"^(badgepress .+)$", re.MULTILINE)


def commands_named(text: str) -> list[str]:
    """Every command line in `text`: in backticks, or a line of a code block."""
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return _IN_TEXT.findall(text) + _IN_BLOCK.findall("\n".join(lines))


def faults(line: str) -> Iterator[str]:
    """What `line` names that the command line does not have."""
    command: click.Command = badgepress
    context = click.Context(command)
    asked = {"-h", "--help"}
    for word in shlex.split(line, comments=True)[1:]:
        if word.startswith("-"):
            known = {each for one in command.params for each in (*one.opts, *one.secondary_opts)}
            if word.partition("=")[0] not in known | asked:
                yield f"{command.name} has no option {word}: {line}"
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            if found is None:
                yield f"{command.name} has no command {word}: {line}"
                return
            command = found
