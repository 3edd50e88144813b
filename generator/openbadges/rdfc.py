"""RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation of 2024), with a bound on its work.

PyLD's own is URDNA2015: it writes control characters and ``<`` raw and runs for ever on
a small clique (generator/README, trap 3). Quads here are four texts, each as N-Quads writes it:
``<iri>``, ``_:label`` or ``"literal"``; the graph is "" for the default graph.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from itertools import permutations

Quad = tuple[str, str, str, str]

MAX_QUADS = 10_000  # the largest official sample has 356
MAX_BLANK_NODES = 1_000  # the same sample has 31
WORK_FACTOR = 1  # as rdf-canonize's default: what we sign can be checked by others
MAX_PATH = 100  # neighbours of neighbours; each takes three frames of Python's stack
MAX_STEPS = 20_000  # hashes of neighbours and orders of them tried; some 0.2 s

_BLANK = "_:"
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(character): "\\" + letter
    for character, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')


class DatasetError(ValueError):
    """A dataset past a limit, or one whose canonical form depends on who makes it."""


def literal(value: str, datatype: str = "", language: str = "") -> str:
    """A literal in canonical N-Quads (RDFC-1.0, section 5): only what must be is escaped."""
    if _ESCAPED.search(value):
        value = value.translate(_ESCAPES)
    if language:
        return f'"{value}"@{language}'
    return f'"{value}"^^<{datatype}>' if datatype else f'"{value}"'


def canonical_nquads(quads: Iterable[Quad], scale: int = 1) -> bytes:
    """The canonical N-Quads of a dataset of up to `scale` times the usual size.

    Raises:
        DatasetError: too large, too alike in its blank nodes, or unsortable.

    """
    dataset = dict.fromkeys(quads)  # in their order: near a limit, it decides how much work it is
    if len(dataset) > MAX_QUADS * scale:
        raise DatasetError(f"The document makes more than {MAX_QUADS * scale:,} statements.")
    labels = _Labeller(dataset, MAX_BLANK_NODES * scale).run()
    lines = [_line(quad, lambda term: labels.get(term, term)) for quad in dataset]
    return in_order(lines)


class _Issuer:
    """Labels in the order in which nodes ask for one (section 4.5)."""

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = {} if issued is None else issued

    def issue(self, node: str) -> str:
        if node not in self.issued:
            self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return self.issued[node]

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, dict(self.issued))


class _Labeller:
    """The canonical label of every blank node of a dataset (section 4.4)."""

    def __init__(self, dataset: Collection[Quad], max_nodes: int = MAX_BLANK_NODES) -> None:
        self.quads: defaultdict[str, list[Quad]] = defaultdict(list)
        for quad in dataset:
            for node in dict.fromkeys(term for term in quad if term.startswith(_BLANK)):
                self.quads[node].append(quad)
        if len(self.quads) > max_nodes:
            raise DatasetError(f"The document has more than {max_nodes:,} unnamed parts.")
        self.first_degree = {node: self._hash_first_degree(node) for node in self.quads}
        self.canonical = _Issuer("_:c14n")
        self.calls_left = 0
        self.steps_left = MAX_STEPS

    def run(self) -> dict[str, str]:
        """Steps 3 to 5 of section 4.4.3."""
        alike = defaultdict(list)
        for node, digest in self.first_degree.items():
            alike[digest].append(node)
        groups = [alike[digest] for digest in sorted(alike)]
        for group in groups:
            if len(group) == 1:
                self.canonical.issue(group[0])
        ambiguous = [group for group in groups if len(group) > 1]
        self.calls_left = sum(map(len, ambiguous)) ** WORK_FACTOR
        for group in ambiguous:
            results = []
            for node in group:
                if node not in self.canonical.issued:
                    issuer = _Issuer("_:b")
                    issuer.issue(node)
                    results.append(self._hash_n_degree(node, issuer))
            for _, issuer in sorted(results, key=lambda result: result[0]):
                for node in issuer.issued:
                    self.canonical.issue(node)
        return self.canonical.issued

    def _hash_first_degree(self, node: str) -> str:
        """Section 4.6: the node's own statements, it being ``_:a`` and any other ``_:z``."""

        def stand_in(term: str) -> str:
            if term.startswith(_BLANK):
                return "_:a" if term == node else "_:z"
            return term

        lines = [_line(quad, stand_in) for quad in self.quads[node]]
        return sha256(in_order(lines)).hexdigest()

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Section 4.7."""
        known = self.canonical.issued.get(related) or issuer.issued.get(related)
        predicate = "" if position == "g" else quad[1]
        return _digest(f"{position}{predicate}{known or self.first_degree[related]}")

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Section 4.8: the node told by its neighbours, and theirs."""
        self.calls_left -= 1
        if self.calls_left < 0:
            raise DatasetError("The document's unnamed parts are too alike to be told apart.")
        if len(issuer.issued) > MAX_PATH:
            raise DatasetError("The document's unnamed parts are too entangled to be told apart.")
        data = ""
        for digest, nodes in sorted(self._related(node, issuer).items()):
            path, issuer = self._shortest_path(nodes, issuer)
            data += digest + path
        return _digest(data), issuer

    def _related(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Steps 1 to 3 of section 4.8.3."""
        related = defaultdict(list)
        for quad in self.quads[node]:
            for position, term in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if term != node and term.startswith(_BLANK):
                    self._step()
                    related[self._hash_related(term, quad, issuer, position)].append(term)
        return related

    def _shortest_path(self, nodes: Sequence[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """Steps 5.1 to 5.6 of section 4.8.3: the least path over all orders of `nodes`."""
        chosen, chosen_issuer = "", issuer
        for order in self._orders(nodes):
            self._step()
            found = self._path(order, issuer.copy(), chosen)
            if found and (not chosen or found[0] < chosen):
                chosen, chosen_issuer = found
        return chosen, chosen_issuer

    def _orders(self, nodes: Sequence[str]) -> Iterable[Sequence[str]]:
        """Every order of `nodes`; a graph is met once for each of its statements.

        Where several nodes are met several times, libraries differ in the orders they try.
        """
        distinct = set(nodes)
        if len(distinct) == 1:
            return [nodes]
        if len(distinct) < len(nodes):
            raise DatasetError("The document's unnamed parts are too entangled to be told apart.")
        return permutations(sorted(nodes))

    def _step(self) -> None:
        self.steps_left -= 1
        if self.steps_left < 0:
            raise DatasetError("The document's unnamed parts are too entangled to be told apart.")

    def _path(
        self, order: Sequence[str], issuer: _Issuer, chosen: str
    ) -> tuple[str, _Issuer] | None:
        """Steps 5.4.2 to 5.4.5; None as soon as `chosen` cannot be beaten."""

        def beaten(path: str) -> bool:
            return bool(chosen) and len(path) >= len(chosen) and path > chosen

        path, unvisited = "", []
        for node in order:
            if node in self.canonical.issued:
                path += self.canonical.issued[node]
            else:
                if node not in issuer.issued:
                    unvisited.append(node)
                path += issuer.issue(node)
            if beaten(path):
                return None
        for node in unvisited:
            digest, result = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = result
            if beaten(path):
                return None
        return path, issuer


def first_degrees(quads: Iterable[Quad]) -> list[tuple[str, str]]:
    """The digest of each blank node's own statements, with the node (RDFC-1.0, section 4.6).

    In them it is ``_:a``, and any other ``_:z``.
    """
    of_node: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        subject, _, object_, graph = quad
        if subject[0] == "_":
            of_node[subject].append(quad)
        if object_[0] == "_" and object_ != subject:
            of_node[object_].append(quad)
        if graph and graph not in (subject, object_):
            of_node[graph].append(quad)
    name = dict.fromkeys(of_node, "_:z")
    digests = []
    for node, own in of_node.items():
        name[node] = "_:a"
        digests.append((sha256(in_order(lines_of(own, name))).hexdigest(), node))
        name[node] = "_:z"
    return digests


def lines_of(quads: Iterable[Quad], name: dict[str, str]) -> list[bytes]:
    """Statements as N-Quads write them, with blank nodes by the names in `name`."""
    return [
        f"{name.get(subject, subject)} {predicate} {name.get(object_, object_)}"
        f"{' ' + name[graph] if graph else ''} .\n".encode()
        for subject, predicate, object_, graph in quads
    ]


def _line(quad: Quad, label: Callable[[str], str]) -> bytes:
    subject, predicate, object_, graph = quad
    end = f" {label(graph)} .\n" if graph else " .\n"
    return f"{label(subject)} {predicate} {label(object_)}{end}".encode()


def in_order(lines: list[bytes]) -> bytes:
    """All of `lines`, which are UTF-8, sorted by code point, as section 4.4.3 says.

    JavaScript's libraries sort by UTF-16 code unit, where an emoji comes before U+E000.
    Where that makes a difference a signature would hold for one of us only.

    Raises:
        DatasetError: it makes one.

    """
    lines.sort()  # bytes of UTF-8 stand in the order of their code points
    data = b"".join(lines)
    if not data.isascii() and any(lead in data for lead in _ASTRAL):
        as_utf16 = sorted(lines, key=lambda line: line.decode().encode("utf-16-be"))
        if as_utf16 != lines:
            raise DatasetError("Two of the document's texts are sorted differently by libraries.")
    return data


_ASTRAL = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""First bytes of characters past U+FFFF in UTF-8, where they stand for nothing else."""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
