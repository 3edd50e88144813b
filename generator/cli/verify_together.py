"""What was handed to `badgepress verify` at once: own copies of badges are nowhere online."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.cli.verify_sources import Sources
from generator.openbadges.strict_json import StrictJsonError, parse_json
from generator.verify.document import credential_in
from generator.verify.finding import Finding


@dataclass(slots=True)
class Together:
    """The credentials in `targets`, by the id that each says it has.

    They are read once more when a badge that is made of others asks for the first of them; most
    badges are made of none. Links are left out: what stands there can be asked for again.
    """

    sources: Sources
    targets: tuple[str, ...]
    _known: dict[str, bytes] | None = field(default=None, init=False)

    def get(self, said_id: str) -> bytes | None:
        """The last of them that says that id."""
        if self._known is None:
            self._known = dict(self._read())
        return self._known.get(said_id)

    def _read(self) -> Iterator[tuple[str, bytes]]:
        for found in self.sources.find(tuple(each for each in self.targets if "://" not in each)):
            try:
                json = credential_in(found.data) if isinstance(found.data, bytes) else b""
                said_id = parse_json(json).get("id")
            except (Finding, StrictJsonError):
                continue  # its own report says so
            if isinstance(said_id, str) and said_id:
                yield said_id, json
