"""`badgepress verify` of a whole site: whether it is as sealed, or an older copy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from generator.cli.verify_folder import folder_resolver
from generator.model.trust import TrustList
from generator.openbadges.seal import SEAL, SEALED
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json
from generator.site.digest_list import read_digest_list
from generator.verify import FirstOf, MappedResolver, Resolver, Unavailable, printable
from generator.verify.finding import Finding
from generator.verify.resolver import TakenAsOwn
from generator.verify.seal import Seal, differing, doubts, read_seal
from generator.verify.words import plain_date, say

_MOST_NAMES = 5  # of files that differ


@dataclass(slots=True)
class Seen:
    """The newest version seen of each site, in a file of the reader's; nowhere else."""

    path: Path | None
    versions: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | None) -> "Seen":
        """What `path` holds; nothing where it is not there yet.

        Raises:
            click.UsageError: it holds something else.

        """
        if path is None or not path.exists():
            return cls(path)
        try:
            versions = parse_json(path.read_bytes())
        except (OSError, StrictJsonError) as error:
            raise click.UsageError(f"'{path}' cannot be used: {error}") from None
        if not all(type(each) is int for each in versions.values()):
            raise click.UsageError(f"'{path}' is no list of versions that were seen.")
        return cls(path, versions)

    def note(self, site: str, version: int) -> None:
        """Remember `version` where it is the newest."""
        if self.path is not None and version > self.versions.get(site, 0):
            self.versions[site] = version
            new = self.path.with_name(f".{self.path.name}.new")
            new.write_bytes(dump_json(dict(sorted(self.versions.items()))))
            new.replace(self.path)


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """Told on standard error, since it is no verdict on a badge."""

    maps: tuple[MappedResolver, ...]
    network: Resolver
    trust: TrustList
    as_of: datetime
    seen: Seen

    def told(self, target: str) -> bool | None:
        """Tell of the site that `target` names; whether nothing speaks against it.

        None where it names none: a site is a folder with a digest list in it, or the
        address of a seal or digest list.
        """
        read = self._reader(target)
        if read is None:
            return None
        name, listed = printable(target), read(SEALED)
        if listed is None:
            return self._warn(name, ["There is no digest list to be had."])
        try:
            site, files = read_digest_list(listed)
        except ValueError as error:
            return self._warn(name, [str(error)])
        found = {path: data for path in files if (data := read(path)) is not None}
        wrong = differing(files, found)
        more = f" and {len(wrong) - _MOST_NAMES} more" if len(wrong) > _MOST_NAMES else ""
        what = ", ".join(map(printable, wrong[:_MOST_NAMES])) + more
        changed = [say("seal.changed", what=what)] if wrong else []
        body = read(SEAL)
        if body is None:
            return self._warn(name, [*changed, *self._unsealed(site, target)])
        sealed = self._of_seal(name, body, site, listed, read)
        if not wrong:
            click.echo(f"{name}: {len(files)} files are as its digest list says", err=True)
        return self._warn(name, [*changed, *sealed])

    def _warn(self, name: str, warnings: Sequence[str]) -> bool:
        for warning in warnings:
            click.echo(f"warning: {name}: {warning}", err=True)
        return not warnings

    def _unsealed(self, site: str, target: str) -> list[str]:
        """Most sites never had a seal, so its lack is told where one was seen or asked for."""
        if self.seen.versions.get(site, 0):
            return [say("seal.missing")]
        return ["It has no seal."] if "://" in target else []

    def _reader(self, target: str) -> Callable[[str], bytes | None] | None:
        if "://" not in target:
            folder = Path(target)
            if not (folder / SEALED).is_file():
                return None
            return folder_resolver("https://-/", folder).read
        base, _, name = target.rpartition("/")
        if name not in {SEALED, SEAL}:
            return None
        asked = FirstOf(self.maps, self.network)

        def read(path: str) -> bytes | None:
            try:
                return asked.get(f"{base}/{path}").body
            except Unavailable:
                return None

        return read

    def _of_seal(
        self, name: str, body: bytes, site: str, listed: bytes, read: Callable[[str], bytes | None]
    ) -> list[str]:
        resolver = TakenAsOwn(MappedResolver(site, read))
        try:
            seal = read_seal(body, site, resolver=resolver, trust=self.trust, as_of=self.as_of)
        except Finding as finding:
            return [finding.detail]
        click.echo(
            f"{name}: version {seal.version}, sealed on {plain_date(seal.sealed)} by "
            f"{printable(seal.issuer)}, good until {plain_date(seal.ends)}",
            err=True,
        )
        seen = self.seen.versions.get(site, 0)
        told = [*self._of_issuer(seal), *doubts(seal, seen=seen, as_of=self.as_of)]
        if not seal.fits(listed):
            told.append(say("seal.changed", what=SEALED))
        elif not told:
            self.seen.note(site, seal.version)
        return told

    def _of_issuer(self, seal: Seal) -> list[str]:
        """A site never vouches for itself: the key it was sealed with came with it."""
        known = self.trust.find(seal.issuer)
        if known is not None and seal.key in known.keys:
            return []
        return ["Its key is none that you know: whoever made the copy can have sealed it as well."]
