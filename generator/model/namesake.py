"""``namesakes.yml``: names that may be published although a hidden person has them too."""

from typing import Annotated

from pydantic import Field

from generator.model.base import CatalogModel, Line, Name


class Namesake(CatalogModel):
    """A name on the site that is somebody else's: an author's, an assessor's, a place's.

    The list lies with the people, because it tells that somebody there is called so.
    """

    name: Name
    reason: Line
    at: tuple[Annotated[str, Field(pattern=r"^[^/\\][^\\]*$", max_length=400)], ...] = ()
    """Beginnings of the site's addresses where it may stand, such as ``badges/wait-time/``; none:
    anywhere, and then the scan no longer guards that name at all."""


class Namesakes(CatalogModel):
    """The file."""

    namesakes: Annotated[tuple[Namesake, ...], Field(min_length=0)] = ()
