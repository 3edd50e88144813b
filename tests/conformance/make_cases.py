"""Writes the conformance cases: ``python -m tests.conformance.make_cases``.

The cases stand as code in ``tests/verify/cases``; what is written here is for verifiers
in any language. The same code writes the same bytes.
"""

import json
import shutil
from pathlib import Path

from generator.openbadges.strict_json import dump_json
from tests.verify.cases import (
    clocks,
    current,
    curve,
    document,
    drawings,
    endorsed,
    keys,
    languages,
    look_alikes,
    papers,
    passing,
    pictures,
    published,
    stacked,
    stolen,
    tampering,
)

HERE = Path(__file__).resolve().parent
LOOK_ALIKES = "look_alikes.json"
MODULES = (
    *(passing, document, languages, tampering, keys, curve, published),
    *(endorsed, stacked, current, stolen, clocks, pictures, papers, drawings, look_alikes),
)


def all_cases():
    """Folder name: case. The name ends in the verdict, unless all is well."""
    cases = {}
    for module in MODULES:
        for name, case in module.CASES.items():
            folder = name + case.suffix
            if folder in cases:
                raise ValueError(f"two cases are called {folder}")
            cases[folder] = case
    return dict(sorted(cases.items()))


def files_of(case):
    """File name: bytes, of one case's folder."""
    files = {case.file: case.credential}
    index = {}
    for number, (url, found) in enumerate(sorted(case.documents.items()), start=1):
        body, handed, *date = found
        files[f"document-{number}.json"] = body
        index[url] = {"file": f"document-{number}.json", "handed": handed}
        if date:
            (index[url]["date"],) = date
    if index:
        files["documents.json"] = dump_json(index)
    names = {}
    for number, (said, body) in enumerate(sorted(case.given.items()), start=1):
        names[said] = f"given-{number}.json"
        files[names[said]] = body
    if names:
        files["given.json"] = dump_json(names)
    if case.trust is not None:
        files["trust.json"] = dump_json(case.trust)
    expected = {"about": case.about, "as_of": case.as_of, "checks": case.checks}
    files["expected.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    return files


def look_alike_table():
    """The names of `look_alikes`, one case a line."""
    table = look_alikes.table()
    lines = ",\n".join(json.dumps(row) for row in table["cases"])
    head = json.dumps({name: table[name] for name in ("as_of", "trust")})
    return f'{head[:-1]}, "cases": [\n{lines}\n]}}\n'.encode()


def write(target):
    """Write every case under `target`; folders that are no case any more are removed."""
    cases = all_cases()
    for folder in target.iterdir():
        if (folder / "expected.json").is_file() and folder.name not in cases:
            shutil.rmtree(folder)
    for name, case in cases.items():
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        files = files_of(case)
        for old in folder.iterdir():
            if old.name not in files:
                old.unlink()
        for file, data in files.items():
            (folder / file).write_bytes(data)
    (target / LOOK_ALIKES).write_bytes(look_alike_table())
    return len(cases)


if __name__ == "__main__":
    print(f"{write(HERE)} cases in {HERE}")
