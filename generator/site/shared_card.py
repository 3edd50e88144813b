"""The picture other sites show where a badge's or pathway's address is shared.

As SVG, which `build` turns into PNG: what other sites take is only that. It tells of the
badge, never of a person, since other sites keep what they once fetched.
"""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.issuer import Issuer
from generator.model.pathway import Pathway, badges_in
from generator.model.site_config import Cards
from generator.site import words
from generator.site.artwork import draw_badge
from generator.site.scene import Scene

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TITLE_WIDTH = 620
_TITLE_SIZES = ((76, 3), (64, 3), (54, 4), (44, 5), (36, 6))
"""Sizes to try, with how many lines of each fit."""
_ISSUER_SIZE, _ISSUER_LINES, _SITE_SIZE = 32, 2, 26
_LEADING = 1.2
_NARROW, _WIDE = frozenset("fijlrtI.,:;'!|()[] -\u00b7"), frozenset("mwMWOQGDNH@%&\u2014\u2026")
_PATHWAY = "pathway"
_SVG, _PNG = "image/svg+xml", "image/png"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, and how far below the first it stands."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What is told where a page's address is shared."""

    name: str
    picture: str = ""
    """The picture's path under `base_url`."""
    description: str = ""
    """The picture in words."""


@dataclass(frozen=True, slots=True)
class SharedCard:
    """What the template of the picture gets."""

    kicker: str
    title: tuple[TextLine, ...]
    title_size: int
    below: int
    """How far below the title's first line the issuer stands."""
    issuer: tuple[TextLine, ...]
    site: str
    picture: str
    """As a data URL; empty where there is none."""


def cards_of(scene: Scene) -> Cards:
    """Of what there are pictures in this catalog."""
    return scene.config.cards_of(len(scene.catalog.badges) + len(scene.catalog.pathways))


def badge_shared(scene: Scene, badge: Badge) -> Shared:
    """What is told of a badge, on its own page and on those of who earned it."""
    issuer = scene.catalog.issuers[badge.issuer].name
    if cards_of(scene) is Cards.ISSUER:
        picture = addresses.issuer_card(badge.issuer, badge.level)
        return Shared(badge.name, picture, f"{words.LEVEL[badge.level]} badge of {issuer}.")
    return Shared(
        badge.name,
        addresses.shared_card(addresses.badge_page("", badge.slug)),
        f"{badge.name}. {words.LEVEL[badge.level]}. Awarded by {issuer}.",
    )


def pathway_shared(scene: Scene, pathway: Pathway) -> Shared:
    """What is told of a pathway."""
    issuer = scene.catalog.issuers[pathway.issuer].name
    if cards_of(scene) is Cards.ISSUER:
        picture = addresses.issuer_card(pathway.issuer, _PATHWAY)
        return Shared(pathway.name, picture, f"Pathway by {issuer}.")
    return Shared(
        pathway.name,
        addresses.shared_card(addresses.pathway_page("", pathway.slug)),
        f"{pathway.name}. Pathway by {issuer}.",
    )


def issuer_card_pictures(scene: Scene, issuer: Issuer) -> Iterator[tuple[str, SharedCard]]:
    """The pictures that an issuer's badges and pathways share, with their paths; else none."""
    if cards_of(scene) is not Cards.ISSUER:
        return
    levels = {each.level for each in scene.catalog.badges.values() if each.issuer == issuer.slug}
    kinds = {str(level): words.LEVEL[level] for level in sorted(levels)}
    if any(each.issuer == issuer.slug for each in scene.catalog.pathways.values()):
        kinds[_PATHWAY] = "Pathway"
    logo = _data_url(scene, issuer.logo) if issuer.logo else ""
    for kind, kicker in kinds.items():
        picture = card(scene, kicker, issuer.name, "", None)
        yield addresses.issuer_card(issuer.slug, kind), replace(picture, picture=logo)


def badge_card_picture(scene: Scene, badge: Badge) -> SharedCard:
    """The picture of a badge: title, level and issuer."""
    issuer = scene.catalog.issuers[badge.issuer].name
    return card(scene, words.LEVEL[badge.level], badge.name, f"Awarded by {issuer}", badge)


def pathway_card_picture(scene: Scene, pathway: Pathway) -> SharedCard:
    """The picture of a pathway, with the badge that it awards or else begins with."""
    issuer = scene.catalog.issuers[pathway.issuer].name
    slug = pathway.awards or next(badges_in(pathway.requirement), None)
    badge = scene.catalog.badges[slug] if slug else None
    return card(scene, "Pathway", pathway.name, f"By {issuer}", badge)


def card(scene: Scene, kicker: str, title: str, issuer: str, badge: Badge | None) -> SharedCard:
    """The texts broken into lines that fit, beside the picture of `badge`."""
    size, lines = _fitted(_plain(title))
    return SharedCard(
        kicker=kicker,
        title=_spaced(lines, size),
        title_size=size,
        below=round((len(lines) - 1) * size * _LEADING) + 74,
        issuer=_spaced(_cut(_plain(issuer), _ISSUER_SIZE, _ISSUER_LINES), _ISSUER_SIZE),
        site=_cut(_plain(scene.config.site_name), _SITE_SIZE, 1)[0],
        picture=_picture(scene, badge) if badge else "",
    )


def _picture(scene: Scene, badge: Badge) -> str:
    if badge.image:
        return _data_url(scene, badge.image)
    body = draw_badge(badge, scene.catalog.issuers[badge.issuer])
    return f"data:{_SVG};base64,{b64encode(body).decode()}"


def _data_url(scene: Scene, image: str) -> str:
    kind = _SVG if image.lower().endswith(".svg") else _PNG  # a catalog holds no others
    return f"data:{kind};base64,{b64encode(scene.catalog.images[image]).decode()}"


def _plain(text: str) -> str:
    return " ".join(_NOT_IN_XML.sub("", text).split())


def _fitted(text: str) -> tuple[int, list[str]]:
    """The largest size at which all of `text` fits, with its lines; at the smallest it is cut."""
    for size, most in _TITLE_SIZES:
        lines = list(_wrapped(text, size))
        if len(lines) <= most and not any(line.endswith("\u200b") for line in lines):
            return size, lines
    size, most = _TITLE_SIZES[-1]
    return size, _cut(text, size, most)


def _cut(text: str, size: int, most: int) -> list[str]:
    """At most so many lines; what is left over becomes an ellipsis."""
    lines = [line.removesuffix("\u200b") for line in _wrapped(text, size)]
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}\u2026"]
    return lines or [""]


def _wrapped(text: str, size: int) -> Iterator[str]:
    """Lines no wider than the title's place; a word wider than that is broken.

    The end of a line within a word is marked by a zero-width space.
    """
    room = _TITLE_WIDTH / size
    line = ""
    for word in text.split():
        whole = f"{line} {word}" if line else word
        if _width(whole) <= room:
            line = whole
            continue
        if line:
            yield line
        line = ""
        for letter in word:
            if _width(line + letter) > room:
                yield f"{line}\u200b"
                line = ""
            line += letter
    if line:
        yield line


def _width(text: str) -> float:
    """How wide `text` may be at most, in ems of a bold sans serif."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in _NARROW:
        return 0.47
    if letter in _WIDE or unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    return 0.78 if letter.isupper() else 0.65


def _spaced(lines: list[str], size: int) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(line, round(number * size * _LEADING)) for number, line in enumerate(lines)
    )
