"""A new earner as a file."""

import yaml

from generator.model.earner import Earner

_NOTE = "# Private: nothing is published until 'visibility' and 'consent' say so.\n"


def earner_yaml(earner: Earner) -> bytes:
    """The file of `earner`, without what is as usual."""
    said = earner.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    del said["slug"]  # it is the file's name
    return (_NOTE + yaml.safe_dump(said, allow_unicode=True, sort_keys=False)).encode("utf-8")
