"""A built page as its reader sees it: the text of its sections, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_INLINE = {"a", "b", "code", "em", "span", "strong", "time"}
_PAGE = "bp-page"


@dataclass
class Paper:
    """The text of a page without the site's chrome; `sections` by the id of their heading."""

    sections: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    """Where the page's own links lead, as written."""

    @property
    def text(self) -> str:
        return self.sections[_PAGE]

    def __contains__(self, text: str) -> bool:
        return text in self.text

    def tells(self, *texts: str, section: str = _PAGE) -> bool:
        """Whether `texts` stand in `section`, in this order."""
        rest = self.sections[section]
        for text in texts:
            _, found, rest = rest.partition(text)
            if not found:
                return False
        return True


def read_paper(html: str) -> Paper:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    sections = {name: " ".join("".join(parts).split()) for name, parts in reader.texts.items()}
    return Paper(sections, reader.links)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = {}
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = []  # tag, and the name of the section it begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if _PAGE in self.texts and said.get("href"):
            self.links.append(said["href"] or "")
        if tag in _VOID:
            return
        name = said.get("aria-labelledby") or said.get("id") or ""
        if _PAGE in (said.get("class") or "").split():
            name = _PAGE
        if name:
            self.texts.setdefault(name, [])
        self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            while self._open and self._open.pop()[0] != tag:
                pass
            self._say("" if tag in _INLINE else " ")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        for name in {name for _, name in self._open if name}:
            self.texts[name].append(text)
