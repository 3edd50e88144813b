"""Digests of what a unit of work is made of."""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("jinja2", "mkdocs-material", "nh3", "cmarkgfm", "pydantic", "pyyaml", "resvg-py")


@cache
def code_digest() -> str:
    """What the outcome of a build depends on beside its inputs: this package and its libraries."""
    package = Path(__file__).resolve().parent.parent
    digest = sha256(sys.version.encode())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\0".encode())
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0")
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def digest_of(*parts: bytes) -> str:
    """One digest of several contents, none of which can pass for two."""
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
