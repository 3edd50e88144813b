"""One reader's journey with a keyboard and a screen reader: through the accessibility tree alone.

Nothing is looked up by id or class. What the script knows of the page is what assistive
technology is told: roles, names, states, and where the focus is.
"""

import re
from itertools import pairwise

import pytest

from generator.openbadges.strict_json import dump_json
from tests.browser.verifying import bodies, reading
from tests.verify.cases.world import badge, documents, signed, trusting

pytestmark = pytest.mark.browser

GOOD = dump_json(signed(badge()))
CHANGED = GOOD.replace(b"Welding", b"Melting")
MOST_TABS = 60


class Listener:
    """What a screen reader has of the page, and the keys its user presses."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Accessibility.enable")
        self.choosers = []
        page.on("filechooser", self._offered)

    def _offered(self, chooser):
        self.choosers.append(chooser)

    def tree(self):
        """Role, name and state of each node that is told, in reading order."""
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        told = []

        def walk(node):
            if not node.get("ignored"):
                state = {
                    each["name"]: each["value"].get("value") for each in node.get("properties", [])
                }
                value = node.get("value", {}).get("value", "")
                told.append(
                    (node["role"]["value"], node.get("name", {}).get("value", ""), value, state)
                )
            for child in node.get("childIds", []):
                if child in by_id:
                    walk(by_id[child])

        walk(nodes[0])
        return told

    def texts(self):
        return " ".join(name for role, name, *_ in self.tree() if role == "StaticText")

    def headings(self):
        return [(state["level"], name) for role, name, _, state in self.tree() if role == "heading"]

    def focus(self):
        """Role, name and state of where the keyboard is."""
        focused = [node for node in self.tree() if node[3].get("focused")]
        role, name, _, state = focused[-1] if focused else ("", "", "", {})  # in the browser's own
        return role, name, state

    def tab_to(self, role, name, key="Tab"):
        """Presses Tab until that has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            self.press(key)
            passed.append(self.focus()[:2])
            if passed[-1][0] == role and re.fullmatch(name, passed[-1][1]):
                return
        pytest.fail(f"{role} {name!r} was not reached: {passed}")

    def press(self, key):
        self.page.keyboard.press(key)

    def choose(self, key, path):
        """Presses the key on a button that opens the system's own dialog, and picks a file there."""
        self.press(key)
        for _ in range(100):
            if self.choosers:
                self.choosers.pop().set_files(path)
                return
            self.page.wait_for_timeout(50)
        pytest.fail("no dialog came")

    def hears(self, role, words, tries=200):
        """Waits until the tree has it."""
        for _ in range(tries):
            if any(node[0] == role and words in node[1] for node in self.tree()):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{role} {words!r} never came")


def test_a_journey_by_keyboard_and_tree_alone(chromium, tmp_path):
    first, second = tmp_path / "ana.json", tmp_path / "eve.json"
    first.write_bytes(GOOD)
    second.write_bytes(CHANGED)
    with reading(chromium, bodies(documents()), trust=trusting()) as reader:
        user = Listener(reader.page)

        # Start: one title, and the first thing a keyboard meets leads past what repeats.
        assert user.headings()[0] == (1, "Check a badge")
        user.press("Tab")
        assert user.focus()[:2] == ("link", "Skip to the check")

        # A file by its button.
        user.tab_to("button", "Choose a file")
        user.choose("Enter", first)

        # The verdict is told, with the focus on it; no heading skips a level.
        user.hears("heading", "Checked: genuine and current")
        role, name, _ = user.focus()
        assert (role, name) == ("heading", "Checked: genuine and current")
        levels = [level for level, _ in user.headings()]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        names = [name for _, name in user.headings()]
        assert [each for each in names if each in {"Authentic", "Current", "Worth"}] == [
            "Authentic",
            "Current",
            "Worth",
        ]

        # A name is compared, and the outcome is announced.
        user.tab_to("textbox", "The name you were given")
        reader.page.keyboard.type("Zoe Angstrom")
        user.hears("StaticText", "Close, but not the same.")
        statuses = [node for node in user.tree() if node[0] == "status"]
        assert statuses
        assert all(node[3].get("live") == "polite" for node in statuses)

        # Every check, behind a fold-out that says whether it is open.
        user.tab_to("DisclosureTriangle", r"Every check \(\d+\)")
        assert user.focus()[2]["expanded"] is False
        assert "signature: passed" not in user.texts()
        user.press("Enter")
        assert user.focus()[2]["expanded"] is True
        assert "signature" in user.texts()

        # A record is saved.
        user.tab_to("button", "Save a record")
        with reader.page.expect_download() as download:
            user.press("Space")
        record = download.value.path().read_text("utf-8")
        assert record.startswith("RECORD OF A BADGE CHECK")
        assert "Zoë Ångström" in record
        assert "ana.json" in record

        # The next file, from where the reader is: nothing of the first is left.
        user.tab_to("button", "Check another badge", "Shift+Tab")
        user.press("Enter")
        if user.focus()[:2] != ("button", "Choose a file"):
            user.tab_to("button", "Choose a file")
        user.choose("Space", second)
        user.hears("heading", "Changed since it was signed.")
        assert user.focus()[1] == "Changed since it was signed."
        assert "Zoë Ångström" not in user.texts()
        assert reader.ran() == []


def test_a_table_is_told_as_one(chromium):
    with reading(chromium, bodies(documents()), trust=trusting()) as reader:
        user = Listener(reader.page)
        reader.give({"ana.json": GOOD, "eve.json": CHANGED})
        reader.tabled()
        roles = [role for role, *_ in user.tree()]
        assert roles.count("columnheader") == 9
        assert roles.count("rowheader") == 2
        user.tab_to("button", "ana.json")
        user.press("Enter")
        user.hears("heading", "Checked: genuine and current")
        assert user.focus()[0] == "heading"
