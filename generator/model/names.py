"""Whether a text names somebody, however it is written."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from generator.model.earner import Earner, Visibility

_Index = tuple[Mapping[str, Sequence[tuple[frozenset[str], str]]], Sequence[tuple[str, str]]]
"""Names as words, by one of them; and names to be looked for anywhere; each with a slug."""

_SPACELESS = "\u0e00"  # from Thai on, most scripts put no space between words


def plain(text: str) -> str:
    """`text` without case and accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in folded if not unicodedata.combining(each))


def words(name: str) -> tuple[str, ...]:
    """The words of `name` without case, accents, punctuation and order."""
    return tuple(sorted(re.findall(r"[^\W_]+", plain(name))))


class Unshown:
    """The forms of people's names that nothing published may hold, by today's consents.

    Of who is public, every form but the one agreed to; of everybody else, every form. A text
    holds a name when it has all its words, in any order; a name in letters that are written
    without spaces, wherever it stands.
    """

    def __init__(self, earners: Iterable[Earner]) -> None:
        self._earners = earners

    def named_in(self, text: str) -> str | None:
        """The slug of one whom `text` names and may not, if there is one."""
        said = frozenset(words(text))
        by_word, anywhere = self._index
        found = (each for word in sorted(said) for each in by_word.get(word, ()))
        together = "".join(plain(text).split())
        named = [slug for parts, slug in found if parts <= said]
        named += (slug for name, slug in anywhere if name in together)
        return named[0] if named else None

    @cached_property
    def _index(self) -> _Index:
        """Made when first asked for: where there is no team, nobody is looked at."""
        by_word: defaultdict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        anywhere: list[tuple[str, str]] = []
        for earner in self._earners:
            for name in hidden_forms(earner):
                parts = words(name)
                if any(letter >= _SPACELESS for letter in name):
                    anywhere.append(("".join(plain(name).split()), earner.slug))
                elif parts:
                    by_word[parts[0]].append((frozenset(parts), earner.slug))
        return by_word, anywhere


def hidden_forms(earner: Earner) -> Iterator[str]:
    """The forms of a person's name that nothing published may hold, by today's consent."""
    forms = dict.fromkeys((earner.name, *earner.former_names, earner.page_name or earner.name))
    if earner.visibility is not Visibility.PUBLIC:
        yield from forms
        return
    shown = frozenset(words(earner.page_name or ""))
    yield from (name for name in forms if not frozenset(words(name)) <= shown)
