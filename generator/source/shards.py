"""Shards: the people of a registry in many folders, each a people folder of its own.

A small program keeps its people in one folder. A large one keeps them in
``shards/<hex>/`` below it, with one, two or three hexadecimal digits, where an earner lies in
the shard that the first digits of SHA-256 of their slug name. All of a person lies together,
so that every step takes one shard after the other, or several at once.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = "shards"
MOST_DIGITS = 3
NEW = ".shards.new"
"""Where `shard` makes another layout of the people folder, whole, before it takes it over."""
READY = ".ready"
"""In that folder: it is whole, and from now on what counts; says whether it has shards."""
WHOLE = b"without shards\n"
_NAME = re.compile(r"[0-9a-f]{1,3}")


def is_shard_name(name: str) -> bool:
    """Whether a folder is called as a shard is."""
    return _NAME.fullmatch(name) is not None


def shard_name(slug: str, digits: int) -> str:
    """The shard that an earner lies in, of shards with so many digits."""
    return sha256(slug.encode()).hexdigest()[:digits]


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """A folder of people: the only one, or one of many."""

    name: str
    """Its hexadecimal digits; empty for a people folder without shards."""
    folder: Path

    def holds(self, slug: str) -> bool:
        """Whether an earner lies here."""
        return not self.name or shard_name(slug, len(self.name)) == self.name


def home(people: Path) -> Path:
    """Where people lie: their folder, or a new layout of it that a kill kept from moving there."""
    new = people / NEW
    try:
        said = (new / READY).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return people
    return new if said == WHOLE or (new / FOLDER).is_dir() else people


def shards_of(people: Path) -> tuple[Shard, ...]:
    """The shards of a people folder, in order; itself where it has none."""
    base = home(people)
    found = _folders(base)
    return tuple(Shard(each.name, each) for each in found) or (Shard("", base),)


def shard_for(people: Path, slug: str) -> Shard:
    """The shard that an earner lies in, or would lie in."""
    first = shards_of(people)[0]
    if not first.name:
        return first
    name = shard_name(slug, len(first.name))
    return Shard(name, first.folder.with_name(name))


def _folders(people: Path) -> list[Path]:
    try:
        entries = sorted((people / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [each for each in entries if is_shard_name(each.name) and each.is_dir()]
