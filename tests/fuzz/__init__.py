"""What strangers hand over, changed at random for as long as one likes.

`targets` has one function for each kind of input: it raises only where we are wrong. `seeds` has
what to begin with, ``findings/`` every input that once raised. ``python -m tests.fuzz TARGET`` looks
for more with atheris; pytest tries all seeds and findings.
"""
