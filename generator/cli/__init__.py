"""The command line: arguments in, exit code out; the only room that reads the clock.

One module a command, named after it, with the click command as `command`. A module is
imported when its command is asked for, so that `badgepress --help` starts at once.
"""

from generator.cli.main import main

__all__ = ["main"]
