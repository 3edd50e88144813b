"""The JSON-LD contexts we know: bundled, pinned by SHA-256, never fetched.

One URL has had two bodies (generator/README, trap 1): the current text of Open Badges 3.0.3 and
the text of 2024, which lacks `jti` and `endorsementJwt`. The current one is used for
both, since every other term means the same; we never emit the two.
"""

import hashlib
import json
from functools import cache
from importlib import resources

from generator.openbadges.strict_json import JsonObject

VC_V2 = "https://www.w3.org/ns/credentials/v2"
OB_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_V3_2 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
CLR_V2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OB_V3_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"

CONTEXT = [VC_V2, OB_V3]  # exactly what we emit
RECORD_CONTEXT = [VC_V2, CLR_V2, OB_V3]
"""Of a learner record, which holds whole credentials (CLR 2.0, section 3.1, ClrCredential).

Not among `ALLOWED_CONTEXTS`: only our own records are read as such, and `CLR_V2` counts as
unknown anywhere else, as in the browser's verifier, which does not carry it.
"""

# What a credential from anywhere may name, in this order and nothing else: the
# vocabulary is then known, and no inline context can rename a member (generator/README, trap 5).
# Open Badges 3.0.1 and older redefine what VC 2.0 protects, so nothing valid names both.
ALLOWED_CONTEXTS: frozenset[tuple[str, ...]] = frozenset(
    (VC_V2, *badges, *extensions, *integrity)
    for badges in ((), (OB_V3,), (OB_V3_2,))
    for extensions in ((), (OB_V3_EXTENSIONS,))
    for integrity in ((), (DATA_INTEGRITY_V2,))
)

_PINNED = {  # URL: file beside this module, its SHA-256
    VC_V2: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    OB_V3: (
        "ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    OB_V3_2: (
        "ob-v3p0-context-3.0.2.json",
        "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
    ),
    CLR_V2: (
        "clr-v2p0-context-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    OB_V3_EXTENSIONS: (
        "ob-v3p0-extensions.json",
        "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
    ),
    DATA_INTEGRITY_V2: (
        "data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
}


class UnknownContextError(LookupError):
    """A context that is not pinned; it is not fetched either."""


class ChangedContextError(RuntimeError):
    """A bundled context whose text is not the pinned one: the installation is damaged."""


@cache
def pinned_context(url: str) -> JsonObject:
    """The context document at `url`, from the package. Shared: do not change it.

    Raises:
        UnknownContextError: `url` is not pinned.

    """
    if url not in _PINNED:
        raise UnknownContextError(f"The context '{url[:200]}' is not one we know.")
    name, digest = _PINNED[url]
    body = resources.files(__package__).joinpath("contexts_data", name).read_bytes()
    if hashlib.sha256(body).hexdigest() != digest:
        raise ChangedContextError(f"The bundled context {name} is not the pinned one.")
    document: JsonObject = json.loads(body)
    return document
