"""The written site once more, before it is shown: nothing is missing of what people earned."""

from collections.abc import Iterator
from hashlib import sha256

from generator.build.judge import Judged
from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.earner import Visibility
from generator.model.ledger import Copy, Issued
from generator.publish import Tree, Unit
from generator.source import Problem, Where


def missing_credentials(tree: Tree | Unit, catalog: Catalog, judged: Judged) -> Iterator[Problem]:
    """Earned badges of one shard that should be in `tree` and are not, or that should not be.

    What is there must be the bytes that were verified.
    """
    rows = [row for row in catalog.ledger if isinstance(row, Issued)]
    replaced = {token for row in rows for token in row.replaces}
    meant = {
        addresses.credential("", row.credential): row.credential
        for row in rows
        if row.copy_ is Copy.PAGE
        and row.credential in catalog.assertions
        and row.credential not in replaced
        and catalog.earners[row.earner].visibility is not Visibility.PRIVATE
    }
    digests = tree.digests
    written = {path for path in digests if path.startswith("credentials/")}
    for path in sorted(meant.keys() | {each for each in written if each.endswith(".json")}):
        token = meant.get(path, "")
        stored = (
            catalog.assertions[token] if token is not None and token in judged.reports else None
        )
        if stored is None or digests.get(path) != sha256(stored.body).digest():
            yield Problem(
                Where(path),
                "not-as-signed",
                "the page's badge is not the one that was verified",
                "this is a mistake of Badgepress itself: please report it",
            )
