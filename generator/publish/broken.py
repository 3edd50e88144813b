"""Whether every link inside a written site leads somewhere."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.publish.links import BrokenLink, Inside
from generator.publish.manifest import Manifest, as_numbers, path_number
from generator.publish.tree import Tree


def broken_links(tree: Tree, base_url: str) -> Iterator[BrokenLink]:
    """Every link inside the site that no file answers, file by file in order.

    Of units that stand as they were, only those are asked that lead to what is gone.
    """
    inside = Inside(base_url)
    if tree.base_url != base_url:
        files = tree.files
        for path in sorted(files):
            yield from inside.broken(path, tree.read(path), files.__contains__)
        return
    missing = _missing(tree)
    if not missing:
        return
    paths = sorted(
        entry.path
        for _, manifest in tree.manifests()
        if not missing.isdisjoint(as_numbers(manifest.links))
        for entry in manifest.entries
        if entry.path.endswith((".html", ".json", ".xml"))
    )
    for path in paths:
        yield from inside.broken(
            path, tree.read(path), lambda file: path_number(file) not in missing
        )


def _missing(tree: Tree) -> set[int]:
    """Numbers of the paths that are linked to and that no unit has."""
    wanted: set[int] = set()
    for name, manifest in tree.written_manifests():
        before = tree.before(name)
        known = as_numbers(before.links) if before is not None else ()
        wanted |= set(as_numbers(manifest.links)).difference(known)
    if gone := _gone(tree):
        for _, manifest in tree.manifests():
            wanted |= gone.intersection(as_numbers(manifest.links))
    for _, manifest in tree.manifests() if wanted else ():
        wanted.difference_update(as_numbers(manifest.names))
    return wanted


def _gone(tree: Tree) -> set[int]:
    """Numbers of the paths that stand and that the next site has no more, or elsewhere."""
    units = (tree.before_units() - tree.kept()) | tree.written().keys()
    before = chain.from_iterable(map(_names, map(tree.before, sorted(units))))
    now = {number for _, each in tree.written_manifests() for number in _names(each)}
    return set(before) - now


def _names(manifest: Manifest | None) -> Iterable[int]:
    return () if manifest is None else as_numbers(manifest.names)
