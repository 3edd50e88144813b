"""How much of what is many a run of the tests tries: a fair part, or with BADGEPRESS_WHOLE=1 all.

A part is taken so that each kind is in it; the tests say what that is.
"""

import os

WHOLE = os.environ.get("BADGEPRESS_WHOLE") == "1"


def every(step: int) -> int:
    """Of many alike, every so many-th."""
    return 1 if WHOLE else step


def examples(few: int, many: int) -> int:
    """How many examples hypothesis makes up."""
    return many if WHOLE else few
