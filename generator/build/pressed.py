"""What one shard tells of itself, once it was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator.build.judge import List
from generator.build.roll_call import Roll
from generator.site import Counts
from generator.site.scene import NOBODY
from generator.source import Problem


@dataclass(frozen=True, slots=True)
class Pressed:
    """What one shard tells of itself."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    lacking: Mapping[List, int] = field(default_factory=dict)
    """How many of its withdrawals a status list does not say."""
    earned: int = 0
    expired: int = 0
    withdrawn: int = 0
    counts: Counts = NOBODY
    pages: int = 0
    listed: tuple[str, ...] = ()
    """Addresses of pages that want to be found, unless the shard has a map of its own."""
    maps: tuple[str, ...] = ()
    """That map: where it lies in the site."""
    roll: Roll | None = None
    """What other shards must know; None: there are none."""
    until: datetime | None = None
    """The next moment at which a credential of theirs begins or ends."""
    stands: bytes | None = None
    """What it was made of, where it stands as it was and nothing was written."""
