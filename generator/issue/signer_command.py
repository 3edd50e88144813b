"""A key that is not in a file: a command signs for it, in front of an HSM, a KMS or an agent."""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread
from typing import IO

from generator.issue.key_file import KeyRefusedError, SigningKey
from generator.openbadges.ed25519 import SIGNATURE_BYTES, verify_signature
from generator.openbadges.multikey import decode_public_key

TIMEOUT_SECONDS = 120
"""For one signature: long enough to find the token and touch it, or to type its PIN."""

_AGAIN = "what was signed before stays; mend the command and run this again"


@dataclass(frozen=True, slots=True)
class SignerCommand:
    """Gets the bytes to sign on stdin, and writes the 64 bytes of an Ed25519 signature."""

    public_key: str
    """In multibase form: whose signatures they are; each is held against it."""
    command: str
    """A program and its arguments; no shell reads it."""


def signer_for(signer: SignerCommand, *, timeout_seconds: float = TIMEOUT_SECONDS) -> SigningKey:
    """The key behind a command.

    Raises:
        KeyRefusedError: the command names no program; also later, by the key's `sign`, where
            it fails, hangs, or gives anything but a good signature.

    """
    try:
        arguments = shlex.split(signer.command, posix=sys.platform != "win32")
    except ValueError as error:
        raise KeyRefusedError(f"--signer-cmd is not readable: {error}") from None
    if not arguments:
        raise KeyRefusedError("--signer-cmd names no program")
    public_key = decode_public_key(signer.public_key)

    def sign(message: bytes) -> bytes:
        signature = _run(arguments, message, timeout_seconds)
        if not verify_signature(public_key, message, signature):
            raise KeyRefusedError(
                f"what '{arguments[0]}' gave is no signature of {signer.public_key}",
                f"it signs with another key, or something else than it was given; {_AGAIN}",
            )
        return signature

    return SigningKey(signer.public_key, sign)


def _run(arguments: Sequence[str], message: bytes, timeout_seconds: float) -> bytes:
    """What the command answers to `message`, no more than tells that it is too long."""
    name = arguments[0]
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own command, without a shell
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    except OSError as error:
        raise KeyRefusedError(f"'{name}' can't be run: {error.strerror}") from None
    answer: list[bytes] = []
    talk = Thread(target=_talk, args=(process, message, answer), daemon=True)
    talk.start()
    talk.join(timeout_seconds)
    if talk.is_alive():  # a child of its own may still hold the pipe: leave that
        process.kill()
        process.wait()
        raise KeyRefusedError(f"'{name}' did not sign within {timeout_seconds:g} seconds", _AGAIN)
    (signature,) = answer
    is_too_long = len(signature) > SIGNATURE_BYTES
    if process.returncode and not is_too_long:
        raise KeyRefusedError(f"'{name}' failed with exit code {process.returncode}", _AGAIN)
    if len(signature) != SIGNATURE_BYTES:
        found = f"more than {SIGNATURE_BYTES}" if is_too_long else f"{len(signature)}"
        raise KeyRefusedError(
            f"'{name}' gave {found} bytes where a signature has {SIGNATURE_BYTES}",
            f"it must write the raw signature and nothing else; {_AGAIN}",
        )
    return signature


def _talk(process: subprocess.Popen[bytes], message: bytes, answer: list[bytes]) -> None:
    stdin, stdout = _pipes(process)
    try:
        with stdin:
            stdin.write(message)
    except OSError:  # it did not listen; what it answers tells why
        pass
    with stdout:
        signature = stdout.read(SIGNATURE_BYTES + 1)
    if len(signature) > SIGNATURE_BYTES:
        process.kill()
    answer.append(signature)
    process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise TypeError("the command was started without pipes")
    return process.stdin, process.stdout
