"""What `badgepress check` asks of the people of a registry, one shard after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.source import Loaded, Problem, load_people, load_roll, shards_of
from generator.source.due import count_unsigned, unsigned_told


@dataclass(slots=True)
class Found:
    """What was found of people, in whatever shard."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    earners: int = 0
    credentials: int = 0
    unsigned: int = 0

    def add(self, people: Loaded, notices: Iterable[str]) -> None:
        """Count the people of one shard, or all, about whom these notices are."""
        catalog = people.catalog
        self.notices += notices
        self.earners += len(catalog.earners)
        self.credentials += len(catalog.assertions) + len(catalog.adopted)
        self.unsigned += count_unsigned(catalog)

    def unsigned_told(self) -> Iterator[str]:
        """Rows of ledgers that were not signed."""
        return unsigned_told(self.unsigned)


def each_shard(base: Loaded, found: Found) -> Iterator[Loaded]:
    """The people of each shard; what two shards make wrong together is put into `found`."""
    from generator.build.roll_call import call_roll, roll_problems  # noqa: PLC0415 - slow to import

    shards = shards_of(base.people_top)
    rolls = [call_roll(load_roll(base, shard)) for shard in shards]
    found.problems += roll_problems(rolls, lambda shard: load_roll(base, shard))
    for shard in shards:
        people = load_people(base, shard)
        found.notices += people.notices
        yield people
