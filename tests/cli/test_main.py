"""The command as a process of its own: it ends with an answer and never with a traceback."""

import os
import subprocess
import sys

from generator.cli.exit_code import ExitCode
from tests.verify.cases.world import AS_OF, badge, dump_json, signed


def run(*arguments, **environment):
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_a_name_that_the_terminal_cannot_write_changes_no_answer(tmp_path):
    badge_file = tmp_path / "credential.json"
    badge_file.write_bytes(dump_json(signed(badge())))
    result = run("verify", "--offline", "--as-of", AS_OF, badge_file, PYTHONIOENCODING="ascii")
    assert result.returncode == ExitCode.UNSURE, result.stderr
    assert b"earned by Zo? ?ngstr?m" in result.stdout


def test_what_the_system_refuses_is_told_in_one_line():
    name = "x" * 5_000
    result = run("check", "-f", name)
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert result.stderr.decode().splitlines() == [f"error: {name[:200]}: File name too long"]
