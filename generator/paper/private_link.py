"""A private link: the badge rides in the fragment, which no browser sends to a server."""

import zlib
from base64 import urlsafe_b64encode

from generator.model import addresses


def private_link(base_url: str, signed: bytes) -> str:
    """The site's verifier, about to check the credential that the link itself carries.

    Raw deflate (RFC 1951) in base64url without padding (RFC 4648, section 5), as
    ``theme/verifier/src/intake/link.js`` reads it.
    """
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(signed) + deflate.flush()
    carried = urlsafe_b64encode(packed).rstrip(b"=").decode()
    return f"{addresses.verifier(base_url)}#b={carried}"
