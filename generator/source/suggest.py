"""Hints that guess what an author meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to `found`; empty when none is close."""
    words = {word.casefold(): word for word in sorted(known)}
    close = get_close_matches(found.casefold(), words, n=1, cutoff=0.7)
    return f"did you mean '{words[close[0]]}'?" if close else ""


def did_you_mean_or_list(found: str, known: Iterable[str]) -> str:
    """As `did_you_mean`; when none is close, the known words themselves."""
    known = sorted(known)
    return did_you_mean(found, known) or (f"known here: {', '.join(known)}" if known else "")
