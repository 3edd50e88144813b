"""Faults as programs meet them: kills, disks that refuse, readers meanwhile, strange clocks.

``python -m tests.faults all`` prints figures; nothing of ours is replaced, only what the
operating system answers.
"""
