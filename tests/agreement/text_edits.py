"""Changes to bytes and to JSON's tokens, by a `random.Random` that the caller seeds."""

import re

from tests.agreement.values import NAMES, text_token, token

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|[{}\[\]:,]')
_MEMBER = re.compile(
    r'("(?:[^"\\]|\\.)*")(\s*:\s*)("(?:[^"\\]|\\.)*"|-?[0-9.eE+-]+|true|false|null)'
)
_ENCODED = re.compile(r"\b[zu][1-9A-HJ-NP-Za-km-z_-]{20,}")
_SPACES = (" ", "\n", "\t", "\r\n", "\f", "\u00a0", "\ufeff", "/**/", "")


def flip_bit(chance, data):
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def replace_byte(chance, data):
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def insert_bytes(chance, data):
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 5)) + data[at:]


def insert_character(chance, data):
    """Any character of Unicode, now and then half of one."""
    code = chance.choice(
        (chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000))
    )
    at = chance.randrange(len(data) + 1)
    return data[:at] + chr(code).encode("utf-8", "surrogatepass") + data[at:]


def cut(chance, data):
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 1, 2, 5, 20, len(data))) :]


def repeat(chance, data):
    start = chance.randrange(len(data))
    end = start + chance.choice((1, 3, 10, 60))
    return data[:end] + data[start:end] + data[end:]


def swap_bytes(chance, data):
    at = chance.randrange(len(data) - 1)
    return data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]


BYTES = (flip_bit, flip_bit, replace_byte, insert_bytes, insert_character, cut, repeat, swap_bytes)


def exchange_token(chance, text):
    found = chance.choice(_tokens(text))
    return text[: found.start()] + token(chance) + text[found.end() :]


def drop_token(chance, text):
    found = chance.choice(_tokens(text))
    return text[: found.start()] + text[found.end() :]


def copy_token(chance, text):
    source, place = chance.choice(_tokens(text)), chance.choice(_tokens(text))
    return text[: place.start()] + source[0] + text[place.end() :]


def swap_tokens(chance, text):
    first, second = sorted(chance.choices(_tokens(text), k=2), key=lambda found: found.start())
    if first.start() == second.start():
        return text
    between = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


def double_member(chance, text):
    """A member twice; the other one may say the same, or be written with an escape."""
    found = _member(chance, text)
    name, colon, value = found.groups()
    if chance.random() < 0.3 and len(name) > 2 and name[1] != "\\":
        name = f'"\\u{ord(name[1]) % 0x10000:04x}{name[2:]}'
    if chance.random() < 0.7:
        value = token(chance)
    return f"{text[: found.start()]}{name}{colon}{value}, {text[found.start() :]}"


def rename_member(chance, text):
    found = _member(chance, text)
    name = chance.choice((chance.choice(_tokens(text))[0], _name(chance)))
    return text[: found.start(1)] + name + text[found.end(1) :]


def insert_member(chance, text):
    found = _member(chance, text)
    return f"{text[: found.start()]}{_name(chance)}: {token(chance)}, {text[found.start() :]}"


def escape_character(chance, text):
    """One character written as an escape: the same text, unless it was a token's own."""
    at = chance.randrange(len(text))
    return f"{text[:at]}\\u{ord(text[at]) % 0x10000:04x}{text[at + 1 :]}"


def insert_escape(chance, text):
    escapes = (
        "\\ud83d\\ude00",
        "\\ud800",
        "\\udc00",
        "\\u0000",
        "\\u001f",
        "\\x41",
        "\\u12",
        "\\/",
        "\\n",
    )
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice((*escapes, "\\u2028", "\\u00e9", "\\uFEFF")) + text[at:]


def insert_space(chance, text):
    found = chance.choice(_tokens(text))
    return text[: found.start()] + chance.choice(_SPACES) + text[found.start() :]


def edit_encoded(chance, text):
    """A letter of a key, a signature or a list changed, added, dropped or moved."""
    places = list(_ENCODED.finditer(text))
    if not places:
        return text
    found = chance.choice(places)
    at = chance.randrange(found.start(), found.end())
    letter = chance.choice((chance.choice(ALPHABET), chance.choice("0OIl-_+/= 1z\u0661")))
    match chance.randrange(5):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + letter + text[at:]
        case 2:
            return text[: found.start() + 1] + "1" + text[found.start() + 1 :]
        case 3:
            return text[: found.start()] + found[0].swapcase() + text[found.end() :]
        case _:
            return text[:at] + letter + text[at + 1 :]


TOKENS = (
    *(exchange_token, exchange_token, drop_token, copy_token, swap_tokens, double_member),
    *(double_member, rename_member, insert_member, escape_character, insert_escape, insert_space),
)


def edit_bytes(chance, data, edits=BYTES):
    """`data` with one to three such changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if len(data) > 1:
            data = chance.choice(edits)(chance, data)
    return data


def edit_tokens(chance, data, edits=TOKENS):
    """JSON text with one to three of its tokens changed."""
    text = data.decode()
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if len(_tokens(text)) > 1 and _MEMBER.search(text):
            text = chance.choice(edits)(chance, text)
    return text.encode("utf-8", "surrogatepass")


def _tokens(text):
    return list(_TOKEN.finditer(text))


def _member(chance, text):
    return chance.choice(list(_MEMBER.finditer(text)))


def _name(chance):
    return text_token(chance) if chance.random() < 0.3 else _quoted(chance.choice(NAMES))


def _quoted(name):
    return f'"{name}"' if name != "\ud800" else '"\\ud800"'
