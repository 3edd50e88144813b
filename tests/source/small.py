"""A small catalog that is right, as text; tests change one thing and read what is told."""

from collections.abc import Mapping
from pathlib import Path

from generator.source import CatalogError, load

KEY = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
TOKENS = ["a" * 32, "b" * 32, "c" * 32]

CONFIG = """\
site_name: Fenwick Badges
description: Badges of the Fenwick district.
base_url: https://badges.example.org/demo/
home:
  statement: A badge here means that work was seen and judged.
  featured: [sql-basics]
  run_by: {office: Fenwick Badge Office, email: badges@example.org}
"""
ISSUER = f"""\
name: Fenwick
summary: A school district.
url: https://example.org/
contact: {{office: Fenwick Badge Office}}
keys:
  - public_key: {KEY}
    created: 2026-01-01T00:00:00Z
"""
BADGE = """\
name: SQL basics
summary: Reads and writes queries.
description: Ten queries.
level: foundation
topics: [data]
audience: [teacher]
hours: 6
shown: wrote ten queries that answer real questions
criteria: Pass the quiz.
rubric:
  levels: [{id: low, name: Low}, {id: high, name: High}]
  passes: high
  criteria:
    - {id: joins, name: Joins, levels: {low: Knows one., high: Knows all.}}
assessors: {who: A teacher of computing}
requires: []
owner: {office: Fenwick Badge Office}
review_by: 2030-01-01
version: 1.0
"""
PATHWAY = """\
name: Data
summary: Two badges.
audience: [teacher]
issuer: fenwick
rule:
  all: [sql-basics, charts]
awards: data-stack
"""
RECOGNIZER = """\
name: Fenwick College
kind: college
summary: A college.
url: https://college.example.org/
contact: {office: Admissions}
honors:
  - badges: [sql-basics]
    pathways: [data]
    worth: {kind: credits, amount: 1, text: One credit.}
    from: 2026-01-01
    basis: {kind: policy, url: https://college.example.org/policy}
"""
EARNER = """\
name: Ada Lee
visibility: public
consent: {by: earner, on: 2026-01-01, visibility: public, name: Ada L.}
"""
ROW = (
    '{"kind": "issued", "award_identity": "sql-basics/al-0042/2026-02-01", "award": '
    '{"badge": "sql-basics", "earner": "al-0042", "awarded": "2026-02-01"}, "copy": "page", '
    '"issuer": "fenwick", "earner": "al-0042", "badge": "sql-basics", "badge_version": "1.0", '
    f'"name": "Ada L.", "credential": "{TOKENS[0]}", '
    '"subject": "urn:uuid:11111111-1111-4111-8111-111111111111", "status_list": 1, '
    f'"status_index": 7, "signed_at": "2026-02-02T00:00:00Z", "key": "{KEY}", '
    f'"digest": "sha256:{"0" * 64}", "replaces": []}}\n'
)
ASSERTION = (
    f'{{"id": "https://badges.example.org/demo/credentials/{TOKENS[0]}/credential.json", '
    '"credentialSubject": {"identifier": [{"identityHash": "Ada L."}]}}'
)

FILES: Mapping[str, str] = {
    "site-config.yml": CONFIG,
    "catalog/issuers/fenwick.yml": ISSUER,
    "catalog/badges/fenwick/sql-basics.yml": BADGE,
    "catalog/badges/fenwick/charts.yml": BADGE.replace("SQL basics", "Charts"),
    "catalog/badges/fenwick/data-stack.yml": BADGE.replace("requires: []", "requires: [charts]"),
    "catalog/pathways/data.yml": PATHWAY,
    "catalog/recognizers/college.yml": RECOGNIZER,
    "catalog/earners/al-0042.yml": EARNER,
    "catalog/ledger.jsonl": ROW,
    f"catalog/assertions/{TOKENS[0]}.json": ASSERTION,
    "catalog/pages/about.md": "# About\n",
    "catalog/trust.yml": "issuers:\n  - {did: did:web:example.org, name: Fenwick, since: 2026-01-01}\n",
}
SHORT = {
    "badge": "catalog/badges/fenwick/sql-basics.yml",
    "charts": "catalog/badges/fenwick/charts.yml",
    "stack": "catalog/badges/fenwick/data-stack.yml",
    "issuer": "catalog/issuers/fenwick.yml",
    "pathway": "catalog/pathways/data.yml",
    "recognizer": "catalog/recognizers/college.yml",
    "earner": "catalog/earners/al-0042.yml",
    "ledger": "catalog/ledger.jsonl",
    "assertion": f"catalog/assertions/{TOKENS[0]}.json",
    "config": "site-config.yml",
    "trust": "catalog/trust.yml",
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write `files` by their path under `folder`."""
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)


def changed(*edits: tuple[str, str, str]) -> dict[str, str | bytes]:
    """`FILES` with each edit made: a short name or path, what was there, what is there now.

    An empty "what was there" replaces the whole file, and makes it where there was none.
    """
    files: dict[str, str | bytes] = dict(FILES)
    for name, old, new in edits:
        path = SHORT.get(name, name)
        text = str(files.get(path, ""))
        assert old in text, f"{path} does not hold {old!r}"
        files[path] = text.replace(old, new, 1) if old else new
    return files


def told(folder: Path, config: str = "site-config.yml") -> list[str]:
    """Every mistake of the catalog in `folder`, one string each, without source excerpts."""
    try:
        load(folder / config)
    except CatalogError as error:
        return [brief(str(problem), folder) for problem in error.problems]
    return []


def brief(message: str, folder: Path | None = None) -> str:
    """A message without its excerpt, its paths relative to `folder`."""
    lines = [line for line in message.split("\n") if not line.startswith("    ")]
    text = "\n".join(lines)
    return text.replace(f"{folder}/", "") if folder is not None else text
