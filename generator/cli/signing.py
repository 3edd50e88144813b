"""What the commands that sign have in common: the lock, the catalog, the keys."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from pydantic import TypeAdapter, ValidationError

from generator.cli.exit_code import ExitCode
from generator.cli.options import now
from generator.cli.places import folders_to_keep_out, lies_in_shards, people_dir, read_config
from generator.issue import Finished, KeyRefusedError, SigningKey, demo_key_refusal, recover
from generator.issue.desk import Desk, desk_for
from generator.issue.disk import BusyError, only_one
from generator.issue.draft import current_key
from generator.issue.key_file import KeyFile, open_key, read_key_file
from generator.issue.shard_desk import desk_in_shards
from generator.issue.sign import keys_for_lists
from generator.issue.signer_command import SignerCommand, signer_for
from generator.model.award import Award
from generator.model.base import Line, PublicKey
from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.source import Loaded, load, load_catalog

KeySource = Path | SignerCommand
"""Where a signature comes from: a key file, or a command that signs."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def key_option(command: _Command) -> _Command:
    """The options ``--key`` and ``--signer-cmd``; the command gets both as `key_files`."""

    @click.option(
        "--key",
        "key_files",
        type=click.Path(path_type=Path, dir_okay=False),
        multiple=True,
        envvar="BADGEPRESS_KEY",
        show_envvar=True,
        help="A signing key; give it several times for several issuers.",
    )
    @click.option(
        "--signer-cmd",
        "signers",
        type=(str, str),
        metavar="PUBLIC_KEY COMMAND",
        multiple=True,
        help="Instead of a key file: a command that signs for this public key, as in front of a "
        "security module. It gets the bytes on stdin and writes the 64 of the signature.",
    )
    @wraps(command)
    def with_both(
        *arguments: Any,
        key_files: tuple[Path, ...],
        signers: tuple[tuple[str, str], ...],
        **more: Any,
    ) -> Any:
        commands = tuple(SignerCommand(_public_key(key), program) for key, program in signers)
        return command(*arguments, key_files=(*key_files, *commands), **more)

    return cast("_Command", with_both)


def _public_key(text: str) -> str:
    try:
        return TypeAdapter(PublicKey).validate_python(text)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise click.BadParameter(message, param_hint="--signer-cmd") from None


def line(text: str) -> str:
    """One line of plain text, as records hold it."""
    try:
        return TypeAdapter(Line).validate_python(text)
    except ValidationError as error:
        problem = error.errors()[0]
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] in {"too_short", "too_long"}:
            message = f"must have from 1 to 300 characters, found {len(text)}"
        raise click.BadParameter(message) from None


@contextmanager
def locked_people(config_file: Path) -> Iterator[Path]:
    """The folder of people, with nobody else writing to it meanwhile; as `at_the_desk`."""
    try:
        folder = people_dir(config_file, read_config(config_file))
        with only_one(folder):
            yield folder
    except BusyError as error:
        _stop(str(error), ExitCode.CANNOT_WRITE)
    except OSError as error:
        _stop_at_disk(error)


@contextmanager
def at_the_desk(
    config_file: Path, *, about: str = "", of_nobody: bool = False, locked: bool = True
) -> Iterator[Desk]:
    """The loaded catalog, with nobody else writing to its ledger meanwhile.

    Where people lie in shards, with the people of one: those beside whom the earner or the
    credential `about` lies; with `of_nobody`, with none. What a killed command left half
    written in the ledger is completed first. Says what is wrong and exits when the work
    inside cannot be done.
    """
    with stopping(), ExitStack() as held:
        if not locked:
            yield _desk(config_file, about, of_nobody=of_nobody)
            return
        held.enter_context(only_one(people_dir(config_file, read_config(config_file))))
        desk = _desk(config_file, about, of_nobody=of_nobody)
        for path in desk.torn():
            click.echo(f"note: {path}: cut off the row that was not written", err=True)
        yield recover(desk, random_bytes=secrets.token_bytes, signed_at=now())


@contextmanager
def stopping() -> Iterator[None]:
    """Say what is wrong and exit when the work inside cannot be done."""
    try:
        yield
    except BusyError as error:
        _stop(str(error), ExitCode.CANNOT_WRITE)
    except KeyRefusedError as error:
        _stop(str(error), ExitCode.USAGE)
    except BrokenProcessPool:
        message = "a process was ended from outside, perhaps for lack of memory"
        _stop(
            f"{message}; run the command again: it goes on where it stopped", ExitCode.CANNOT_WRITE
        )
    except OSError as error:
        _stop_at_disk(error)


def open_keys(
    key_files: Sequence[KeySource],
    desk: Desk | Loaded,
    config_file: Path,
    at: datetime,
    *,
    owners: Sequence[Recognizer] = (),
    for_lists: bool = False,
) -> tuple[SigningKey, ...]:
    """The keys in `key_files`, each listed by an issuer as the one it signs with now.

    With `owners`, by one of these recognizers; `for_lists`, also one for status lists alone.

    Raises:
        KeyRefusedError: one may not be used, or its passphrase is wrong.

    """
    keep_out = folders_to_keep_out(config_file)
    files = [each_key(source, keep_out) for source in key_files]
    signing: dict[str, Issuer | Recognizer] = {}
    alone: dict[str, Issuer | Recognizer] = {}
    for each in owners or desk.catalog.issuers.values():
        current = current_key(each, at)
        signing |= {current.public_key: each} if current is not None else {}
        alone |= dict.fromkeys(keys_for_lists(each, at), each)
    keys = []
    for file in files:
        refusal = demo_key_refusal(file.public_key, desk.config.base_url)
        if refusal is not None:
            raise KeyRefusedError(refusal, "make your own: badgepress keys new ISSUER")
        if file.public_key in alone and not for_lists:
            raise KeyRefusedError(
                f"{name_of(file)} may sign status lists only",
                "it is for: badgepress renew --key FILE",
            )
        owner = signing.get(file.public_key) or alone.get(file.public_key)
        if owner is None:
            who = ("a recognizer", "recognizer's") if owners else ("an issuer", "issuer's")
            raise KeyRefusedError(
                f"{name_of(file)} is not the key that {who[0]} of this catalog signs with now",
                f"list it last under the {who[1]} 'keys': {file.public_key}",
            )
        keys.append(opened(file, owner.name))
    return tuple(keys)


def each_key(source: KeySource, keep_out: Iterable[Path]) -> KeyFile | SignerCommand:
    """A key that may be used, its public half known, and nobody asked for a passphrase yet.

    Raises:
        KeyRefusedError: a file that may not be used.

    """
    return source if isinstance(source, SignerCommand) else read_key_file(source, keep_out=keep_out)


def opened(key: KeyFile | SignerCommand, owner: str) -> SigningKey:
    """The key of `owner`, ready to sign; its passphrase is asked for.

    Raises:
        KeyRefusedError: the passphrase is wrong, or the command names no program.

    """
    if isinstance(key, SignerCommand):
        return signer_for(key)
    return open_key(key, _passphrase(key.path, owner))


def name_of(key: KeyFile | SignerCommand) -> str:
    """As messages name it."""
    return key.public_key if isinstance(key, SignerCommand) else str(key.path)


def key_of_each(
    owners: Mapping[str, Issuer] | Mapping[str, Recognizer],
    keys: Iterable[SigningKey],
    at: datetime,
) -> dict[str, SigningKey]:
    """The one among `keys` that each of `owners` signs with at `at`.

    Raises:
        KeyRefusedError: one is missing.

    """
    opened = {key.public_key: key for key in keys}
    found = {}
    for slug, owner in owners.items():
        listed = current_key(owner, at)
        if listed is None:
            raise KeyRefusedError(
                f"{owner.name} lists no key that is in force now",
                f"make one: badgepress keys new {slug}",
            )
        if listed.public_key not in opened:
            raise KeyRefusedError(
                f"the key of {owner.name} is needed: {listed.public_key}",
                "name its file with --key, or what signs for it with --signer-cmd",
            )
        found[slug] = opened[listed.public_key]
    return found


def tell(finished: Finished) -> ExitCode:
    """Say what was signed and what was left; the exit code."""
    for issuer, number in finished.lists:
        click.echo(f"Signed status list {number} of {issuer}.")
    for sentence in finished.left:
        click.echo(f"warning: {sentence}", err=True)
    return ExitCode.WRONG if finished.left else ExitCode.OK


def counted(number: int, noun: str) -> str:
    """``1 award``, ``2 awards``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_team(award: Award) -> str:
    """What is signed of an award's team, as the end of a line; nothing of one earned alone."""
    if award.team is None:
        return ""
    return f"; in the team {award.team}, pieces of evidence: {len(award.evidence)}"


def _desk(config_file: Path, about: str, *, of_nobody: bool) -> Desk:
    if (about or of_nobody) and lies_in_shards(config_file):
        base = load_catalog(config_file)
        _tell_notices(base)
        return desk_in_shards(base, about or None)
    loaded = load(config_file, to_sign=True)
    _tell_notices(loaded)
    return desk_for(loaded)


def _tell_notices(loaded: Loaded) -> None:
    for notice in loaded.notices:
        click.echo(f"note: {notice}", err=True)


def _passphrase(path: Path, owner: str) -> str:
    given = os.environ.get("BADGEPRESS_PASSPHRASE")
    if given is not None:
        return given
    answer: str = click.prompt(f"Passphrase of {owner}'s key {path}", hide_input=True)
    return answer


def _stop_at_disk(error: OSError) -> None:
    name = f"{error.filename}: " if error.filename else ""
    _stop(
        f"{name}{error.strerror or error}; run the command again: it goes on where it stopped",
        ExitCode.CANNOT_WRITE,
    )


def _stop(message: str, code: ExitCode) -> None:
    click.echo(f"error: {message}", err=True)
    click.get_current_context().exit(code)
