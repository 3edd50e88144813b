"""What a learner record (CLR 2.0) holds: badges, each of which is judged by itself.

Its own proof says who put them together, and is not judged: a badge in it counts for what its
issuer signed, and one that was left out is not missed.
"""

from generator.openbadges.active_context import listed
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json

_MARK = "ClrCredential"


def badges_of_record(data: bytes) -> list[bytes]:
    """The badges in a record, as JSON of their own; none where `data` is something else."""
    if _MARK.encode() not in data:
        return []
    try:
        document = parse_json(data)
    except StrictJsonError:
        return []
    subject = document.get("credentialSubject")
    if _MARK not in listed(document.get("type")) or not isinstance(subject, dict):
        return []
    held = listed(subject.get("verifiableCredential"))
    return (
        [dump_json(each) for each in held] if all(isinstance(each, dict) for each in held) else []
    )
