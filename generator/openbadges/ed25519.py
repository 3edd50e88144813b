"""Ed25519 with one answer everywhere (RFC 8032; generator/README, trap 7).

Libraries and browsers differ on keys of small order, with which one signature fits any
message, and on encodings past the field. Both are refused here, before the primitive.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493  # order of the base point
_D = -121665 * pow(121666, -1, _P) % _P
_SIGN_BIT = 1 << 255


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Did the owner of `public_key` (32 bytes) sign `message`? Malformed input is a no."""
    if public_key_problem(public_key) or len(signature) != SIGNATURE_BYTES:
        return False
    commitment, scalar = signature[:KEY_BYTES], int.from_bytes(signature[KEY_BYTES:], "little")
    if scalar >= _L or _encoding_problem(commitment):  # bytes that are no point fit none
        return False
    try:
        _loaded(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1_000)
def _loaded(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)


@lru_cache(maxsize=1_000)
def public_key_problem(raw: bytes) -> str:
    """Why these bytes are no Ed25519 public key to rely on; empty when they are one."""
    if len(raw) != KEY_BYTES:
        return f"The key has {len(raw)} bytes where Ed25519 has {KEY_BYTES}."
    problem = _point_problem(raw)
    return f"The key is {problem}." if problem else ""


def _point_problem(encoded: bytes) -> str:
    problem = _encoding_problem(encoded)
    if problem:
        return problem
    y = _y_of(encoded)
    # -x^2 + y^2 = 1 + d x^2 y^2 has an x when (y^2 - 1) / (d y^2 + 1) is a square.
    is_point = _is_square((y * y - 1) * pow(_D * y * y + 1, -1, _P))
    return "" if is_point else "not a point of the curve"


def _encoding_problem(encoded: bytes) -> str:
    y = _y_of(encoded)
    if y >= _P:
        return "not in its canonical form"
    if y in _SMALL_ORDER_Y:
        return "of small order, so that one signature would fit any message"
    return ""


def _y_of(encoded: bytes) -> int:
    return int.from_bytes(encoded, "little") & ~_SIGN_BIT  # whatever the sign of x


def _is_square(value: int) -> bool:
    return pow(value, (_P - 1) // 2, _P) in (0, 1)


def _square_root(square: int) -> int:
    """RFC 8032, section 5.1.3, step 3; `square` is one."""
    root = pow(square, (_P + 3) // 8, _P)
    return root if root * root % _P == square % _P else root * pow(2, (_P - 1) // 4, _P) % _P


def _small_order_y() -> frozenset[int]:
    """The y of all eight points whose order divides 8.

    (0, 1) and (0, -1) have order 1 and 2, and y = 0 order 4. A point of order 8 doubles
    to y = 0, so x^2 = -y^2, and the curve becomes d y^4 + 2 y^2 - 1 = 0.
    """
    root = _square_root(1 + _D)
    candidates = [(-1 + sign * root) * pow(_D, -1, _P) % _P for sign in (1, -1)]
    eighth = next(_square_root(square) for square in candidates if _is_square(square))
    return frozenset({0, 1, _P - 1, eighth, _P - eighth})


_SMALL_ORDER_Y = _small_order_y()
