"""Signing: awards become ledger rows, then signed credentials and status lists.

The only room that sees a private key. What would be done is planned as values; `desk` alone
writes, in an order that a kill at any moment leaves fit to be finished. Chance and the
instant of signing are handed in.
"""

from generator.issue.carry_out import issue_awards, reissue, renew, revoke
from generator.issue.demo_key import DEMO_KEYS, demo_key_refusal
from generator.issue.desk import Desk, Finished, desk_for, recover
from generator.issue.key_file import (
    KeyFile,
    KeyRefusedError,
    SigningKey,
    new_key,
    open_key,
    read_key_file,
    write_key,
)
from generator.issue.plan import plan_awards
from generator.issue.planned import Notice, Plan

__all__ = [
    "DEMO_KEYS",
    "Desk",
    "Finished",
    "KeyFile",
    "KeyRefusedError",
    "Notice",
    "Plan",
    "SigningKey",
    "demo_key_refusal",
    "desk_for",
    "issue_awards",
    "new_key",
    "open_key",
    "plan_awards",
    "read_key_file",
    "recover",
    "reissue",
    "renew",
    "revoke",
    "write_key",
]
