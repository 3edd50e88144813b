"""`badgepress seal`: an issuer stands behind a built site, until a day."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import click

from generator.cli.exit_code import ExitCode
from generator.cli.options import config_option, now
from generator.cli.people import load_part
from generator.cli.places import folders_to_keep_out
from generator.cli.signing import KeySource, each_key, key_option, name_of, opened
from generator.cli.verify_folder import folder_resolver
from generator.issue import KeyRefusedError, SigningKey, demo_key_refusal
from generator.model.addresses import issuer_did
from generator.model.issuer import Issuer
from generator.model.trust import TrustList
from generator.openbadges.did_web import document_url
from generator.openbadges.proof import add_proof
from generator.openbadges.seal import SEAL, SEALED, seal_credential
from generator.openbadges.strict_json import StrictJsonError, dump_json
from generator.publish import CannotPublishError
from generator.publish.add import add_file
from generator.site.digest_list import read_digest_list
from generator.source import Loaded
from generator.verify.finding import Finding
from generator.verify.resolver import TakenAsOwn
from generator.verify.seal import Seal, differing, read_seal


class CannotSealError(Exception):
    """Why a site is not sealed; one sentence."""


@click.command("seal", short_help="Sign a built site, so that older copies are noticed.")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@key_option
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=None,
    help="How long the seal is good for.  [default: as status lists]",
)
@click.option(
    "--newer-than",
    type=click.IntRange(0, 9_999_999_999_999_998),
    default=0,
    help="A version that was sealed with a wrong clock.",
)
@config_option
def command(
    site: Path,
    key_files: tuple[KeySource, ...],
    config_file: Path,
    *,
    days: int | None,
    newer_than: int,
) -> None:
    """Sign the digest list of SITE, which `build` wrote, with an issuer's key.

    Whoever saw this seal is told where a copy of the site is older. Any key that the issuer
    lists will do, also one for status lists alone. Seal again after every build and undo,
    and before the seal ends.
    """
    loaded = load_part(config_file, to_sign=True)
    at = now()
    lasts = timedelta(days=days or loaded.config.issuing.status_list_days)
    told: list[Seal] = []
    try:
        issuer, key = _signer(loaded, key_files, config_file, at)
        sealer = _Sealer(loaded, issuer, key, at, at + lasts, newer_than)

        def make(folder: Path) -> bytes:
            body, seal = sealer.seal(folder)
            told.append(seal)
            return body

        add_file(site, SEAL, make)
    except KeyRefusedError as error:
        _stop(str(error), ExitCode.USAGE)
    except CannotSealError as error:
        _stop(str(error), ExitCode.WRONG)
    except CannotPublishError as error:
        _stop(str(error), ExitCode.CANNOT_WRITE)
    (seal,) = told
    click.echo(f"Sealed {site} as version {seal.version}, good until {seal.ends:%Y-%m-%d}.")


def _signer(
    loaded: Loaded, key_files: tuple[KeySource, ...], config_file: Path, at: datetime
) -> tuple[Issuer, SigningKey]:
    """The key, and the issuer that lists it; of several the one at the site's root.

    Raises:
        KeyRefusedError: none, several, or one that may not be used.

    """
    if len(key_files) != 1:
        raise KeyRefusedError("one key is needed", "name its file with --key")
    key = each_key(key_files[0], folders_to_keep_out(config_file))
    refusal = demo_key_refusal(key.public_key, loaded.config.base_url)
    if refusal is not None:
        raise KeyRefusedError(refusal, "make your own: badgepress keys new ISSUER")
    owners = [
        issuer
        for issuer in loaded.catalog.issuers.values()
        for each in issuer.keys
        if each.public_key == key.public_key and each.is_in_force(at)
    ]
    if not owners:
        raise KeyRefusedError(
            f"{name_of(key)} is no key that an issuer of this catalog uses now",
            f"list it under the issuer's 'keys', and build first: {key.public_key}",
        )
    issuer = max(owners, key=lambda owner: owner.root)
    return issuer, opened(key, issuer.name)


@dataclass(frozen=True, slots=True)
class _Sealer:
    """What seals sites of one catalog."""

    loaded: Loaded
    issuer: Issuer
    key: SigningKey
    at: datetime
    until: datetime
    newer_than: int

    def seal(self, folder: Path) -> tuple[bytes, Seal]:
        """The seal of the site in `folder`, and what it says.

        Raises:
            CannotSealError: the site is not as it was built, or the issuer none of it.

        """
        base = self.loaded.config.base_url
        listed = self._listed(folder)
        did = issuer_did(self.loaded.config, self.issuer)
        if not document_url(did).startswith(base):
            raise CannotSealError(
                f"{self.issuer.name} has its identity at {document_url(did)}, which is not in "
                "this site: use the key of an issuer that has it here"
            )
        document = seal_credential(
            site=base,
            issuer=did,
            version=self._version(folder, base),
            digest=sha256(listed).digest(),
            valid_from=self.at,
            valid_until=self.until,
        )
        body = dump_json(
            add_proof(
                document,
                sign=self.key.sign,
                verification_method=f"{did}#{self.key.public_key}",
                created=self.at,
            )
        )
        try:
            return body, self._read(body, folder, base)
        except Finding as finding:  # built before the key was listed
            raise CannotSealError(f"{finding.detail} Build the site first.") from None

    def _listed(self, folder: Path) -> bytes:
        """The digest list, once every digest of it is right."""
        base = self.loaded.config.base_url
        try:
            body = (folder / SEALED).read_bytes()
            site, files = read_digest_list(body)
        except (OSError, StrictJsonError) as error:
            raise CannotSealError(f"{folder / SEALED} cannot be read: {error}") from None
        if site != base:
            raise CannotSealError(f"{folder} is the site of {site}, not of {base}; build it first")
        read = folder_resolver(base, folder).read
        found = {path: data for path in files if (data := read(path)) is not None}
        wrong = differing(files, found)
        if wrong:
            raise CannotSealError(f"{folder / wrong[0]} is not as it was built; build again")
        return body

    def _version(self, folder: Path, base: str) -> int:
        """Seconds since 1970, so that nobody must keep count, but more than any before."""
        before = self.newer_than
        with suppress(OSError, Finding):
            before = max(before, self._read((folder / SEAL).read_bytes(), folder, base).version)
        return max(int(self.at.timestamp()), before + 1, 1)

    def _read(self, body: bytes, folder: Path, base: str) -> Seal:
        return read_seal(
            body,
            base,
            resolver=TakenAsOwn(folder_resolver(base, folder)),
            trust=TrustList(),
            as_of=self.at,
        )


def _stop(message: str, code: ExitCode) -> None:
    click.echo(f"error: {message}", err=True)
    sys.exit(code)
