import pytest

from generator.site.links import is_safe_link, is_web_address, relative

STEPS = {
    "home to hub": ("", "badges/", "badges/"),
    "hub to home": ("badges/", "", "../"),
    "home to itself": ("", "", "./"),
    "page to itself": ("badges/a/", "badges/a/", "./"),
    "page to its file": ("badges/a/", "badges/a/achievement.json", "achievement.json"),
    "page to its hub": ("badges/a/", "badges/", "../"),
    "page to sister": ("badges/a/", "badges/b/", "../b/"),
    "page to another kind": ("badges/a/", "issuers/x/", "../../issuers/x/"),
    "page to home": ("badges/a/", "", "../../"),
    "page to the root's file": ("issuers/x/", "did.json", "../../did.json"),
    "with a fragment": ("", "verify/#share", "verify/#share"),
    "same beginning of a name": ("badges/a/", "badges/ab/", "../ab/"),
}


@pytest.mark.parametrize(("here", "there", "link"), STEPS.values(), ids=STEPS.keys())
def test_a_link_leads_from_page_to_page(here, there, link):
    assert relative(here, there) == link


ADDRESSES = {  # address: may prose link there, is it a web address
    "https://a.example/x?y#z": (True, True),
    "http://a.example": (True, True),
    "HTTPS://A.example/": (True, True),
    "mailto:desk@a.example": (True, False),
    "other-page/": (True, False),
    "../up/": (True, False),
    "#place": (True, False),
    "?q=1": (True, False),
    "javascript:alert(1)": (False, False),
    "JaVaScRiPt:alert(1)": (False, False),
    "java\tscript:alert(1)": (False, False),
    "\x01javascript:alert(1)": (False, False),
    " javascript:alert(1)": (False, False),
    "java%0Ascript:alert(1)": (False, False),
    "data:text/html,<script>": (False, False),
    "vbscript:x": (False, False),
    "file:///etc/passwd": (False, False),
    "//evil.example/": (False, False),
    "/\\evil.example/": (False, False),
    "\\\\evil.example": (False, False),
    "/absolute": (False, False),
    "https:evil.example": (False, False),
    "https:///evil.example": (False, False),
    "https://": (False, False),
    "": (False, False),
}


@pytest.mark.parametrize(("address", "expected"), ADDRESSES.items(), ids=map(repr, ADDRESSES))
def test_a_link_leads_only_where_it_may(address, expected):
    assert (is_safe_link(address), is_web_address(address)) == expected
