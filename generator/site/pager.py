"""Pages of a long list, so that everything is reached without a script."""

from generator.site.hub_views import PageLink, Pager
from generator.site.links import Place

PAGE_CARDS = 60
"""Cards on one page: some 60 kB of HTML, 8 kB packed."""
_TENTH = 10


def page_count(entries: int) -> int:
    """How many pages `entries` fill; an empty list has one."""
    return max(1, -(-entries // PAGE_CARDS))


def page_path(hub: str, number: int) -> str:
    """The address of a page of the list at `hub`; the first is the hub itself."""
    return hub if number == 1 else f"{hub}page/{number}/"


def pager(hub: str, number: int, pages: int) -> Pager:
    """The way from page `number`: its neighbors, the ends, and every tenth page between."""
    if pages == 1:
        return Pager()
    here = Place(page_path(hub, number))
    near = {1, number - 1, number, number + 1, pages, *range(_TENTH, pages, _TENTH)}
    told = sorted(each for each in near if 1 <= each <= pages)
    links = tuple(
        PageLink(
            each,
            here.to(page_path(hub, each)) if each != number else "",
            gap=each - before > 1,
        )
        for before, each in zip([0, *told], told, strict=False)
    )
    return Pager(
        links,
        previous=here.to(page_path(hub, number - 1)) if number > 1 else "",
        following=here.to(page_path(hub, number + 1)) if number < pages else "",
    )
