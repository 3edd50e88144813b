"""Whether two units of a tree want one file, on a file system that forgets case."""

from generator.publish.manifest import as_numbers, fold, numbers
from generator.publish.tree import Tree

_AT_ONCE = 1_000_000
"""Paths whose numbers are held at once; of more, a share at a time."""


def first_collision(tree: Tree) -> tuple[str, str] | None:
    """Two paths of the site that would be one file; None where nothing new could be.

    Paths are compared by numbers of 64 bits, and by themselves only where these are the same.
    """
    if not _has_new_names(tree):
        return None
    names = [manifest.folded or manifest.names for _, manifest in tree.manifests()]
    shares = sum(map(len, names)) // (8 * _AT_ONCE) + 1
    twice: set[int] = set()
    for share in range(shares):
        seen: set[int] = set()
        for packed in names:
            here = [each for each in as_numbers(packed) if each % shares == share]
            twice |= seen.intersection(here)
            seen.update(here)
    return _spelled(tree, twice) if twice else None


def _has_new_names(tree: Tree) -> bool:
    for name, manifest in tree.written_manifests():
        before = tree.before(name)
        if before is None or before.paths != manifest.paths:
            return True
    return False


def _spelled(tree: Tree, twice: set[int]) -> tuple[str, str] | None:
    wanted: dict[str, str] = {}
    for _, manifest in tree.manifests():
        packed = as_numbers(manifest.folded or manifest.names)
        if twice.isdisjoint(packed):
            continue
        for entry in manifest.entries:
            folded = fold(entry.path)
            if as_numbers(numbers([folded]))[0] not in twice:
                continue
            if folded in wanted:
                return wanted[folded], entry.path
            wanted[folded] = entry.path
    return None
