"""Records that lead back to themselves."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.parse import Readable
from generator.source.problems import Problem
from generator.source.references import Steps, references

Node = tuple[str, str]
"""Kind and slug."""
_Edges = dict[Node, dict[Node, tuple[Readable, Steps]]]
"""With where each is named: its place is found only when it is to be told."""


def check_cycles(draft: Draft) -> Iterator[Problem]:
    """Badges and pathways that need each other, and successors that go in circles.

    A badge needs what it `requires` and the pathway that awards it; a pathway needs every
    badge and pathway in its rules.
    """
    needs: _Edges = {}
    succeeds: _Edges = {}
    for kind in ("badges", "pathways"):
        for slug, entry in sorted(draft.entries[kind].items()):
            if entry.source is None:
                continue
            for reference in references(kind, entry.source.plain()):
                where = entry.source, reference.location
                here, there = (kind, slug), (reference.kind, reference.slug)
                if reference.kind == "issuers":
                    continue
                if reference.location == ("successor",):
                    succeeds.setdefault(here, {})[there] = where
                elif reference.location == ("awards",):
                    needs.setdefault(there, {})[here] = where
                else:
                    needs.setdefault(here, {})[there] = where
    yield from _cycles(needs, "these need each other")
    yield from _cycles(succeeds, "these succeed each other")


def _cycles(edges: _Edges, what: str) -> Iterator[Problem]:
    """A problem for each cycle, until none is left once the edges told are taken away."""
    while (cycle := _cycle(edges)) is not None:
        start = cycle.index(min(cycle))
        cycle = cycle[start:] + cycle[:start]
        source, location = edges[cycle[0]].pop(cycle[1 % len(cycle)])
        path = " → ".join(_names([*cycle, cycle[0]]))
        message = f"{what}: {path}" if len(cycle) > 1 else f"this needs itself: {path}"
        yield Problem(source.where(location), Code.CYCLE, message, "take one of the steps out")


def _cycle(edges: Mapping[Node, Mapping[Node, object]]) -> list[Node] | None:
    """The nodes of one cycle, each leading to the next and the last to the first."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        found: list[Node] = error.args[1]
        return found[:0:-1]  # graphlib names what is needed before what needs it
    return None


def _names(nodes: list[Node]) -> list[str]:
    if len({kind for kind, _ in nodes}) == 1:
        return [slug for _, slug in nodes]
    return [f"{kind[:-1]} {slug}" for kind, slug in nodes]
