"""Ed25519 at its edge: signatures that hold for who multiplies the equation by eight, only.

RFC 8032 lets verifiers choose between the two equations; browsers and libraries differ. Ours
is the plain one, which is stricter.
"""

import hashlib

from generator.openbadges.multikey import encode_base58btc
from generator.openbadges.proof import hash_data
from tests.verify.cases.world import DID_URL, ISSUER, KEY, badge, case, did_document, ends

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202, BASE_Y)
ORDER_2 = (0, P - 1)


def _add(one, other):
    """RFC 8032, section 5.1.4, in plain coordinates."""
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return x, y


def _times(number, point):
    result = (0, 1)
    while number:
        if number & 1:
            result = _add(result, point)
        point, number = _add(point, point), number >> 1
    return result


def _encoded(point):
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _digest(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def _signature(document, *, key, shift_key, shift_r):
    """By a key of known secret; key and R are each shifted by the point of order two, or not."""
    secret = _digest(b"badgepress conformance: ", key)
    public = _add(_times(secret, BASE), shift_key)
    multibase = encode_base58btc(b"\xed\x01" + _encoded(public))
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-15T09:30:00Z",
        "verificationMethod": f"{ISSUER}#{multibase}",
        "proofPurpose": "assertionMethod",
    }
    message = hash_data(document, {"@context": document["@context"], **options})
    for attempt in range(64):
        nonce = _digest(key, bytes([attempt]), message)
        r = _encoded(_add(_times(nonce, BASE), shift_r))
        challenge = _digest(r, _encoded(public), message)
        if shift_key == ORDER_2 and challenge % 2 == 0:
            continue  # the shift would cancel itself out
        value = r + ((nonce + challenge * secret) % L).to_bytes(32, "little")
        proof = {**options, "proofValue": encode_base58btc(value)}
        return {**document, "proof": [proof]}, multibase
    raise AssertionError("no odd challenge among 64")


def mixed(about, name, checks, *, shift_key=(0, 1), shift_r=(0, 1)):
    document, multibase = _signature(
        badge(credentialStatus=...), key=name, shift_key=shift_key, shift_r=shift_r
    )
    method = f"{ISSUER}#{multibase}"
    did_json = did_document((KEY, {"id": method, "publicKeyMultibase": multibase}))
    return case(about, document, checks, documents={DID_URL: (did_json, False)})


CASES = {
    "verified_plain_curve": mixed("A key and a signature as they should be.", b"plain", ends()),
    "mixed_order_key": mixed(
        "A key with a part of small order: it holds for who multiplies by eight.",
        b"mixed key",
        ends("signature", "failed"),
        shift_key=ORDER_2,
    ),
    "mixed_order_r": mixed(
        "R with a part of small order: it holds for who multiplies by eight.",
        b"mixed R",
        ends("signature", "failed"),
        shift_r=ORDER_2,
    ),
}
