"""What is new in a text, among many that share most of theirs.

The pages of a site are made from a few frames, so nearly every line of one stands in others,
between the same lines. What was looked at there need not be looked at again.
"""

from collections.abc import Iterable, Sequence

_MOST = 200_000  # some 60 bytes each; twice as many may be remembered
APART = b"\n\x01\n"
"""Between new parts that did not follow each other: no name reaches over it."""


class Novelty:
    """Remembers windows of three lines, so that what spans three lines is never missed."""

    def __init__(self, most: int = _MOST) -> None:
        """Nothing is known yet; `most`: windows, after which the older half is forgotten."""
        self._most = most
        self._known: set[int] = set()
        self._earlier: set[int] = set()

    def of(self, text: bytes) -> tuple[bytes, Sequence[int]]:
        """The lines of `text` that stand in a window not known, and those windows."""
        lines = text.split(b"\n")
        if len(lines) < 3:
            return text, ()
        windows = [*map(hash, zip(lines, lines[1:], lines[2:], strict=False))]
        unknown = {*windows} - self._known - self._earlier
        new = [at for at, window in enumerate(windows) if window in unknown] if unknown else []
        runs: list[tuple[int, int]] = []
        for at in new:
            if runs and at <= runs[-1][1]:
                runs[-1] = (runs[-1][0], at + 3)
            else:
                runs.append((at, at + 3))
        found = APART.join(b"\n".join(lines[start:end]) for start, end in runs)
        return found, [windows[at] for at in new]

    def learn(self, windows: Iterable[int]) -> None:
        """Nothing was found in these."""
        self._known.update(windows)
        if len(self._known) > self._most:
            self._earlier, self._known = self._known, set()

    def __len__(self) -> int:
        """How many windows are remembered."""
        return len(self._known) + len(self._earlier)
