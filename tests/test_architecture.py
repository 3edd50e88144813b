"""Imports go one way, and the pure rooms touch neither disk, network, chance nor clock."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"

CORE = {"model", "source", "openbadges", "verify"}
MAY_IMPORT = {  # a room may import itself and these
    "model": set(),
    "source": {"model"},
    "openbadges": {"model"},
    "verify": {"model", "source", "openbadges"},
    "issue": CORE,
    "site": CORE,
    "publish": CORE,
    "build": CORE | {"site", "publish"},
    "paper": CORE | {"issue", "site"},
    "cli": CORE | {"issue", "site", "publish", "build", "paper"},
    "": {"cli"},  # __main__
}
PURE = {"model", "openbadges", "verify", "site"}
EXCEPTIONS = {
    "openbadges/contexts.py": "reads the bundled contexts, which are package data",
    "verify/words.py": "reads its sentences, which are package data",
    "verify/https.py": "asks the network, and is handed to `verify` as a resolver",
}
IMPURE_MODULES = {
    *("os", "pathlib", "io", "shutil", "tempfile", "glob", "fileinput", "mmap", "fcntl"),
    *("subprocess", "multiprocessing", "threading", "asyncio", "signal", "sched"),
    *("socket", "ssl", "http", "urllib.request", "requests", "urllib3", "ftplib", "smtplib"),
    *("random", "secrets", "time", "locale", "platform", "sqlite3", "importlib", "pkgutil"),
    "logging",
}
ALLOWED_NAMES = {"pathlib": {"PurePosixPath", "PurePath"}, "io": {"BytesIO", "StringIO"}}
POSSESSIVE = re.compile(r"[)\]][*+?]\+(?!,)|\(\?>")  # a "," follows in sets of marks only
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
IMPURE_METHODS = {"now", "utcnow", "today", "uuid1", "uuid4", "getrandbits", "urandom"}
"""Of datetime, date and uuid; no type of ours has a method of these names that is called."""


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def room(self) -> str:
        return self.name.rpartition("/")[0].partition("/")[0]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"), self.name)

    def __str__(self) -> str:
        return self.name


MODULES = [Module(path) for path in sorted(PACKAGE.rglob("*.py")) if "_theme" not in path.parts]


def imported_rooms(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this test can read them"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "generator":
                yield rest.partition(".")[0]


def impurities(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if _is_impure(alias.name))
            case ast.ImportFrom(module=str(module), names=names):
                allowed = ALLOWED_NAMES.get(module, set())
                if _is_impure(module):
                    yield from (
                        f"{module}.{alias.name}" for alias in names if alias.name not in allowed
                    )
                else:
                    yield from (
                        f"{module}.{alias.name}"
                        for alias in names
                        if _is_impure(f"{module}.{alias.name}") or alias.name in IMPURE_METHODS
                    )
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in IMPURE_METHODS:
                yield f".{attribute}()"


def _is_impure(module: str) -> bool:
    return module in IMPURE_MODULES or module.partition(".")[0] in IMPURE_MODULES - {"http"}


def test_every_room_is_known():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(MAY_IMPORT) - {""}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_room_imports_only_from_the_rooms_below_it(module):
    wanted = {room for room in imported_rooms(module.tree) if room != module.room}
    assert wanted <= MAY_IMPORT[module.room], f"{module} reaches into {wanted}"


@pytest.mark.parametrize("module", [module for module in MODULES if module.room in PURE], ids=str)
def test_a_pure_room_touches_nothing(module):
    if module.name in EXCEPTIONS:
        pytest.skip(EXCEPTIONS[module.name])
    assert list(impurities(module.tree)) == []


def test_the_exceptions_are_still_there():
    assert set(EXCEPTIONS) <= {module.name for module in MODULES}


def test_only_the_command_line_reads_the_clock():
    readers = {
        module.name
        for module in MODULES
        if {".now()", ".utcnow()", ".today()"} & set(impurities(module.tree))
    }
    assert readers <= {module.name for module in MODULES if module.room == "cli"}


PURE_ENOUGH = {
    "paths that touch nothing": "from pathlib import PurePosixPath",
    "bytes in memory": "from io import BytesIO",
    "parsing addresses": "from urllib.parse import urlsplit",
    "given instants": "from datetime import datetime\ndatetime.fromisoformat(x)",
}
IMPURE = {
    "disk": ("open('x')", "open()"),
    "disk by path": ("from pathlib import Path", "pathlib.Path"),
    "network": ("import urllib.request", "urllib.request"),
    "network by name": ("from urllib import request", "urllib.request"),
    "chance": ("import random", "random"),
    "chance by uuid": ("from uuid import uuid4", "uuid.uuid4"),
    "clock": ("from datetime import datetime\ndatetime.now()", ".now()"),
    "clock by module": ("import time", "time"),
    "inside a function": ("def f():\n    import os.path", "os.path"),
}


@pytest.mark.parametrize("source", PURE_ENOUGH.values(), ids=PURE_ENOUGH.keys())
def test_what_is_pure_passes(source):
    assert list(impurities(ast.parse(source))) == []


@pytest.mark.parametrize(("source", "found"), IMPURE.values(), ids=IMPURE.keys())
def test_what_is_not_pure_is_found(source, found):
    assert list(impurities(ast.parse(source))) == [found]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_pattern_gives_up_what_it_matched(module):
    """Python 3.11.2, which Debian has, gets possessive groups wrong: a pattern took bad IRIs."""
    strings = [node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)]
    found = [each for each in strings if isinstance(each, str) and POSSESSIVE.search(each)]
    found += [
        each
        for each in strings
        if isinstance(each, bytes) and POSSESSIVE.search(each.decode("latin-1"))
    ]
    assert found == []
