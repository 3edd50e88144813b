"""Tells whether a badge is authentic and current, and whether you know who awarded it.

Bytes in, report out: `verify` takes a credential as JSON, PNG or SVG and answers with
one outcome a check (generator/README, verification). It never raises on bad input, never says yes
by default, and asks for other documents only through the `Resolver` it is handed.
The browser's verifier has the same checks, ids and verdicts, held there by
``tests/conformance``.
"""

from generator.verify.report import CHECK_IDS, Check, Endorsement, Outcome, Report, Verdict
from generator.verify.resolver import (
    Document,
    FirstOf,
    FixedResolver,
    MappedResolver,
    OfflineResolver,
    RememberingResolver,
    Resolver,
    Unavailable,
)
from generator.verify.rows import (
    Counted,
    CountedError,
    Judged,
    csv_table,
    headline,
    json_line,
    read_counted,
)
from generator.verify.verify import not_had, verify
from generator.verify.words import printable

__all__ = [
    "CHECK_IDS",
    "Check",
    "Counted",
    "CountedError",
    "Document",
    "Endorsement",
    "FirstOf",
    "FixedResolver",
    "Judged",
    "MappedResolver",
    "OfflineResolver",
    "Outcome",
    "RememberingResolver",
    "Report",
    "Resolver",
    "Unavailable",
    "Verdict",
    "csv_table",
    "headline",
    "json_line",
    "not_had",
    "printable",
    "read_counted",
    "verify",
]
