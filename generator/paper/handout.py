"""A handout: a folder an earner, and one table for the office's mail merge."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.catalog import Catalog
from generator.model.earner import Earner, Visibility
from generator.paper import certificate, feedback, letter, transcript
from generator.paper.choose import Handed, Share
from generator.paper.feedback import Slip
from generator.paper.private_link import private_link
from generator.paper.typeset import Press
from generator.verify.rows import no_formula

COLUMNS = ("name", "email", "badge", "awarded", "page", "private_link", "folder", "files", "kind")
"""Of the table; `kind` is "badge" or "feedback", so that nobody is congratulated by mistake."""


@dataclass(frozen=True, slots=True)
class HandoutFile:
    """One file of a handout, by its path in it, with forward slashes."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Maker:
    """What making handouts takes."""

    catalog: Catalog
    base_url: str
    press: Press
    bake: Callable[[Badge, bytes], bytes]
    """The badge's picture as PNG, with that credential in it."""

    def files(self, shares: Mapping[str, Share]) -> Iterator[HandoutFile]:
        """Everything for these earners, by slug."""
        table: list[dict[str, str]] = []
        for slug, share in shares.items():
            earner = self.catalog.earners[slug]
            for slip in share.slips:
                file = self._slip(slip, earner)
                yield file
                table.append(_slip_row(slip, earner, file, self.catalog))
            if not share.new:
                continue
            common = list(self._common(earner, share))
            yield from common
            names = dict(zip(map(_number, share.every), _names(share.every), strict=True))
            for each in share.new:
                made = list(self._badge(each, f"{slug}/{names[_number(each)]}"))
                yield from made
                table.append(self._row(earner, each, [file.path for file in (*common, *made)]))
        yield HandoutFile("mailmerge.csv", _table(table))

    def _common(self, earner: Earner, share: Share) -> Iterator[HandoutFile]:
        """What goes with all badges of one person: the letter, and the transcript of several."""
        page = self._page(earner)
        has_transcript = transcript.is_due(share.every)
        sheet = letter.letter(earner, share.new, page, self.catalog, has_transcript=has_transcript)
        pdf = self.press.set(letter.TEMPLATE, sheet.data, sheet.files, about=earner.slug)
        yield HandoutFile(f"{earner.slug}/letter.pdf", pdf)
        if has_transcript:
            names = list(_names(share.every))
            sheet = transcript.transcript(earner, share.every, names, page, self.catalog)
            pdf = self.press.set(transcript.TEMPLATE, sheet.data, sheet.files, about=earner.slug)
            yield HandoutFile(f"{earner.slug}/transcript.pdf", pdf)

    def _badge(self, handed: Handed, path: str) -> Iterator[HandoutFile]:
        sheet = certificate.certificate(handed, self.catalog)
        pdf = self.press.set(certificate.TEMPLATE, sheet.data, sheet.files, about=path)
        yield HandoutFile(f"{path}-certificate.pdf", pdf)
        yield HandoutFile(f"{path}-credential.json", handed.signed)
        badge = self.catalog.badges[handed.row.badge]
        yield HandoutFile(f"{path}.png", self.bake(badge, handed.signed))

    def _slip(self, slip: Slip, earner: Earner) -> HandoutFile:
        path = f"{earner.slug}/feedback-{slip.badge.slug}-{slip.attempt.on.isoformat()}.pdf"
        sheet = feedback.feedback(slip, earner, self.catalog)
        pdf = self.press.set(feedback.TEMPLATE, sheet.data, sheet.files, about=path)
        return HandoutFile(path, pdf)

    def _page(self, earner: Earner) -> str:
        if earner.visibility is Visibility.PRIVATE:
            return ""
        return addresses.earner_page(self.base_url, earner.page_address)

    def _row(self, earner: Earner, handed: Handed, files: Sequence[str]) -> dict[str, str]:
        return {
            "name": earner.name,
            "email": earner.email or "",
            "badge": handed.facts.badge,
            "awarded": handed.row.award.awarded.isoformat(),
            "page": handed.page,
            "private_link": private_link(self.base_url, handed.signed),
            "folder": earner.slug,
            "files": "; ".join(files),
            "kind": "badge",
        }


def _slip_row(slip: Slip, earner: Earner, file: HandoutFile, catalog: Catalog) -> dict[str, str]:
    """A slip in the table: no badge was awarded, so there is no page and nothing to link."""
    return {
        **dict.fromkeys(COLUMNS, ""),
        "name": earner.name,
        "email": earner.email or "",
        "badge": catalog.badges[slip.badge.slug].name,
        "folder": earner.slug,
        "files": file.path,
        "kind": "feedback",
    }


def _number(handed: Handed) -> str:
    return handed.row.credential


def _names(badges: Iterable[Handed]) -> Iterator[str]:
    """How the files of each badge begin; a number tells those of one badge and day apart."""
    seen: dict[str, int] = {}
    for each in badges:
        name = f"{each.row.badge}-{each.row.award.awarded.isoformat()}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets want it; no cell is a formula."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([no_formula(row[name]) for name in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")
