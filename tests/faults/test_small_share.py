"""A small share of the faults, always the same, with every run of the tests.

``python -m tests.faults all`` is the whole; see generator/README.md.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NOTHING_WRONG = (
    "0 half-published sites, 0 lost or repeated status indexes, 0 uncaught exceptions, "
    "0 left something behind, 0 otherwise wrong\n"
)
SHARES = {
    "calls while a small site is put in place": ("fail-staging", "--every", "7"),
    "calls while two trees take their changes": ("fail-changes", "--every", "41"),
    "some calls of an issue run": ("fail-issuing", "--every", "29"),
    "kills while people are brought into shards": ("kill-sharding", "--count", "4"),
    "a ledger half written": ("torn-ledger", "--count", "3"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="forks its processes")
@pytest.mark.parametrize("arguments", SHARES.values(), ids=SHARES.keys())
def test_faults_do_no_harm(arguments):
    """In a process of its own: it forks, and changes what the system answers."""
    # In memory, where nothing waits for what other programs write to the disk.
    memory = ["--folder", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    command = [sys.executable, "-m", "tests.faults", *arguments, *memory]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(NOTHING_WRONG)
    assert ": 0 runs" not in done.stdout
