"""`python -m tests`: every check of the project, one after the other.

Stops at nothing: each check runs, and the exit code is 1 if one of them failed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NODE_FOLDERS = ("tests/judges", "theme/verifier")


def _checks() -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    checks = {
        "format": [*python, "ruff", "format", "--check", "."],
        "lint": [*python, "ruff", "check", "."],
        "types": [*python, "mypy"],
    }
    node = shutil.which("node")
    ready = node and all((PROJECT / folder / "node_modules").is_dir() for folder in NODE_FOLDERS)
    if ready or os.environ.get("CI"):
        checks["bundle"] = [node or "node", "theme/verifier/build.mjs", "--check"]
        checks["node"] = [node or "node", "--test", *_node_tests()]
    else:
        folders = " and ".join(f"`npm ci --prefix {folder}`" for folder in NODE_FOLDERS)
        print(f"node's tests skipped: they need Node 20 and {folders}")
    # In order, since what takes long comes early there; at the end no core waits for the other.
    spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    checks["pytest"] = [*python, "pytest", *spread, *sys.argv[1:]]
    return checks


def _node_tests() -> list[str]:
    judges = PROJECT.glob("tests/judges/*.test.mjs")
    verifier = PROJECT.glob("theme/verifier/test/**/*.test.js")
    return sorted(map(str, [*judges, *verifier]))


def _run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd=PROJECT, check=False).returncode == 0
    except FileNotFoundError:
        print(f"{command[0]} is not installed", file=sys.stderr)
        return False


def main() -> int:
    """Run every check; 0 only if all passed."""
    failed = []
    for name, command in _checks().items():
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        if not _run(command):
            failed.append(name)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
