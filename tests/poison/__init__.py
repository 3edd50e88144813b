"""Payloads of the corpora in every text of a whole catalog, through the real build and a real browser.

`texts` packs payloads into what a field can hold, `records` puts them into every text field of every
record, `program` signs and builds such a catalog, `walk` opens what was built. A small run is a test;
``python -m tests.poison`` takes as long as it takes for each field to meet each payload that fits it.
"""
