"""`python -m tests.bench.registry FOLDER`: a whole program of any size, the same at every run.

Writes the configuration, a catalog of rich badges, people with mixed visibilities, and
``awards.csv`` for `badgepress issue`. The issuers' keys lie beside FOLDER, in ``FOLDER.keys``.
"""

import argparse
import csv
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.issue import new_key, write_key
from tests.bench.registry_catalog import Catalog
from tests.bench.registry_people import AWARD_COLUMNS, EARNER_COLUMNS, awards, earners

PASSPHRASE = "registry of nobody at all"
BASE_URL = "https://badges.registry.example/"
CONFIG = """\
site_name: Registry of nobody
description: Badges of a state that is made up.
base_url: {base_url}
catalog: catalog
people: people
site_dir: site
home:
  statement: A badge here means that somebody saw the work.
  run_by: {{office: Badge Desk, email: desk@registry.example}}
issuing: {{dates: mdy}}
"""


def make_registry(
    folder: Path,
    *,
    badges: int,
    people: int,
    assertions: int,
    seed: int = 1,
    shards: int = 0,
    base_url: str = BASE_URL,
) -> list[Path]:
    """Write the program; the key files, which `PASSPHRASE` opens.

    People lie in one folder, or in shards of `shards` hexadecimal digits.
    """
    catalog = Catalog(badges, seed)
    _write(folder / "site-config.yml", CONFIG.format(base_url=base_url))
    keys_dir = folder.with_name(f"{folder.name}.keys")
    keys_dir.mkdir(parents=True)
    public: dict[str, str] = {}
    files = []
    for issuer in catalog.issuers:
        private = sha256(f"{seed} {issuer}".encode()).digest()
        public[issuer], body = new_key(private, PASSPHRASE, rounds=1)
        files.append(keys_dir / f"{issuer}.key")
        write_key(files[-1], body, keep_out=())
    for path, text in catalog.files(public):
        _write(folder / "catalog" / path, text)
    _write_earners(folder / "people", earners(people, seed), shards)
    with (folder / "awards.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(AWARD_COLUMNS)
        rows.writerows(awards(assertions, people, catalog.badges, catalog.stacks, seed))
    return files


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_earners(people: Path, rows: Iterator[tuple[str, ...]], shards: int) -> None:
    """Each row into the shard that the digest of its slug names."""
    with ExitStack() as opened:
        writers: dict[str, Any] = {}
        for row in rows:
            name = sha256(row[0].encode()).hexdigest()[:shards]
            if name not in writers:
                folder = people / "shards" / name if shards else people
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / "earners.csv"
                file = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
                writers[name] = csv.writer(file, lineterminator="\n")
                writers[name].writerow(EARNER_COLUMNS)
            writers[name].writerow(row)


def main() -> None:
    """Write one as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where nothing stands yet")
    parser.add_argument("--badges", type=int, default=60)
    parser.add_argument("--earners", type=int, default=2000)
    parser.add_argument("--assertions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=0, choices=range(4), metavar="DIGITS")
    parser.add_argument("--base-url", default=BASE_URL)
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True)
    keys = make_registry(
        folder,
        badges=given.badges,
        people=given.earners,
        assertions=given.assertions,
        seed=given.seed,
        shards=given.shards,
        base_url=given.base_url,
    )
    print(f"Keys for issue --key, which BADGEPRESS_PASSPHRASE='{PASSPHRASE}' opens:")
    for key in keys:
        print(f"  {key}")


if __name__ == "__main__":
    main()
