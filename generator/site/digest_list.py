"""``catalog.json``: the digests of what a site states for its badges (generator/README).

Dateless and unsigned: the same catalog gives the same bytes, and `seal` signs their digest.
Never of a credential or of anything about a person; its members are addresses of badges,
pathways, issuers and recognizers, which are public anyway.
"""

import re
from collections.abc import Mapping

from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json
from generator.site.output import File

DIGEST_LIST = "catalog.json"
VERSION = 1
"""Of the form. Members may be added within a version; one that changes its meaning ends it."""

_LISTED = re.compile(
    r"(?:.+/)?did\.json"  # identity documents, also /.well-known/did.json
    r"|issuers/[^/]+/(?:status|attested)/[^/]+\.json"
    r"|badges/[^/]+/achievement(?:-[^/]+)?\.json"
    r"|pathways/[^/]+/pathway\.json"
    r"|verify/trust\.json"
)
_OF_PEOPLE = ("credentials/", "earners/")


def is_listed(path: str) -> bool:
    """Whether the file of a site at `path` is one whose digest is told."""
    return _LISTED.fullmatch(path) is not None and not path.startswith(_OF_PEOPLE)


def digest_list(base_url: str, digests: Mapping[str, bytes]) -> File:
    """The list of a site whose files have these SHA-256 digests, by path."""
    files = {path: f"sha256:{digests[path].hex()}" for path in sorted(digests) if is_listed(path)}
    return File(DIGEST_LIST, dump_json({"version": VERSION, "site": base_url, "files": files}))


def read_digest_list(body: bytes) -> tuple[str, dict[str, str]]:
    """The address of a list's site, and the digest of each of its files, by path.

    Raises:
        ValueError: it is none, or of another version; one sentence.

    """
    wire = parse_json(body)
    site, files = wire.get("site"), wire.get("files")
    if wire.get("version") != VERSION or not isinstance(site, str) or not isinstance(files, dict):
        raise StrictJsonError("The digest list is in a form not known here.")
    if not all(isinstance(each, str) for each in files.values()):
        raise StrictJsonError("The digest list holds a digest that is no text.")
    return site, files
