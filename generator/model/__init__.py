"""The types of the catalog and of the site's configuration.

Frozen pydantic records and nothing else: no files, no JSON-LD, no clock. What has passed
`source` is right by construction, so no later room checks for what cannot be.
"""
