"""Reading the people of one shard, or of several together, beside a catalog."""

from collections.abc import Iterable

from generator.source.attempt_rows import read_attempts
from generator.source.draft import Draft
from generator.source.earners_table import read_earners_table
from generator.source.ledger_rows import read_ledger
from generator.source.records import read_records
from generator.source.shard_layout import note_strays
from generator.source.shards import Shard
from generator.source.signed_files import read_signed_people
from generator.source.unexpected import note_unexpected_in_shard


def read_people(catalog: Draft, shard: Shard, *, signed: bool = True) -> Draft:
    """The catalog with the people of `shard`; mistakes are in the draft's own `reader`."""
    draft = catalog.beside(shard)
    read_records(draft, "earners")
    read_earners_table(draft)
    read_ledger(draft)
    read_attempts(draft)
    if signed:
        read_signed_people(draft)
    if shard.name:
        note_unexpected_in_shard(draft)
        note_strays(draft, shard)
    return draft


def read_roll(catalog: Draft, shard: Shard) -> Draft:
    """As `read_people`, without what was signed: who there is, and what they were awarded.

    Whoever reads it as a whole afterwards is told the mistakes.
    """
    draft = catalog.beside(shard)
    read_records(draft, "earners")
    read_earners_table(draft)
    read_ledger(draft)
    read_attempts(draft)
    return draft


def together(catalog: Draft, people: Iterable[Draft]) -> Draft:
    """The catalog with the people of several shards, where all of them fit in memory."""
    whole = catalog.beside(Shard("", catalog.people))
    for each in people:
        whole.reader.problems += each.reader.problems
        whole.entries["earners"] |= each.entries["earners"]
        whole.ledger += each.ledger
        whole.ledger_is_broken |= each.ledger_is_broken
        whole.attempts += each.attempts
        whole.assertions |= each.assertions
        whole.adopted |= each.adopted
        whole.learner_records |= each.learner_records
        whole.notices += each.notices
    return whole
