"""An archive in the hands of a reader without any network: its own page, from disk."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import archive
from tests.browser.verifying import reading, zipped
from tests.cli.test_archive import AWARDS, KNOWN
from tests.issue.world import NOW, make_world

pytestmark = pytest.mark.browser

AS_OF = NOW.isoformat()
LATER = "2036-05-03T12:00:00Z"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """The archive of one private badge, and all that was in it, unpacked beside it."""
    world = make_world(tmp_path_factory.mktemp("archive"))
    world.issue(AWARDS)
    path = world.root / "kept.zip"
    wanted = ["-f", str(world.config), "--earner", "dora-lind", "--as-of", AS_OF]
    result = CliRunner().invoke(archive.command, [*wanted, "-o", str(path)])
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(path) as opened:
        opened.extractall(world.root / "unpacked")
    return path


def judged(chromium, kept, dropped, *, knows, as_of=AS_OF):
    """What the archive's own page says: the headline, each check, what it says of the status."""
    page = kept.parent / "unpacked" / "verify.html"
    with reading(chromium, at=page.as_uri(), as_of=as_of) as reader:
        asked = []
        reader.page.context.on("request", lambda request: asked.append(request.url))
        if knows:
            reader.give({"trust.json": KNOWN})
            reader.answered()
        reader.page.evaluate("document.querySelector('#result').replaceChildren()")
        if dropped.is_dir():
            reader.page.locator("#folder").set_input_files(str(dropped))
        else:
            reader.drop(dropped)
        said = reader.answered(), reader.outcomes(), reader.page.locator("#result").inner_text()
        assert reader.ran() == []
        assert [url for url in asked if url.startswith("http")] == []
        return said


@pytest.mark.parametrize("form", ["packed", "unpacked"])
def test_it_is_verified_where_the_reader_knows_the_keys(chromium, kept, form):
    dropped = kept if form == "packed" else kept.parent / "unpacked"
    headline, outcomes, text = judged(chromium, kept, dropped, knows=True)
    assert set(outcomes.values()) == {"passed"}, text
    assert "No withdrawal known as of 3 May 2026." in text
    assert "Dora Lind" in text
    assert headline


def test_it_is_unconfirmed_where_the_reader_knows_nobody(chromium, kept):
    _, outcomes, text = judged(chromium, kept, kept, knows=False)
    assert outcomes["issuer-key"] == "unknown"
    assert "came together with the badge, which proves nothing" in text


def test_what_was_changed_is_invalid(chromium, kept, tmp_path):
    with zipfile.ZipFile(kept) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    badge = "badges/listening.json"
    del files["badges/listening.png"]
    changed = tmp_path / "changed.zip"
    changed.write_bytes(zipped(files | {badge: files[badge].replace(b"Listening", b"Lecturing")}))
    _, outcomes, _ = judged(chromium, kept, changed, knows=True)
    assert outcomes["signature"] == "failed"


def test_when_its_list_has_ended_the_page_says_of_which_day_it_is(chromium, kept):
    _, outcomes, text = judged(chromium, kept, kept, knows=True, as_of=LATER)
    assert (outcomes["signature"], outcomes["status"]) == ("passed", "unknown")
    assert "No withdrawal known as of 3 May 2026." in text
