"""Private keys: how they are kept, and every way in which one is refused."""

import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from generator.issue import (
    DEMO_KEYS,
    KeyRefusedError,
    demo_key_refusal,
    new_key,
    open_key,
    read_key_file,
    write_key,
)
from generator.issue.key_file import KDF_ROUNDS, KeyFile
from generator.openbadges.ed25519 import verify_signature
from generator.openbadges.multikey import decode_public_key
from tests.issue.world import BROOK, BROOK_KEY, PASSPHRASE

DEMO = Path(__file__).parents[1] / "demo"


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "brook.key"
    write_key(path, BROOK_KEY, keep_out=())
    return path


def test_a_key_is_written_for_its_owner_only_and_opens_again(key):
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    opened = open_key(read_key_file(key, keep_out=()), PASSPHRASE)
    assert opened.public_key == BROOK
    assert verify_signature(decode_public_key(BROOK), b"text", opened.sign(b"text"))


def test_the_file_is_an_openssh_key_with_bcrypt(key):
    assert key.read_bytes().startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----\n")
    _, body = new_key(bytes(32), PASSPHRASE, rounds=1)
    assert body != new_key(bytes(32), PASSPHRASE, rounds=1)[1], "salted"


def test_guessing_is_slow():
    _, body = new_key(bytes(32), PASSPHRASE)
    assert KDF_ROUNDS >= 64
    fields = b64decode(b"".join(body.splitlines()[1:-1]))
    assert b"bcrypt" in fields[:64]
    assert KDF_ROUNDS.to_bytes(4, "big") in fields[:96]
    with pytest.raises(KeyRefusedError):
        open_key(KeyFile(Path("unused"), BROOK, body), "a guess")


def test_a_passphrase_that_is_no_text_is_refused_and_not_shown():
    with pytest.raises(KeyRefusedError) as caught:
        new_key(bytes(32), "four random words\udcff")
    assert str(caught.value) == "the passphrase holds bytes that are no text in UTF-8"


@pytest.mark.parametrize("passphrase", ["", "  ", "\t"])
def test_no_passphrase_is_refused(passphrase):
    with pytest.raises(KeyRefusedError, match="the passphrase is empty"):
        new_key(bytes(32), passphrase)


def pem(key, encryption=None) -> bytes:
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.OpenSSH, encryption or BestAvailableEncryption(b"x")
    )


def plain_key() -> bytes:
    return pem(ed25519.Ed25519PrivateKey.generate(), NoEncryption())


def damaged() -> bytes:
    """The public half in clear is another's."""
    lines = BROOK_KEY.split(b"\n")
    raw = bytearray(b64decode(b"".join(lines[1:-2])))
    at = raw.find(decode_public_key(BROOK))
    other = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    raw[at : at + 32] = other
    return b"\n".join([lines[0], b64encode(bytes(raw)), lines[-2], b""])


CONTENT = {  # case: (what is in the file, the message's beginning after the path)
    "empty": (lambda: b"", "is no OpenSSH private key of kind Ed25519"),
    "text": (lambda: b"hello", "is no OpenSSH private key of kind Ed25519"),
    "a header alone": (
        lambda: b"-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
        "is no OpenSSH private key of kind Ed25519",
    ),
    "cut off": (
        lambda: BROOK_KEY[:90] + b"\n-----END OPENSSH PRIVATE KEY-----\n",
        "is no OpenSSH private key of kind Ed25519",
    ),
    "another kind": (
        lambda: pem(ec.generate_private_key(ec.SECP256R1())),
        "is no OpenSSH private key of kind Ed25519",
    ),
    "not encrypted": (plain_key, "is not encrypted"),
}


@pytest.mark.parametrize(("body", "message"), CONTENT.values(), ids=CONTENT.keys())
def test_a_file_that_is_no_key_is_refused(tmp_path, body, message):
    path = tmp_path / "x.key"
    path.write_bytes(body())
    path.chmod(0o600)
    with pytest.raises(KeyRefusedError) as caught:
        read_key_file(path, keep_out=())
    assert caught.value.message == f"{path} {message}"


def test_a_damaged_key_is_refused(tmp_path):
    path = tmp_path / "x.key"
    path.write_bytes(damaged())
    path.chmod(0o600)
    with pytest.raises(KeyRefusedError):
        open_key(read_key_file(path, keep_out=()), PASSPHRASE)


def test_the_wrong_passphrase_is_refused(key):
    with pytest.raises(KeyRefusedError) as caught:
        open_key(read_key_file(key, keep_out=()), "wrong")
    assert caught.value.message == f"the passphrase does not open {key}"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o611])
def test_a_key_that_others_may_read_is_refused(key, mode):
    key.chmod(mode)
    with pytest.raises(KeyRefusedError) as caught:
        read_key_file(key, keep_out=())
    assert caught.value.message == f"{key} can be read by others (mode 0{mode:o})"


def test_a_symbolic_link_is_refused(key, tmp_path):
    link = tmp_path / "link.key"
    link.symlink_to(key)
    with pytest.raises(KeyRefusedError, match="is a symbolic link"):
        read_key_file(link, keep_out=())


def test_a_missing_key_and_a_folder_are_refused(tmp_path):
    with pytest.raises(KeyRefusedError, match="can't be read: No such file"):
        read_key_file(tmp_path / "none.key", keep_out=())
    with pytest.raises(KeyRefusedError):
        read_key_file(tmp_path, keep_out=())


def test_a_pipe_is_refused(tmp_path):
    path = tmp_path / "pipe.key"
    os.mkfifo(path)
    with pytest.raises(KeyRefusedError):
        read_key_file(path, keep_out=())


PLACES = ["catalog/x.key", "catalog/issuers/x.key", "catalog/../catalog/x.key", "theme/x.key"]


@pytest.mark.parametrize("place", PLACES)
def test_a_key_in_a_published_folder_is_refused(tmp_path, place):
    folders = [tmp_path / "catalog", tmp_path / "theme"]
    (tmp_path / "catalog" / "issuers").mkdir(parents=True)
    (tmp_path / "theme").mkdir()
    path = tmp_path / place
    with pytest.raises(KeyRefusedError, match="which is published or shared"):
        write_key(path, BROOK_KEY, keep_out=folders)
    assert not path.exists()
    path.write_bytes(BROOK_KEY)
    path.chmod(0o600)
    with pytest.raises(KeyRefusedError, match="which is published or shared"):
        read_key_file(path, keep_out=folders)


def test_a_folder_linked_from_elsewhere_is_seen_through(tmp_path):
    (tmp_path / "catalog").mkdir()
    (tmp_path / "elsewhere").symlink_to(tmp_path / "catalog")
    with pytest.raises(KeyRefusedError, match="which is published or shared"):
        write_key(tmp_path / "elsewhere" / "x.key", BROOK_KEY, keep_out=[tmp_path / "catalog"])


def test_a_key_is_never_overwritten(key, tmp_path):
    with pytest.raises(KeyRefusedError, match="exists already"):
        write_key(key, b"other", keep_out=())
    assert key.read_bytes() == BROOK_KEY
    dangling = tmp_path / "dangling.key"
    dangling.symlink_to(tmp_path / "target.key")
    with pytest.raises(KeyRefusedError, match="exists already"):
        write_key(dangling, BROOK_KEY, keep_out=())
    assert not (tmp_path / "target.key").exists()


DEMOS = {
    "demo.key": "https://badges.lakeland.example/demo/",
    "demo-retired.key": "https://badges.lakeland.example/demo/",
    "foreign.key": "https://credentials.northgate-college.example/",
}


@pytest.mark.parametrize(("name", "base_url"), DEMOS.items(), ids=DEMOS.keys())
def test_a_published_demo_key_signs_for_its_own_address_only(tmp_path, name, base_url):
    path = tmp_path / name
    path.write_bytes((DEMO / name).read_bytes())
    path.chmod(0o644)  # as git leaves it
    public_key = open_key(read_key_file(path, keep_out=()), "demo").public_key
    assert DEMO_KEYS[public_key] == base_url
    assert demo_key_refusal(public_key, base_url) is None
    assert demo_key_refusal(public_key, "https://badges.real.example/") == (
        f"{public_key} is a published demo key that anyone can sign with; it is for {base_url} "
        "only, not for https://badges.real.example/"
    )
    assert f"| `{name}` | `{public_key}` | `{base_url}` |" in (DEMO / "README.md").read_text()


def test_any_other_key_is_nobody_s_demo_key():
    assert demo_key_refusal(BROOK, "https://badges.lakeland.example/demo/") is None
