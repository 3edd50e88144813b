"""Check "status": the issuer has not withdrawn the badge.

Bitstring Status List 1.0, section 3.2, for every entry of ``credentialStatus``:

1. its list is had from the address the badge names;
2. the list is authentic: signed by the badge's own issuer, at that address, for the
   entry's purpose, with enough entries to hide among;
3. the bit is clear, and the list is within its own validity.

Without ``credentialStatus`` nothing can be withdrawn: passed, and the sentence says so.
A list that can't be had or relied on is unknown, never passed and never "withdrawn". A
bit set in a list past its end counts all the same, because a withdrawal is final.
"""

from dataclasses import dataclass
from datetime import datetime

from generator.openbadges.active_context import listed
from generator.openbadges.memory import Memory
from generator.openbadges.status_list import StatusListError, decode_bits, is_set
from generator.openbadges.strict_json import JsonObject
from generator.verify.case import Case
from generator.verify.finding import Finding, failed, unknown
from generator.verify.issuer_key import issuers_own
from generator.verify.report import Check, Outcome
from generator.verify.signed import Signed, is_texts
from generator.verify.words import say

ID = "status"

ENTRY_TYPE = "BitstringStatusListEntry"
MAX_ENTRIES = 8  # of one badge; each may cost a request

_NEGATIVE = {"revocation": "status.withdrawn", "suspension": "status.suspended"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One ``credentialStatus``: where the bit is and what it means."""

    purpose: str
    url: str
    index: int


def check_status(case: Case) -> Check:
    """Judge every entry; sets `case.listed`."""
    return judge_status(case.badge.signed, case)


def judge_status(signed: Signed, case: Case, most: int = MAX_ENTRIES) -> Check:
    """Judge every entry of `signed`, at most that many; the worst answer counts."""
    if not signed.status:
        return Check(ID, Outcome.PASSED, say("status.none"))
    answers = [_judge(entry, signed, case) for entry in signed.status[:most]]
    if len(signed.status) > most:
        reason = f"It has more than {most} entries."
        answers.append(unknown("status.entry", reason=reason).as_check(ID, signed.issuer_words))
    order = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.PASSED)
    return min(answers, key=lambda answer: order.index(answer.outcome))


def _judge(raw: JsonObject, signed: Signed, case: Case) -> Check:
    try:
        entry = _read_entry(raw)
        status_list, bits, handed = authentic_list(entry.url, signed.issuer, entry.purpose, case)
        try:
            withdrawn = is_set(bits, entry.index)
        except StatusListError as error:
            raise unknown("status.entry", reason=error) from None
        if withdrawn:
            raise failed(_NEGATIVE[entry.purpose], ask="ask.issuer")
        written = _last_word(status_list)
        _note(case, written)
        _check_in_force(status_list, case.as_of, written)
    except Finding as finding:
        return finding.as_check(ID, signed.issuer_words)
    if handed and written is not None:
        return Check(ID, Outcome.PASSED, say("status.passed-handed", listed=written))
    return Check(ID, Outcome.PASSED, say("status.passed"))


def _read_entry(raw: JsonObject) -> _Entry:
    """Section 2.1. The entry is signed, so what is wrong in it is the issuer's mistake."""
    types = [each for each in listed(raw.get("type")) if isinstance(each, str)]
    if types != [ENTRY_TYPE]:
        raise unknown("status.kind", kind=", ".join(types) or "nothing named")
    purpose, url, index = (
        raw.get(name) for name in ("statusPurpose", "statusListCredential", "statusListIndex")
    )
    if not isinstance(purpose, str) or purpose not in _NEGATIVE:
        raise unknown("status.entry", reason="Its purpose is not one that this verifier knows.")
    size = raw.get("statusSize", 1)
    if size is True or size != 1:
        raise unknown("status.entry", reason="It has more than one bit.")
    if not isinstance(url, str) or not url.startswith("https://") or "#" in url:
        raise unknown("status.entry", reason="The list's address is not an https address.")
    if not isinstance(index, str) or not (index.isascii() and index.isdecimal()):
        raise unknown("status.entry", reason="Its number is not written in digits.")
    if len(index) > 10 or (index[0] == "0" and index != "0"):  # 2**32 has 10
        raise unknown("status.entry", reason="Its number is not written plainly.")
    return _Entry(purpose, url, int(index))


def authentic_list(url: str, issuer: str, purpose: str, case: Case) -> tuple[Signed, bytes, bool]:
    """The list of `issuer` at `url`, its bits, and whether it was handed over with the badge.

    Raises:
        Finding: it can't be had, or is not authentic.

    """
    kind = "BitstringStatusListCredential"
    status_list, handed = issuers_own(
        url, issuer, case, _not_had, _untrue, kind=kind, for_list=True
    )
    if status_list.proof.expires is not None and case.as_of > status_list.proof.expires:
        raise _untrue("Its signature was made to count for a shorter time.")
    _check_is_the_one(status_list, url, purpose, handed=handed)
    try:
        encoded = status_list.subject.get("encodedList")
        bits = _bits(encoded if isinstance(encoded, str) else "")
    except StatusListError as error:
        raise _untrue(error) from None
    return status_list, bits, handed


_unpacked: Memory[str, bytes] = Memory(32_000_000)


def _bits(encoded: str) -> bytes:
    """As `decode_bits`, which takes as long as the rest of a badge."""
    bits = _unpacked.get(encoded)
    if bits is None:
        bits = decode_bits(encoded)
        _unpacked.keep(encoded, bits, 4 * len(encoded) + len(bits))
    return bits


def _check_is_the_one(status_list: Signed, url: str, purpose: str, *, handed: bool) -> None:
    """It is the list named, not another of the same issuer.

    Section 2.2 lets a list have no id. From its own address it is the right one all the
    same; handed over without an id it could be any.
    """
    if status_list.id != url and (status_list.id or handed):
        raise _untrue("It is another list of the issuer.")
    subject = status_list.subject
    if subject.get("type") not in ("BitstringStatusList", ["BitstringStatusList"]):
        raise _untrue("It is not a list of withdrawals.")
    purposes = listed(subject.get("statusPurpose"))
    if not is_texts(purposes) or purpose not in purposes:
        raise _untrue("It was made for another purpose.")


def _check_in_force(status_list: Signed, as_of: datetime, written: datetime | None) -> None:
    """A clear bit counts only within the list's own validity (VC Data Model 2.0, 4.9)."""
    if status_list.valid_from is not None and as_of < status_list.valid_from:
        raise _untrue("It is from a later time.")
    if status_list.valid_until is not None and as_of > status_list.valid_until:
        if written is None:
            written = status_list.valid_until
        raise unknown("status.old", ask="ask.later", listed=written)


def _last_word(status_list: Signed) -> datetime | None:
    """When the issuer last said so: as the list was signed, or from when it counts."""
    return status_list.proof.created or status_list.valid_from


def _note(case: Case, written: datetime | None) -> None:
    """`case.listed` is the oldest of what the lists say, since all of them must be clear."""
    if written is not None and (case.listed is None or written < case.listed):
        case.listed = written


def _not_had(reason: object) -> Finding:
    return unknown("status.unavailable", ask="ask.later", reason=reason)


def _untrue(reason: object) -> Finding:
    return unknown("status.untrue", reason=reason)
