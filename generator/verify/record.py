"""What holds several badges, each of which is judged by itself: a learner record, a transcript.

A record's (CLR 2.0) own proof says who put them together, and is not judged: a badge in it counts
for what its issuer signed, and one that was left out is not missed. So it is with a PDF.
"""

from generator.openbadges.active_context import listed
from generator.openbadges.pdf import START, badges_of_pdf
from generator.openbadges.strict_json import StrictJsonError, dump_json, parse_json

_MARK = "ClrCredential"


def badges_held(data: bytes) -> list[bytes]:
    """The badges in a file of several; none where `data` is something else."""
    return badges_of_pdf(data) if data.startswith(START) else badges_of_record(data)


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
