"""Do Python, Node and Chromium judge alike? ``python -m tests.agreement --help``.

Makes credentials, DID documents, lists and pictures that were changed at random, the same
from the same seed, and compares what every verifier says of each: verdict, outcomes, sentences.
"""
