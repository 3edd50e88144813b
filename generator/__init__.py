"""Badgepress: a static-site generator for a public badge catalog and its verifier."""
