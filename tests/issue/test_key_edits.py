"""A record's keys are changed as text: what else stands there stays as somebody wrote it."""

import pytest

from generator.issue.key_edits import with_keys
from generator.source import CatalogError

RECORD = """\
# Our agency
name: Brook
keys:  # oldest first
  # the first one
  - public_key: AAA  # made by Jo
    created: 2025-01-01T00:00:00Z  # a Wednesday
    note: "kept: in the safe"
  # and below
signatory: {name: Jo, title: Head}
"""
SAID = {"AAA": {"retired": "R"}}
NEW = {"public_key": "BBB", "created": "C"}

EDITS = {  # case: (the file, what changes, the file then)
    "rotated": (
        RECORD, {"said": SAID, "added": [NEW]},
        RECORD.replace(
            "Wednesday\n", "Wednesday\n    retired: R\n"
        ).replace('safe"\n', 'safe"\n  - public_key: BBB\n    created: C\n'),
    ),
    "retired already": (
        "keys:\n  - public_key: AAA\n    retired: some day  # soon\n", {"said": SAID},
        "keys:\n  - public_key: AAA\n    retired: R  # soon\n",
    ),
    "a key in braces": (
        "keys:\n  - {public_key: AAA, created: x}\nname: B\n", {"said": SAID, "added": [NEW]},
        ("keys:\n  - {public_key: AAA, created: x, retired: R}\n  - public_key: BBB\n"
        "    created: C\nname: B\n"),
    ),
    "not indented, no last line break": (
        "name: B\nkeys:\n- created: x\n  public_key: AAA", {"said": SAID, "added": [NEW]},
        ("name: B\nkeys:\n- created: x\n  retired: R\n  public_key: AAA\n- public_key: BBB\n"
        "  created: C\n"),
    ),
    "of two keys": (
        "keys:\n  - public_key: ZZZ\n    created: y\n  - public_key: AAA\n    created: x\n",
        {"said": SAID},
        ("keys:\n  - public_key: ZZZ\n    created: y\n  - public_key: AAA\n    created: x\n"
        "    retired: R\n"),
    ),
    "the first key": (
        "name: B\n# the end\n", {"added": [NEW]},
        "name: B\n# the end\nkeys:\n  - public_key: BBB\n    created: C\n",
    ),
    "a recovery key": (
        "keys:\n  - public_key: AAA\n# who signs\nsignatory: x\n", {"record": {"recovery_key": "K"}},
        "keys:\n  - public_key: AAA\nrecovery_key: K\n# who signs\nsignatory: x\n",
    ),
    "another recovery key": (
        "recovery_key: old  # paper\nkeys:\n  - public_key: AAA\n", {"record": {"recovery_key": "K"}},
        "recovery_key: K  # paper\nkeys:\n  - public_key: AAA\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "changes", "after"), EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_the_keys_change(before, changes, after, line_break, mark):
    before, after = (mark + text.replace("\n", line_break).encode() for text in (before, after))
    if line_break.encode() not in before:
        pytest.skip("one line alone tells no line ending")
    assert with_keys("b.yml", before, **changes) == after


BY_HAND = {  # case: (the file, the place)
    "the record in braces": ("{name: B}", "b.yml:1:1"),
    "keys in brackets": ("name: B\nkeys: [{public_key: AAA}]\n", "b.yml:2:7"),
    "keys that are none": ("keys:\n  - AAA\n", "b.yml:2:3"),
    "a key without its public half": ("keys:\n  - created: x\n", "b.yml:2:3"),
}


@pytest.mark.parametrize(("text", "place"), BY_HAND.values(), ids=BY_HAND.keys())
def test_what_cannot_be_edited_is_left_to_its_keeper(text, place):
    with pytest.raises(CatalogError) as caught:
        with_keys("b.yml", text.encode(), added=[NEW])
    (problem,) = caught.value.problems
    assert str(problem.where) == place
    assert problem.message == "the keys cannot be changed in this file without writing it anew"
    assert problem.code == "edit-by-hand"
