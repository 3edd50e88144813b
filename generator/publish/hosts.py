"""What well-known hosts of static sites take at most, told before a site is past it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.publish.manifest import Entry

NEAR = 0.8
"""From this share of a limit on it is told."""


@dataclass(frozen=True, slots=True)
class SiteSize:
    """How much there is to upload."""

    files: int
    folders: int
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host, and its limits as its own documentation names them; none: 0."""

    name: str
    files: int
    entries: int
    """Files and folders together."""
    size: int
    remedy: str


# As documented in January 2026; generator/README.md names the places.
HOSTS = (
    Host("GitHub Pages", 0, 0, 1_000_000_000, "take another host"),
    Host(
        "Cloudflare Pages (free)", 20_000, 0, 0, "a paid plan takes 100,000, or take another host"
    ),
    Host("GitLab.com Pages", 0, 200_000, 1_000_000_000, "take another host, or a GitLab of yours"),
)


def measure(entries: Iterable[Entry]) -> SiteSize:
    """One pass over the files of a site; those of a folder should come one after the other."""
    files = folders = size = 0
    last = None
    for entry in entries:
        files += 1
        size += entry.size
        folder = entry.path.rpartition("/")[0]
        folders += folder != last
        last = folder
    return SiteSize(files, folders, size)


def limits_near(site: SiteSize) -> Iterator[str]:
    """A sentence for each limit that the site is near or past."""
    for host in HOSTS:
        for unit, there, most in (
            ("files", site.files, host.files),
            ("files and folders", site.files + site.folders, host.entries),
            ("MB", site.size // 1_000_000, host.size // 1_000_000),
        ):
            if most and there >= most * NEAR:
                how = "past what" if there > most else "near what"
                yield (
                    f"with {there:,} {unit} this site is {how} {host.name} takes, {most:,}: "
                    f"{host.remedy}"
                )
