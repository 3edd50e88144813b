"""The published demo keys, and the only addresses they may sign for.

Their private halves and passphrase stand in ``tests/demo/``, so anyone can sign with them:
outside the sample a signature of theirs would be worth nothing and look like something.
"""

from collections.abc import Mapping
from types import MappingProxyType

SAMPLE_BASE_URL = "https://badges.lakeland.example/demo/"
FOREIGN_BASE_URL = "https://credentials.northgate-college.example/"

DEMO_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "z6MkoUiAmaGNgXg9WyLYGa23vqn14gre4LnLXdiUwPjj6hH5": SAMPLE_BASE_URL,
        "z6MkwU31mmc7CXZpFwAvcJCKxietrdfh8C8fAoxXxbuR1LRD": SAMPLE_BASE_URL,
        "z6MkhokqcPRKGBbkidYBsFrH8tatBeR6S3MtgJeJbfFHEXtu": SAMPLE_BASE_URL,
        "z6MkhzhMZBsZFAwCFxLEwR6f1xc1DM9pdUCCP1QBamF7v5uD": FOREIGN_BASE_URL,
    }
)
"""The one base_url each published key may sign for, by public key."""


def demo_key_refusal(public_key: str, base_url: str) -> str | None:
    """Why `public_key` may not sign for `base_url`, in one sentence; None: it may."""
    allowed = DEMO_KEYS.get(public_key)
    if allowed is None or allowed == base_url:
        return None
    return (
        f"{public_key} is a published demo key that anyone can sign with; "
        f"it is for {allowed} only, not for {base_url}"
    )
