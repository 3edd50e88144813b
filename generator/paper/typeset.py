"""Papers as PDF, set by Typst: tagged for accessibility (PDF/UA-1), to be kept (PDF/A-3a)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from generator.source import CatalogError, Problem, Where


@dataclass(frozen=True, slots=True)
class Press:
    """Sets papers with the theme's fonts and those that Typst brings, and no others."""

    templates: Mapping[str, bytes]
    """By name: ``certificate.typ``."""
    fonts: Sequence[Path]
    """Folders."""

    def set(
        self, template: str, data: Mapping[str, Any], files: Mapping[str, bytes], *, about: str
    ) -> bytes:
        """The PDF of `template`, which reads ``data.json`` and `files` by their names.

        `about` tells whose paper it is, where it cannot be set.

        The same data give the same bytes: the document's date is the template's to set.

        Raises:
            CatalogError: the template is wrong, a picture cannot be read, or no font has a letter.

        """
        with TemporaryDirectory() as folder:
            root = Path(folder)
            for name, body in files.items():
                (root / name).write_bytes(body)
            (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
            main = root / template
            main.write_bytes(self.templates[template])
            try:
                pdf = typst.compile(
                    main,
                    root=root,
                    font_paths=list(self.fonts),
                    ignore_system_fonts=True,
                    pdf_standards=["a-3a", "ua-1"],  # ISO 19005-3, level A; ISO 14289-1
                    timestamp=0,
                )
            except typst.TypstError as error:
                raise CatalogError([_problem(template, error, about)]) from None
        if not isinstance(pdf, bytes):
            raise TypeError("typst gave no single file")
        return pdf


def _problem(template: str, error: typst.TypstError, about: str) -> Problem:
    message = f"the paper of {about} cannot be set: {error.message}"
    hint = "mend the template; letters that no font has need one in fonts/ of your theme_dir"
    return Problem(Where(f"papers/{template}"), "unset-paper", message, hint)
