"""A command that signs in place of a key file, and every way in which it fails."""

import shlex
import sys

import pytest

from generator.issue.key_file import KeyRefusedError
from generator.issue.signer_command import SignerCommand, signer_for
from generator.openbadges.ed25519 import verify_signature
from generator.openbadges.multikey import decode_public_key
from tests.issue.world import BROOK, HILL

SIGN = """\
import sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
key = Ed25519PrivateKey.from_private_bytes(b"brook-brook-brook-brook-brook-32")
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(key.sign(data))
"""


def python(code: str) -> str:
    """A command that runs `code`."""
    return shlex.join([sys.executable, "-c", code])


def test_it_signs_what_it_is_given():
    key = signer_for(SignerCommand(BROOK, python(SIGN)))
    message = bytes(range(256)) * 400  # longer than a pipe holds
    assert key.public_key == BROOK
    assert verify_signature(decode_public_key(BROOK), message, key.sign(message))


FAILS = {  # case: (public key, command, message)
    "another key": (
        HILL, python(SIGN), f"what '{sys.executable}' gave is no signature of {HILL}",
    ),
    "another text": (
        BROOK, python(SIGN.replace("key.sign(data)", "key.sign(data[1:])")),
        f"what '{sys.executable}' gave is no signature of {BROOK}",
    ),
    "its exit code": (
        BROOK, python("import sys; sys.stdin.read(); sys.exit(7)"),
        f"'{sys.executable}' failed with exit code 7",
    ),
    "a signature, and then a failure": (
        BROOK, python(f"{SIGN}sys.exit(1)"), f"'{sys.executable}' failed with exit code 1",
    ),
    "it does not listen": (
        BROOK, python("import os; os.close(0)"),
        f"'{sys.executable}' gave 0 bytes where a signature has 64",
    ),
    "too short": (
        BROOK, python("print('ab', end='')"),
        f"'{sys.executable}' gave 2 bytes where a signature has 64",
    ),
    "hexadecimal": (
        BROOK, python("print('ab' * 64)"),
        f"'{sys.executable}' gave more than 64 bytes where a signature has 64",
    ),
    "without end": (
        BROOK, python("while True: print('a' * 99)"),
        f"'{sys.executable}' gave more than 64 bytes where a signature has 64",
    ),
    "not there": (BROOK, "no-such-program --x", "'no-such-program' can't be run: No such file or directory"),
    "an open quote": (BROOK, "sign 'x", "--signer-cmd is not readable: No closing quotation"),
    "nothing": (BROOK, "  ", "--signer-cmd names no program"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "command", "message"), FAILS.values(), ids=FAILS.keys())
def test_it_fails_in_one_clear_line(key, command, message):
    with pytest.raises(KeyRefusedError) as caught:
        signer_for(SignerCommand(key, command)).sign(b"text")
    assert caught.value.message == message


HANGS = {
    "silent": "import time; time.sleep(600)",
    "after closing its output": "import os, time; os.close(1); time.sleep(600)",
    "in a child that holds the pipe": (
        "import subprocess, sys; "
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(20)'])"
    ),
}


@pytest.mark.parametrize("code", HANGS.values(), ids=HANGS.keys())
def test_it_is_not_waited_for_without_end(code):
    with pytest.raises(KeyRefusedError) as caught:
        signer_for(SignerCommand(BROOK, python(code)), timeout_seconds=1).sign(b"text")
    assert caught.value.message == f"'{sys.executable}' did not sign within 1 seconds"
