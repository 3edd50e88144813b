"""Text becomes types: YAML and spreadsheets are read with their places, and checked.

`load` reads a whole catalog; it gives one that is right, or a `CatalogError` with every
mistake in it, each at its line. `read_awards` does the same for what `issue` is to sign.
"""

from generator.source.load import Loaded, load
from generator.source.problems import CatalogError, Problem, Where
from generator.source.spreadsheet import Table, read_table

__all__ = ["CatalogError", "Loaded", "Problem", "Table", "Where", "load", "read_table"]
