"""The codes that the pages' script draws in the browser: read by zxing, whatever their size."""

import json
import re
import shutil
import subprocess

import pytest

from tests.corpora import PROJECT
from tests.site.qr_reading import read_code

SCRIPT = PROJECT / "theme" / "assets" / "js" / "qr.js"
DRAWN = """
const document = {querySelectorAll: () => []}
%s
console.log(JSON.stringify(%s.map(text => {
    const rows = qrMatrix(text)
    return rows && [rows.length + 2 * QUIET, drawn(rows)]
})))
"""
# Every length from one module size to the next at least once; letters of one to four bytes.
TEXTS = [
    *("x" * length for length in range(1, 660, 6)),
    "https://badges.example/año/學/\U0001f680",
    "https://badges.lakeland.example/demo/credentials/5f000e0707fa8e064d1b85740a20e461/",
]


@pytest.fixture(scope="module")
def drawn():
    if shutil.which("node") is None:
        pytest.skip("needs Node")
    program = DRAWN % (SCRIPT.read_text(encoding="utf-8"), json.dumps([*TEXTS, "x" * 700]))
    done = subprocess.run(
        ["node", "-"], input=program, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


def test_each_is_read_as_it_was_meant(drawn):
    assert [read_code(*each) for each in drawn[:-1]] == TEXTS
    assert len({size for size, _ in drawn[:-1]}) == 20


def test_what_is_too_long_has_none(drawn):
    assert drawn[-1] is None


def test_scripts_of_one_page_share_no_name():
    """They are plain scripts, so that a page works from a folder too: their names are everybody's."""
    pattern = re.compile(r"^(?:async )?(?:function|const|let) (?:\[([^\]]*)\]|(\w+))", re.MULTILINE)
    names = [
        name
        for script in ("people", "qr", "share", "transcript")
        for several, one in pattern.findall((SCRIPT.parent / f"{script}.js").read_text("utf-8"))
        for name in (one or several).split(", ")
    ]
    assert len(names) > 20
    assert len(names) == len(set(names)), sorted(names)
