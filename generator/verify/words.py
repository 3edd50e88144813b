"""Every sentence of the checks, in one place, so that other verifiers can say the same.

The key is the check's id and what was found; the braces are filled by `say`. Nothing
here may make a withdrawn or expired badge read like a forgery.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MAX_VALUE = 200  # characters of a foreign value that a sentence repeats

SENTENCES: Mapping[str, str] = {
    "skipped": "Not judged, because the check '{blocker}' did not pass.",
    "fault": "This check could not be completed; nothing follows from that.",
    # document
    "document.passed": "Complete and well formed.",
    "document.unreadable": "This is not a badge that can be read: {reason}",
    "document.picture": "No badge can be read from this picture: {reason}",
    "document.unavailable": "It could not be had: {reason}",
    "document.jwt": "It is signed as a JWT, a form that this verifier cannot check.",
    "document.older-form": "It is in an older form ({form}) that this verifier cannot check.",
    "document.vocabulary": "It uses terms of {url}, which this verifier does not have.",
    "document.context": "Its '@context' is not one of the accepted lists, so its terms could "
    "be made to mean something else.",
    "document.undefined": "It holds something that no signature covers: {what}",
    "document.missing": "It lacks what every Open Badge must have: '{member}'.",
    "document.malformed": "Its '{member}' is not what an Open Badge may hold there.",
    "document.unsigned": "Nobody has signed it.",
    "document.proofs": "It carries {count} proofs; exactly one is accepted.",
    # issuer-key
    "issuer-key.passed": "The key is the issuer's own, as {host} publishes it.",
    "issuer-key.pinned": "The key is the one you know for {name}.",
    "issuer-key.suite": "Not looked for, because this verifier cannot use it with {suite}.",
    "issuer-key.foreign": "Not signed by the issuer it names: the key is another's.",
    "issuer-key.refused": "Not signed by the issuer it names: {reason}",
    "issuer-key.address": "The issuer's name cannot be relied on: {reason}",
    "issuer-key.retired": "Signed on {signed} with a key that the issuer had retired on {retired}.",
    "issuer-key.retired-undated": "Signed, without saying when, with a key that the issuer "
    "retired on {retired}.",
    "issuer-key.revoked": "The issuer withdrew the key on {revoked}; what it signed no longer "
    "counts.",
    "issuer-key.unavailable": "The issuer's keys could not be had: {reason}",
    "issuer-key.unreadable": "What stands as the issuer's keys at {host} cannot be read.",
    "issuer-key.method": "The issuer is named as {issuer}; this verifier finds the keys of "
    "did:web issuers only.",
    "issuer-key.handed": "The issuer's keys came together with the badge, which proves nothing "
    "unless you know them already.",
    # signature
    "signature.passed": "Unchanged since it was signed.",
    "signature.passed-dated": "Unchanged since it was signed on {signed}.",
    "signature.failed": "Changed since it was signed.",
    "signature.malformed": "Its signature is malformed: {reason}",
    "signature.purpose": "Its signature was made for another purpose than awarding.",
    "signature.tangled": "It is built so that its content cannot be put in order: {reason}",
    "signature.suite": "It is signed with {suite}, which this verifier cannot check.",
    # validity-period
    "validity-period.passed": "In force since {start}, without an end.",
    "validity-period.passed-until": "In force from {start} to {end}.",
    "validity-period.early": "Not valid before {start}.",
    "validity-period.expired": "Expired on {end}.",
    "validity-period.proof-expired": "Its signature was made to count until {end} only.",
    # status
    "status.none": "The issuer keeps no withdrawal list for this badge.",
    "status.passed": "Not withdrawn.",
    "status.passed-handed": "No withdrawal known as of {listed}.",
    "status.withdrawn": "Withdrawn by the issuer.",
    "status.suspended": "Suspended by the issuer.",
    "status.old": "No withdrawal known as of {listed}.",
    "status.unavailable": "The issuer's withdrawal list could not be had: {reason}",
    "status.untrue": "What stands as the issuer's withdrawal list cannot be relied on: {reason}",
    "status.entry": "Its entry in the withdrawal list cannot be read: {reason}",
    "status.kind": "The issuer publishes withdrawals as {kind}, which this verifier cannot read.",
    # issuer-trust
    "issuer-trust.passed": "You know this issuer: {name}.",
    "issuer-trust.unknown": "You have not said that you know this issuer ({issuer}).",
    "issuer-trust.key": "You know {name}, but not with this key.",
    # the verdict, on top of a report
    "verdict.verified": "Checked: genuine and current",
    "verdict.untrusted": "Genuine signature; you have not said you know this issuer",
    "verdict.unconfirmed": "We could not check everything",
    # whom to ask
    "ask.earner": "Ask the person who showed it for the original file.",
    "ask.issuer": "Ask the issuer, {issuer}.",
    "ask.renew": "Ask the person who showed it, or the issuer, {issuer}, for one in force.",
    "ask.later": "Try again later, or ask the issuer, {issuer}.",
    "ask.self": "Find out who they are before you rely on them; then add them to your list of "
    "known issuers.",
}


def say(sentence: str, **values: object) -> str:
    """The sentence of that key; datetimes as ``3 May 2027``, other values cut to `MAX_VALUE`."""
    return SENTENCES[sentence].format_map({name: _worded(value) for name, value in values.items()})


def plain_date(moment: datetime) -> str:
    """``3 May 2027``: the day in UTC, the same in every locale."""
    day = moment.astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _worded(value: object) -> str:
    if isinstance(value, datetime):
        return plain_date(value)
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value)[: MAX_VALUE + 1])
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
