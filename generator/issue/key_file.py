"""An issuer's private key: made, kept in a file, and opened again.

The file is an OpenSSH private key, encrypted, mode 0600, outside every folder that is
published or shared. All of this is checked again whenever the key is opened.
"""

import os
import stat
import sys
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PrivateFormat,
    load_ssh_private_key,
)

from generator.issue.demo_key import DEMO_KEYS
from generator.openbadges.multikey import MultikeyError, encode_public_key

KDF_ROUNDS = 64
"""bcrypt rounds of a new key: one guess at the passphrase takes 0.5 to 1 s on a laptop of
2024, so a list of 100,000 likely ones takes a day a core. The tool opens it once a run."""

# Neither follow a link that was put there meanwhile, nor wait for the other end of a pipe.
_NO_SURPRISES = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
MAX_BYTES = 16_384  # an Ed25519 key file has some 450
_MAGIC = b"openssh-key-v1\0"
_KIND = b"ssh-ed25519"
BEGIN, END = b"-----BEGIN OPENSSH PRIVATE KEY-----", b"-----END OPENSSH PRIVATE KEY-----"


class KeyRefusedError(Exception):
    """Why a key was not made or not opened: one sentence, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An opened key: what it signs as, and the signing itself."""

    public_key: str
    """In multibase form."""
    sign: Callable[[bytes], bytes]
    private: Ed25519PrivateKey | None = field(default=None, repr=False)
    """For handing it to another process, in memory only; None of a key behind a command."""

    def __reduce__(self) -> NoReturn:
        """Never written by accident: `hand_over` says what a worker gets."""
        raise TypeError("a signing key is not pickled")

    def hand_over(self) -> bytes | None:
        """The private half for a process of our own; None where only this one can sign."""
        return self.private.private_bytes_raw() if self.private is not None else None


def handed_over(public_key: str, private: bytes) -> SigningKey:
    """The key that `SigningKey.hand_over` gave."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    return SigningKey(public_key, key.sign, key)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file that may be used, not yet opened."""

    path: Path
    public_key: str
    """As the file says it in clear; `open_key` holds it against the private half."""
    body: bytes


def new_key(seed: bytes, passphrase: str, *, rounds: int | None = None) -> tuple[str, bytes]:
    """A public key, and the encrypted file for the private key that `seed` (32 bytes) gives.

    Raises:
        KeyRefusedError: no passphrase.

    """
    key = Ed25519PrivateKey.from_private_bytes(seed)
    body = _locked(key, passphrase, rounds)
    return encode_public_key(key.public_key().public_bytes_raw()), body


def locked_anew(file: KeyFile, old: str, new: str, *, rounds: int | None = None) -> bytes:
    """The key in `file`, which `old` opens, as a file that `new` opens; tried before it is given.

    Raises:
        KeyRefusedError: `old` is wrong, or `new` is empty or the same.

    """
    key = _opened(file, old)
    if new == old:
        raise KeyRefusedError("the new passphrase is the one the key has already")
    body = _locked(key, new, rounds)
    open_key(KeyFile(file.path, file.public_key, body), new)
    return body


def _locked(key: Ed25519PrivateKey, passphrase: str, rounds: int | None) -> bytes:
    if not passphrase.strip():
        raise KeyRefusedError(
            "the passphrase is empty", "whoever finds the file could sign badges in your name"
        )
    try:
        secret = passphrase.encode()
    except UnicodeEncodeError:  # raised on would show a part of it
        raise KeyRefusedError("the passphrase holds bytes that are no text in UTF-8") from None
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(rounds or KDF_ROUNDS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption.build(secret))


def write_key(path: Path, body: bytes, *, keep_out: Iterable[Path]) -> None:
    """Write a new key file, or the backup of one, that only its owner can read.

    Raises:
        KeyRefusedError: something stands at `path`, or `path` is inside a folder of
            `keep_out`.
        OSError: the file can't be written; nothing is left of it.

    """
    _refuse_place(path, keep_out)
    try:
        _write_new(path, body)
    except FileExistsError:
        raise KeyRefusedError(
            f"{path} exists already; a key is never overwritten", "choose another name with --out"
        ) from None


def replace_key(file: KeyFile, body: bytes) -> None:
    """Put `body` in the place of `file`, whole or not at all.

    Raises:
        OSError: it can't be written; the old file stands as it was.

    """
    temporary = file.path.with_name(f".{file.path.name}.tmp")
    temporary.unlink(missing_ok=True)  # what a kill left; it was encrypted, like all we write
    _write_new(temporary, body)
    try:
        temporary.replace(file.path)
    except OSError:
        temporary.unlink()
        raise
    if sys.platform != "win32":  # makes the new name durable; Windows has no such call
        folder = os.open(file.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write_new(path: Path, body: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def read_key_file(path: Path, *, keep_out: Iterable[Path]) -> KeyFile:
    """The key file at `path`, if it lies safely.

    A published demo key may be readable by all: git keeps no mode 0600, and there is
    nothing left to protect.

    Raises:
        KeyRefusedError: no file, a symbolic link, in a folder of `keep_out`, readable by
            others, not encrypted, or no OpenSSH Ed25519 key.

    """
    if path.is_symlink():
        raise KeyRefusedError(f"{path} is a symbolic link", "name the key file itself")
    _refuse_place(path, keep_out)
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_SURPRISES)
        try:
            status = os.fstat(descriptor)
            body = os.read(descriptor, MAX_BYTES) if stat.S_ISREG(status.st_mode) else b""
        finally:
            os.close(descriptor)
    except OSError as error:
        raise KeyRefusedError(f"{path} can't be read: {error.strerror}") from None
    file = key_file(path, body)
    open_to_others = sys.platform != "win32" and status.st_mode & 0o077
    if open_to_others and file.public_key not in DEMO_KEYS:
        raise KeyRefusedError(
            f"{path} can be read by others (mode {stat.S_IMODE(status.st_mode):04o})",
            f"run: chmod 600 {path}; if others use this computer, make a new key",
        )
    return file


def key_file(path: Path, body: bytes) -> KeyFile:
    """The key file `body`, which came from `path`.

    Raises:
        KeyRefusedError: not encrypted, or no OpenSSH Ed25519 key.

    """
    return KeyFile(path, _public_key_in_clear(path, body), body)


def open_key(file: KeyFile, passphrase: str) -> SigningKey:
    """The key in `file`.

    Raises:
        KeyRefusedError: wrong passphrase, or the file is damaged.

    """
    key = _opened(file, passphrase)
    return SigningKey(file.public_key, key.sign, key)


def _opened(file: KeyFile, passphrase: str) -> Ed25519PrivateKey:
    try:
        key = load_ssh_private_key(file.body, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyRefusedError(
            f"the passphrase does not open {file.path}",
            "look at capitals, spaces and the keyboard's language; a copy or paper made before a "
            "change of passphrase opens with the old one; if none does, the key is lost, and "
            "earned badges stay good: make the next one with badgepress keys rotate",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefusedError(f"{file.path} holds no Ed25519 key")
    public_key = encode_public_key(key.public_key().public_bytes_raw())
    if public_key != file.public_key:
        raise KeyRefusedError(f"{file.path} is damaged: its two halves differ")
    return key


def _refuse_place(path: Path, keep_out: Iterable[Path]) -> None:
    place = path.resolve()
    for folder in keep_out:
        if place.is_relative_to(folder.resolve()):
            raise KeyRefusedError(
                f"{path} lies inside {folder}, which is published or shared",
                "keep the key outside the catalog, people, theme and site folders",
            )


def _public_key_in_clear(path: Path, body: bytes) -> str:
    """The public key that an OpenSSH key file says openly."""
    try:
        cipher, raw = _openly(body)
        public_key = encode_public_key(raw)
    except (ValueError, MultikeyError):
        raise KeyRefusedError(
            f"{path} is no OpenSSH private key of kind Ed25519",
            "make one with: badgepress keys new ISSUER",
        ) from None
    if cipher == b"none":
        raise KeyRefusedError(
            f"{path} is not encrypted",
            f"give it a passphrase: ssh-keygen -p -a {KDF_ROUNDS} -f {path}",
        )
    return public_key


def _openly(body: bytes) -> tuple[bytes, bytes]:
    """The cipher and the raw public key of a key file (OpenSSH's PROTOCOL.key, section 1)."""
    text = body.strip()
    fields = b64decode(b"".join(text.removeprefix(BEGIN).removesuffix(END).split()), validate=True)
    cipher, rest = _string(fields.removeprefix(_MAGIC))
    for _ in ("kdf name", "kdf options"):
        _, rest = _string(rest)
    blob, after = _string(rest[4:])  # after the number of keys, which is 1
    kind, rest = _string(blob)
    raw, rest = _string(rest)
    _string(after)  # the private half, which must be whole
    if not (text.startswith(BEGIN) and fields.startswith(_MAGIC)) or kind != _KIND or rest:
        raise ValueError
    return cipher, raw


def _string(data: bytes) -> tuple[bytes, bytes]:
    """An SSH string (RFC 4251, section 5), and what follows it."""
    end = 4 + int.from_bytes(data[:4], "big")
    if len(data) < end:
        raise ValueError
    return data[4:end], data[end:]
