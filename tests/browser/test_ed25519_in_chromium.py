"""Every Ed25519 vector in a real Chromium: its own WebCrypto, the library, and the one it takes."""

import subprocess
from contextlib import ExitStack

import pytest

from tests.browser.bundle import BundleWorker
from tests.corpora import corpus
from tests.twins import VERIFIER, require_node

pytestmark = pytest.mark.browser

# The module and the vectors of node's own test, as one script.
ENTRY = """
import { primitives, verifySignature } from "./src/openbadges/ed25519.js"
import { failures, SMALL_ORDER, speccheck, wycheproof } from "./test/openbadges/ed25519-vectors.js"

const SETS = { "small order": () => SMALL_ORDER, wycheproof, speccheck }
globalThis.judgeVectors = async (way, set, text) => {
    const vectors = SETS[set](JSON.parse(text))
    const verify = (...input) => verifySignature(...input, primitives[way])
    return { count: vectors.length, wrong: await failures(verify, vectors) }
}
"""
SETS = {
    "small order": (15, None),
    "wycheproof": (151, ("wycheproof", "testvectors_v1/ed25519_test.json")),
    "speccheck": (12, ("ed25519-speccheck", "cases.json")),
}


@pytest.fixture(scope="module")
def vectors_page(chromium):
    """On a page served from this computer, as WebCrypto needs."""
    require_node()
    script = subprocess.run(
        ["node_modules/.bin/esbuild", "--bundle", "--format=iife", "--target=es2022"],
        cwd=VERIFIER,
        input=ENTRY,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    with ExitStack() as stack:
        page = BundleWorker(chromium, stack).page
        page.evaluate(script)
        yield page


@pytest.mark.parametrize("way", ["webcrypto", "noble", "the one chosen"])
@pytest.mark.parametrize("name", SETS)
def test_every_vector_is_answered_rightly(vectors_page, way, name):
    count, source = SETS[name]
    text = "null" if source is None else (corpus(source[0]) / source[1]).read_text()
    answer = vectors_page.evaluate(
        "([way, set, text]) => judgeVectors(way, set, text)", [way, name, text]
    )
    assert answer == {"count": count, "wrong": []}


def test_this_browser_has_ed25519(vectors_page):
    make = """async () => (await crypto.subtle.generateKey("Ed25519", false, ["sign"])).publicKey.type"""
    assert vectors_page.evaluate(make) == "public"
