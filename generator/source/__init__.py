"""Text becomes types: YAML and spreadsheets are read with their places, and checked.

`load` reads a whole catalog; it gives one that is right, or a `CatalogError` with every
mistake in it, each at its line. `read_rows` does the same for what `issue` is to sign.
"""

from generator.source.awards import AwardRow, AwardsError, AwardSheet, read_awards
from generator.source.codes import Code
from generator.source.coming_of_age import coming_of_age
from generator.source.due import due
from generator.source.load import (
    Loaded,
    load,
    load_catalog,
    load_people,
    load_program,
    load_roll,
    mistakes,
)
from generator.source.problems import CatalogError, Problem, Where
from generator.source.program import program
from generator.source.rigor import past_reviews, rigor
from generator.source.scores import read_rows
from generator.source.shards import Shard, shard_for, shards_of
from generator.source.spreadsheet import Table, read_table

__all__ = [
    "AwardRow",
    "AwardSheet",
    "AwardsError",
    "CatalogError",
    "Code",
    "Loaded",
    "Problem",
    "Shard",
    "Table",
    "Where",
    "coming_of_age",
    "due",
    "load",
    "load_catalog",
    "load_people",
    "load_program",
    "load_roll",
    "mistakes",
    "past_reviews",
    "program",
    "read_awards",
    "read_rows",
    "read_table",
    "rigor",
    "shard_for",
    "shards_of",
]
