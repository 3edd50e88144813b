"""Writing into a tree, where two records that want one address are a mistake of the catalog."""

from generator.publish import Tree
from generator.publish.tree import TreeError
from generator.site.output import File
from generator.source import CatalogError, Problem, Where


def put(tree: Tree, file: File) -> None:
    """Write one file.

    Raises:
        CatalogError: its address is taken, or cannot be one.

    """
    try:
        tree.write(file.path, file.body)
    except TreeError as error:
        raise CatalogError([Problem(Where(file.path), "taken-address", str(error))]) from None
