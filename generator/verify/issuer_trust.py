"""Check "issuer-trust": the issuer is on the reader's own list of known issuers.

The DID is compared letter by letter: a look-alike is another issuer. Where the entry pins
keys, the one that signed must be among them.
"""

from generator.verify.case import Case
from generator.verify.report import Check, Outcome
from generator.verify.words import say

ID = "issuer-trust"


def check_issuer_trust(case: Case) -> Check:
    """Look the issuer up in `case.trust`."""
    issuer = case.badge.signed.issuer
    known = case.trust.find(issuer)
    if known is None:
        sentence = say("issuer-trust.unknown", issuer=issuer)
        return Check(ID, Outcome.FAILED, sentence, say("ask.self"))
    if known.keys and (case.key is None or case.key.multibase not in known.keys):
        ask = say("ask.issuer", issuer=known.name)
        return Check(ID, Outcome.FAILED, say("issuer-trust.key", name=known.name), ask)
    return Check(ID, Outcome.PASSED, say("issuer-trust.passed", name=known.name))
