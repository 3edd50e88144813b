"""Writing into a tree, where two records that want one address are a mistake of the catalog."""

from generator.publish import Tree, TreeError, Unit
from generator.site.output import File
from generator.source import CatalogError, Problem, Where


def put(tree: Tree | Unit, file: File) -> None:
    """Write one file.

    Raises:
        CatalogError: its address is taken, or cannot be one.

    """
    try:
        tree.write(file.path, file.body)
    except TreeError as error:
        raise CatalogError([Problem(Where(file.path), "taken-address", str(error))]) from None
