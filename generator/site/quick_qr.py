"""QR codes of addresses, fast (ISO/IEC 18004): thousands of posters carry one each.

Only what addresses need: bytes, error correction M, one mask, versions 1 to 10. Where everything
stands is worked out once for each version; a test holds the codes to segno's.
"""

from collections.abc import Callable
from functools import cache
from itertools import zip_longest
from operator import itemgetter
from typing import Final

MASK: Final = 0
"""A checkerboard. Any mask can be read; trying all eight for the prettiest takes twice as long."""
_CORRECTION: Final = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26)  # codewords a block, by version
_BLOCKS: Final = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5)  # table 9, level M
_FORMAT: Final = 0x5412  # level M and mask 0, corrected and masked (section 7.9)
_VERSION_POLYNOMIAL: Final = 0x1F25
_FIELD_POLYNOMIAL: Final = 0x11D
_WITH_VERSION: Final = 7  # the least version that says its own number


def matrix_of(data: bytes) -> list[str] | None:
    """The rows of the code that holds `data`, dark as "1"; None where it is too long."""
    for version in range(1, len(_BLOCKS) + 1):
        count_bits = 8 if version < 10 else 16
        capacity = _codewords(version) - _BLOCKS[version - 1] * _CORRECTION[version - 1]
        if len(data) * 8 + 4 + count_bits <= capacity * 8:
            break
    else:
        return None
    size, put, masked, positions = _layout(version)
    words = _interleaved(_message(data, capacity, count_bits), version)
    bits = int.from_bytes(words, "big") << (positions - len(words) * 8) ^ masked
    modules = "".join(put(f"{bits:0{positions}b}01"))
    return [modules[at : at + size] for at in range(0, size * size, size)]


def _message(data: bytes, capacity: int, count_bits: int) -> bytes:
    """Mode, length, data, terminator and padding, as codewords (section 7.4).

    Mode and terminator are half a codeword each, so that nothing else is needed to fill one up;
    segno adds a codeword of zeros there, and so do we: printed codes stay what they were.
    """
    bits = (0b0100 << count_bits | len(data)) << len(data) * 8 | int.from_bytes(data, "big")
    body = (bits << 4).to_bytes((8 + count_bits) // 8 + len(data), "big") + b"\0"
    return (body + b"\xec\x11" * capacity)[:capacity]


def _interleaved(message: bytes, version: int) -> bytes:
    """The blocks' codewords by turns, then their corrections' (section 7.6)."""
    blocks, degree = _BLOCKS[version - 1], _CORRECTION[version - 1]
    short, longer = divmod(len(message), blocks)
    parts, at = [], 0
    for number in range(blocks):
        end = at + short + (number >= blocks - longer)
        parts.append(message[at:end])
        at = end
    corrections = [_correction(part, degree) for part in parts]
    columns = zip_longest(*parts)
    return bytes(
        [each for column in columns for each in column if each is not None]
        + [each for column in zip(*corrections, strict=True) for each in column]
    )


def _correction(block: bytes, degree: int) -> bytes:
    """The Reed-Solomon remainder, held as one number."""
    products, top, most = _products(degree), (degree - 1) * 8, (1 << degree * 8) - 1
    left = 0
    for word in block:
        left = (left << 8 & most) ^ products[word ^ left >> top]
    return left.to_bytes(degree, "big")


@cache
def _products(degree: int) -> list[int]:
    """The generator of that degree times each element of the field."""
    generator, root = [1], 1
    for _ in range(degree):  # times (x - root)
        shifted = [*generator, 0]
        for place, factor in enumerate(generator, 1):
            shifted[place] ^= _times(factor, root)
        generator, root = shifted, _times(root, 2)
    return [
        int.from_bytes(bytes(_times(each, factor) for each in generator[1:]), "big")
        for factor in range(256)
    ]


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD_POLYNOMIAL if one & 0x80 else 0)
        other >>= 1
    return product


def _codewords(version: int) -> int:
    modules = (16 * version + 128) * version + 64
    if version > 1:
        aligned = version // 7 + 2
        modules -= (25 * aligned - 10) * aligned - 55
    if version >= _WITH_VERSION:
        modules -= 36
    return modules // 8


@cache
def _layout(version: int) -> tuple[int, Callable[[str], tuple[str, ...]], int, int]:
    """Size; what puts the bits, a "0" and a "1" in their places; the mask; how many bits."""
    size = version * 4 + 17
    fixed = _patterns(version, size)
    order = [place for place in _zigzag(size) if place not in fixed]
    masked = int("".join("01"[(x + y) % 2 == 0] for x, y in order), 2)
    index = {place: number for number, place in enumerate(order)}
    light = len(order)
    places = (
        index[x, y] if (x, y) in index else light + fixed[x, y]
        for y in range(size)
        for x in range(size)
    )
    return size, itemgetter(*places), masked, light


def _zigzag(size: int) -> list[tuple[int, int]]:
    """Columns in pairs from the right, up and down by turns (section 7.7.3)."""
    found = []
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        upward = (right + 1) & 2 == 0
        for step in range(size):
            y = size - 1 - step if upward else step
            found += [(right, y), (right - 1, y)]
    return found


def _patterns(version: int, size: int) -> dict[tuple[int, int], bool]:
    """What is the same in every code of a version: column and row, and whether it is dark."""
    fixed = {(6, at): at % 2 == 0 for at in range(size)}
    fixed |= {(at, 6): at % 2 == 0 for at in range(size)}
    for middle_x, middle_y in ((3, 3), (size - 4, 3), (3, size - 4)):
        for x in range(max(0, middle_x - 4), min(size, middle_x + 5)):
            for y in range(max(0, middle_y - 4), min(size, middle_y + 5)):
                ring = max(abs(x - middle_x), abs(y - middle_y))
                fixed[x, y] = ring not in {2, 4}
    aligned = _aligned(version, size)
    last = len(aligned) - 1
    for number_x, middle_x in enumerate(aligned):
        for number_y, middle_y in enumerate(aligned):
            if (number_x, number_y) not in {(0, 0), (0, last), (last, 0)}:
                for x in range(middle_x - 2, middle_x + 3):
                    for y in range(middle_y - 2, middle_y + 3):
                        fixed[x, y] = max(abs(x - middle_x), abs(y - middle_y)) != 1
    return fixed | _told(version, size)


def _aligned(version: int, size: int) -> list[int]:
    if version == 1:
        return []
    count = version // 7 + 2
    step = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
    return [6, *sorted(size - 7 - number * step for number in range(count - 1))]


def _told(version: int, size: int) -> dict[tuple[int, int], bool]:
    """Level and mask, twice, and the version where it is told (sections 7.9 and 7.10)."""
    bits = [bool(_FORMAT >> number & 1) for number in range(15)]
    first = [
        *((8, at) for at in range(6)),
        (8, 7),
        (8, 8),
        (7, 8),
        *((14 - n, 8) for n in range(9, 15)),
    ]
    second = [*((size - 1 - n, 8) for n in range(8)), *((8, size - 15 + n) for n in range(8, 15))]
    told = dict(zip(first, bits, strict=True)) | dict(zip(second, bits, strict=True))
    told[8, size - 8] = True
    if version >= _WITH_VERSION:
        left = version
        for _ in range(12):
            left = left << 1 ^ (left >> 11) * _VERSION_POLYNOMIAL
        for number in range(18):
            dark = bool((version << 12 | left) >> number & 1)
            far, near = size - 11 + number % 3, number // 3
            told |= {(far, near): dark, (near, far): dark}
    return told
