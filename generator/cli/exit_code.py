"""What a command's exit code means; a public promise."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    OK = 0  # fine, or everything verified
    WRONG = 1  # the catalog is wrong, or a credential is invalid
    USAGE = 2  # the arguments are
    UNSURE = 3  # nothing invalid, but some untrusted or unconfirmed
    CANNOT_WRITE = 4  # the target can't be written
