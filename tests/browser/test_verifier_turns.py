"""What the verifier's page shows is about what it was given last, whatever comes late or not at all."""

import json

import pytest

from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import bodies, reading
from tests.verify.cases.world import badge, documents, signed, trusting

pytestmark = pytest.mark.browser

GOOD = dump_json(signed(badge()))
CHANGED = GOOD.replace(b"Welding", b"Melting")

# Drops a folder whose one file the browser tells of only when `heard` is called, or never can.
DROP = """
DataTransferItem.prototype.webkitGetAsEntry = () => folder
window.dropFolder = (text, isGone) => {
    let told = false
    const file = new File([text], "late.json")
    const inside = {
        isFile: true,
        isDirectory: false,
        name: "late.json",
        fullPath: "/late/late.json",
        file: had => had(file),
    }
    window.folder = {
        isFile: false,
        isDirectory: true,
        name: "late",
        fullPath: "/late",
        createReader: () => ({
            readEntries(had, failed) {
                if (isGone) failed(new DOMException("Gone.", "NotFoundError"))
                else if (told) had([])
                else window.heard = () => { told = true; had([inside]) }
            },
        }),
    }
    const transfer = new DataTransfer()
    transfer.items.add(file)
    dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }))
}
"""


@pytest.fixture
def reader(chromium):
    """The page, after it has verified a badge."""
    with reading(chromium, bodies(documents()), trust=trusting(), script=DROP) as reader:
        reader.give({"good.json": GOOD})
        reader.page.get_by_role("button", name="Ask ").or_(
            reader.page.get_by_text("Verified", exact=True)
        ).first.wait_for()
        assert reader.answered() == "Checked: genuine and current"
        yield reader


def dropped(reader, data, *, gone=False):
    reader.page.evaluate(f"dropFolder({json.dumps(data.decode())}, {json.dumps(gone)})")


def test_a_folder_that_cannot_be_walked_leaves_no_earlier_verdict(reader):
    dropped(reader, CHANGED, gone=True)
    assert reader.answered() == "Changed since it was signed."
    assert reader.ran() == []


def test_a_folder_that_is_read_slowly_does_not_replace_what_was_given_since(reader):
    dropped(reader, CHANGED)
    assert reader.page.locator("#verdict").count() == 0
    reader.give({"good.json": GOOD})
    assert reader.answered() == "Checked: genuine and current"
    reader.page.evaluate("heard()")
    reader.page.evaluate("new Promise(resolve => setTimeout(resolve, 300))")
    assert reader.answered() == "Checked: genuine and current"


def test_a_link_that_waits_for_the_reader_takes_the_earlier_verdict_away(reader):
    reader.page.evaluate("location.hash = '#u=https%3A%2F%2Felsewhere.example%2Fb.json'")
    reader.page.locator("#url").wait_for()
    assert reader.page.locator("#url").input_value() == "https://elsewhere.example/b.json"
    assert reader.page.locator("#verdict").count() == 0
    assert reader.foreign() == []
