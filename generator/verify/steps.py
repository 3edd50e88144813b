"""The six checks that make the verdict, as they are made (generator/README, verification)."""

from generator.verify.document import check_document
from generator.verify.issuer_key import check_issuer_key
from generator.verify.issuer_trust import check_issuer_trust
from generator.verify.runner import Step
from generator.verify.signature import check_signature
from generator.verify.status import check_status
from generator.verify.validity_period import check_validity_period

STEPS = (
    # 1. Can it be read, in one way only?
    Step("document", check_document),
    # 2. Is the key that signed it the issuer's?
    Step("issuer-key", check_issuer_key, needs=("document",)),
    # 3. Did that key sign exactly this? (Needs the key, but says of itself when the kind
    #    of signature is one we can't check: no key would help then.)
    Step("signature", check_signature, needs=("document",)),
    # 4. to 6. An unsigned status, date or issuer says nothing. (The list's host tells its
    #    time when it is asked, so dates are judged after.)
    Step("status", check_status, needs=("signature",)),
    Step("validity-period", check_validity_period, needs=("signature",)),
    Step("issuer-trust", check_issuer_trust, needs=("signature",)),
)
