"""``site-config.yml``."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field

from generator.model.base import BaseUrl, CatalogModel, Contact, Language, Line, Name, Slug
from generator.model.rigor import RigorPolicy

RelativePath = Annotated[str, Field(min_length=1, max_length=400)]


class DateOrder(StrEnum):
    """How to read a date like 3/4/26 in a spreadsheet."""

    MDY = "mdy"
    DMY = "dmy"


class Cards(StrEnum):
    """Of what there is a picture for other sites to show where an address is shared."""

    BADGE = "badge"
    ISSUER = "issuer"
    """One of each issuer and level, shared by all its badges of that level."""


CARDS_EACH = 300
"""Of more badges and pathways than this not each gets a picture of its own, unless asked for:
one takes 0.2 s to draw."""


class Home(CatalogModel):
    """What the home page says."""

    statement: Line
    """One sentence: what a badge here means."""
    featured: tuple[Slug, ...] = Field((), max_length=6)
    """Badges shown on the home page with who honors them."""
    run_by: Contact
    """Who runs this and how to reach them."""


class Issuing(CatalogModel):
    """How `issue` works."""

    dates: DateOrder | None = None
    """How to read dates like 3/4/26; without it they are refused."""
    status_list_days: Annotated[int, Field(ge=7, le=3660)] = 400
    """How long a status list is valid."""


class SiteConfig(CatalogModel):
    """The configuration of a site. Paths are relative to the file's own folder."""

    site_name: Annotated[Name, Field(pattern=r"^[^<>]*$")]
    description: Line
    base_url: BaseUrl
    """Where the site will stand; inside every signature, so choose a domain you keep."""
    language: Language = "en"
    catalog: RelativePath = "catalog"
    people: RelativePath | None = None
    """Earners, assertions, ledger and own copies; may lie outside the repository."""
    site_dir: RelativePath = "site"
    theme_dir: RelativePath | None = None
    """A folder whose files take the place of the theme's."""
    cards: Cards | None = None
    """None: of each badge, while there are few."""
    home: Home
    issuing: Issuing = Issuing()
    rigor: RigorPolicy = RigorPolicy()

    def cards_of(self, count: int) -> Cards:
        """Of what pictures are drawn where there are so many badges and pathways."""
        return self.cards or (Cards.BADGE if count <= CARDS_EACH else Cards.ISSUER)

    @property
    def host(self) -> str:
        """The domain of base_url."""
        return urlsplit(self.base_url).netloc

    @property
    def base_path(self) -> str:
        """The path of base_url, with a slash at both ends."""
        return urlsplit(self.base_url).path
