"""The conformance cases, as code: what ``tests/conformance/make_cases.py`` writes out."""
