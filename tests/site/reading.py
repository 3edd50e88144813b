"""What a browser would see of a fragment: its elements, attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.site import File, Page


@dataclass
class Seen:
    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Tag and names of attributes, in order."""
    links: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.seen = Seen()

    def handle_starttag(self, tag, attrs):
        self.seen.elements.append((tag, tuple(name for name, _ in attrs)))
        self.seen.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.seen.text += data

    def handle_comment(self, data):  # noqa: ARG002 - the library's signature
        self.seen.elements.append(("!--", ()))

    def handle_decl(self, decl):  # noqa: ARG002
        self.seen.elements.append(("!", ()))

    def handle_pi(self, data):  # noqa: ARG002
        self.seen.elements.append(("?", ()))


def read(html: str) -> Seen:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def html_of(output: Page | File) -> str:
    """The HTML of a page, or of a file that is HTML."""
    if isinstance(output, Page):
        return f"{output.head}\n{output.body}"
    return output.body.decode() if output.path.endswith(".html") else ""


def bytes_of(output: Page | File) -> str:
    """All of an output that anybody could find something in."""
    if isinstance(output, Page):
        return f"{output.path}\n{output.title}\n{output.description}\n{output.head}\n{output.body}"
    return f"{output.path}\n{output.body.decode(errors='replace')}"
