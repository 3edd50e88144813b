"""Where documents come from."""

import pytest

from generator.verify import (
    Document,
    FirstOf,
    FixedResolver,
    MappedResolver,
    OfflineResolver,
    RememberingResolver,
    Unavailable,
)

SITE = "https://badges.example.org/"
FILES = {"issuers/acme/did.json": b"{}", ".well-known/did.json": b"[]"}
FOLDER = MappedResolver(SITE, FILES.get)


def test_fixed_documents_are_handed_or_not():
    url = f"{SITE}a"
    assert FixedResolver({url: b"x"}, handed=True).get(url) == Document(b"x", handed=True)
    assert FixedResolver({url: b"x"}, handed=False).get(url) == Document(b"x", handed=False)


def test_a_folder_answers_for_its_prefix_and_is_handed():
    assert FOLDER.get(f"{SITE}issuers/acme/did.json") == Document(b"{}", handed=True)
    assert FOLDER.get(f"{SITE}.well-known/did.json") == Document(b"[]", handed=True)


ASTRAY = {  # URL: what is missing, as it is told
    "missing": (f"{SITE}a.json", "a.json"),
    "up": (f"{SITE}../secret", "../secret"),
    "up in the middle": (
        f"{SITE}issuers/../issuers/acme/did.json",
        "issuers/../issuers/acme/did.json",
    ),
    "encoded": (f"{SITE}issuers/acme%2Fdid.json", "issuers/acme%2Fdid.json"),
    "query": (f"{SITE}issuers/acme/did.json?x", "issuers/acme/did.json?x"),
    "backslash": (f"{SITE}issuers\\acme\\did.json", "issuers\\acme\\did.json"),
    "drive": (f"{SITE}c:/did.json", "c:/did.json"),
    "absolute": (f"{SITE}/etc/passwd", "/etc/passwd"),
    "folder": (SITE, ""),
}


@pytest.mark.parametrize(("url", "path"), ASTRAY.values(), ids=ASTRAY.keys())
def test_a_folder_has_only_plain_paths(url, path):
    anything = MappedResolver(SITE, lambda path: None if path == "a.json" else b"secret")
    with pytest.raises(Unavailable) as caught:
        anything.get(url)
    assert str(caught.value) == f"The folder given for {SITE} has nothing at '{path}'."


def test_the_longest_prefix_answers_and_others_go_on():
    inner = MappedResolver(f"{SITE}issuers/", {"acme/did.json": b"inner"}.get)
    both = FirstOf([FOLDER, inner], FixedResolver({"https://h.example/": b"h"}, handed=False))
    assert both.get(f"{SITE}issuers/acme/did.json").body == b"inner"
    assert both.get(f"{SITE}.well-known/did.json").body == b"[]"
    assert both.get("https://h.example/") == Document(b"h", handed=False)
    with pytest.raises(Unavailable):  # the folder lacks it: nobody else is asked
        both.get(f"{SITE}nothing.json")


def test_offline_says_so():
    with pytest.raises(Unavailable) as caught:
        OfflineResolver().get(SITE)
    assert str(caught.value) == "This check was made offline."


class _Counting:
    def __init__(self):
        self.asked = []

    def get(self, url):
        self.asked.append(url)
        if url.endswith("gone"):
            raise Unavailable("Gone.")
        return Document(b"x")


def test_a_run_asks_for_each_url_once():
    counting = _Counting()
    remembering = RememberingResolver(counting)
    for _ in range(3):
        assert remembering.get("https://h.example/a").body == b"x"
        with pytest.raises(Unavailable, match=r"^Gone\.$"):
            remembering.get("https://h.example/gone")
    assert counting.asked == ["https://h.example/a", "https://h.example/gone"]
