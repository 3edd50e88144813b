"""Names that may be one person's, written in two ways."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.model.names import words

_ALIKE = 0.85  # "Jon Smith" and "John Smith" give 0.95, "Ana Lopez" and "Eva Lopez" 0.78


class NameIndex:
    """Names to compare with; only those that share a word are looked at."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a key and a name."""
        self._by_word: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for key, name in names:
            self.add(key, name)

    def add(self, key: str, name: str) -> None:
        """Remember `name` under `key`."""
        for word in words(name):
            self._by_word[word][key] = name

    def like(self, name: str) -> list[str]:
        """Keys of the names that are like `name`, in the order they came."""
        wanted = words(name)
        candidates = {
            key: other for word in wanted for key, other in self._by_word.get(word, {}).items()
        }
        return [key for key, other in candidates.items() if _are_alike(wanted, words(other))]


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return True
    return SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= _ALIKE
