"""Joins the rooms: a catalog that is right becomes a folder that can be published.

Load, verify every assertion, render, put the pages into MkDocs' chrome, stage, check the
links, exchange. The only room that runs MkDocs (`engine`) and knows where the theme lies
(`theme_files`).
"""

from generator.build.build import Built, NoticedError, build
from generator.build.narrator import Narrator

__all__ = ["Built", "Narrator", "NoticedError", "build"]
