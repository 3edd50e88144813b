/** The six checks that make the verdict, as they are made; the same as generator/verify/steps.py. */

import { checkDocument } from "./document.js"
import { checkIssuerKey } from "./issuer-key.js"
import { checkIssuerTrust } from "./issuer-trust.js"
import { NEEDS } from "./report.js"
import { checkSignature } from "./signature.js"
import { checkStatus } from "./status.js"
import { checkValidityPeriod } from "./validity-period.js"

export const STEPS = Object.entries({
    // 1. Can it be read, in one way only?
    "document": checkDocument,
    // 2. Is the key that signed it the issuer's?
    "issuer-key": checkIssuerKey,
    // 3. Did that key sign exactly this?
    "signature": checkSignature,
    // 4. to 6. Is it current, and do you know the issuer? (The list's host tells its time when
    //    it is asked, so dates are judged after.)
    "status": checkStatus,
    "validity-period": checkValidityPeriod,
    "issuer-trust": checkIssuerTrust,
}).map(([id, run]) => ({ id, run, needs: NEEDS[id] }))
