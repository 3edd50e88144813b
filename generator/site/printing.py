"""A view put into its template, with what the page adds to ``<head>``."""

from typing import Any

from jinja2 import Template

from generator.model.site_config import SiteConfig
from generator.site.output import Page
from generator.site.shared_card import Shared
from generator.site.theme import Theme


class Printer:
    """The templates of one theme, each read once, for the pages of one site."""

    def __init__(self, config: SiteConfig, theme: Theme) -> None:
        self.config = config
        self._environment = theme.environment()
        self._templates: dict[str, Template] = {}

    def fill(self, template: str, view: object) -> str:
        """The text of `template` (``pages/stub.html.j2``) with `view` as its ``page``."""
        if template not in self._templates:
            self._templates[template] = self._environment.get_template(template)
        return self._templates[template].render(page=view)

    def macros(self, template: str) -> Any:
        """The macros of a template, to be called by name."""
        return self._environment.get_template(template).module

    def page(
        self,
        path: str,
        kind: str,
        view: object,
        *,
        title: str,
        description: str,
        json: str = "",
        listed: bool = True,
        card: bool = True,
        shared: Shared | None = None,
    ) -> Page:
        """`card`: tells other sites what to show where its address is shared.

        That is `shared`, or else the page's own title.
        """
        config = self.config
        told = shared or Shared(title)
        site: dict[str, Any] = {
            "title": title,
            "description": description,
            "url": config.base_url + path,
            "site_name": config.site_name,
            "json": json,
            "card": told if card else None,
            "picture": config.base_url + told.picture if told.picture else "",
            "script": getattr(view, "script", ""),
        }
        return Page(
            path=path,
            title=title,
            description=description,
            body=self.fill(f"pages/{kind}.html.j2", view),
            head=self.fill("pages/head.html.j2", site),
            listed=listed,
        )
