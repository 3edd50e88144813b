"""Sharing an earned badge: exactly what was meant, and nothing where it could harm."""

import json
from dataclasses import replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.site.qr import qr_code
from generator.site.sharing import email_link, embed_code, share_view
from tests.site.qr_reading import codes_asked_for, read_code
from tests.site.reading import html_of, read
from tests.site.small import (
    AS_OF,
    CONFIG,
    EARNERS,
    PASSED,
    cast_of,
    catalog,
    rendered,
    token,
    with_catalog,
)

PUBLIC, WITHDRAWN, CHILD = (f"credentials/{token(number)}/" for number in (2, 7, 4))
PAGE = f"{CONFIG.base_url}{PUBLIC}"
MARKS = ("linkedin.com", "mailto:?", "data-copy", "bp-share", "data-qr", "&lt;img")

TEXTS = {
    "plain": "Feedback",
    "ampersand": "Reading & Writing",
    "hash": "C# for #beginners",
    "plus": "1 + 1 = 2",
    "quotes": "\"Show\", don't 'tell'",
    "percent": "100 %20 sure",
    "emoji": "Rocket \U0001f680 science \U0001f469\u200d\U0001f3eb",
    "Spanish": "Enseñanza bilingüe: ¿qué más?",
    "question": "Why? Because; a=b&c=d",
    "markup": "</textarea><script>alert(1)</script>",
    "slash": "a/b\\c",
}


@cache
def _published():
    shown = catalog()
    scene = cast_of(
        shown,
        CONFIG,
        reports=dict.fromkeys(shown.assertions, PASSED),
        adopted_reports=dict.fromkeys(shown.adopted, PASSED),
        as_of=AS_OF,
    )
    return scene.published[token(2)]


def _named(name, issuer="Brook Service Agency"):
    """What the public page would offer if badge and issuer had been signed so called."""
    facts = replace(_published().facts, badge=name, issuer_name=issuer)
    return share_view(
        replace(_published(), facts=facts),
        base_url=CONFIG.base_url,
        image="badges/feedback/image.svg",
    )


def _link(site, start, path=PUBLIC):
    (found,) = [each for each in read(site[path].body).links if each.startswith(start)]
    return found


def _fields(address):
    """What a receiver that keeps to RFC 3986 reads: no ``+`` for a space."""
    query = urlsplit(address).query
    assert "+" not in query
    return dict(parse_qsl(query, keep_blank_values=True, strict_parsing=True))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_linkedin_gets_exactly_what_was_meant(text):
    address = _named(text, issuer=f"School of {text}").linkedin
    assert urlsplit(address)._replace(query="").geturl() == "https://www.linkedin.com/profile/add"
    assert _fields(address) == {
        "startTask": "CERTIFICATION_NAME",
        "name": text,
        "organizationName": f"School of {text}",
        "issueYear": "2026",
        "issueMonth": "3",
        "expirationYear": "2029",
        "expirationMonth": "3",
        "certUrl": PAGE,
        "certId": token(2),
    }


def test_the_page_has_these_links_as_they_were_made():
    text = " ".join(TEXTS.values())

    def with_names(body):
        wire = json.loads(body)
        wire["credentialSubject"]["achievement"]["name"] = text
        return json.dumps(wire).encode()

    clean = catalog()
    shown = {
        key: replace(each, body=with_names(each.body)) for key, each in clean.assertions.items()
    }
    site, made = rendered(replace(clean, assertions=shown)), _named(text)
    assert _link(site, "https://www.linkedin.com/") == made.linkedin
    assert _link(site, "mailto:?") == made.email
    assert made.embed in read(site[PUBLIC].body).text


def test_a_badge_without_an_end_has_none_on_linkedin(site):
    fields = _fields(_link(site, "https://www.linkedin.com/", f"credentials/{token(8)}/"))
    assert not any(name.startswith("expiration") for name in fields)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_letter_says_exactly_what_was_meant(text):
    address = _named(text).email
    assert urlsplit(address).path == ""  # to nobody yet
    assert _fields(address) == {
        "subject": f"Badge: {text}",
        "body": f"{text}, awarded by Brook Service Agency. See and check it: {PAGE}",
    }


def test_a_letter_gets_no_receiver_from_a_name():
    assert set(_fields(email_link("x&bcc=eve@evil.example", "y\r\nBcc: eve"))) == {
        "subject",
        "body",
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_embed_is_a_picture_in_a_link_and_nothing_else(text):
    image = f"{CONFIG.base_url}badges/feedback/image.svg"
    seen = read(embed_code(PAGE, image, text))
    plain = read(embed_code(PAGE, image, "x"))
    assert [tag for tag, _ in seen.elements] == ["a", "img"]
    assert (seen.elements, seen.links, seen.text) == (plain.elements, [PAGE, image], "")


def test_the_embed_is_shown_as_text(site):
    seen = read(site[PUBLIC].body)
    embed = embed_code(
        PAGE,
        f"{CONFIG.base_url}badges/feedback/image.svg",
        "Badge: Feedback, awarded by Brook Service Agency",
    )
    assert embed in seen.text
    assert "Ana" not in embed


def test_a_code_opens_its_page(site):
    assert codes_asked_for(site[PUBLIC].body) == [PAGE]


ADDRESSES = {
    "short": "https://a.example/",
    "with a path": PAGE,
    "long": f"{CONFIG.base_url}{'x' * 600}/",
    "foreign letters": "https://badges.example/año/\u5b66/",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_a_code_is_read_as_it_was_meant(address):
    code = qr_code(address)
    assert read_code(code.size, code.path) == address


def test_no_script_but_our_own(site):
    page = html_of(site[PUBLIC])
    scripts = [part.split('"')[0] for part in page.split('<script src="')[1:]]
    assert scripts == ["../../assets/js/credential.js"]


def _seen(earner=None, path=PUBLIC):
    people = {each.slug: each for each in EARNERS}
    if earner is not None:
        people[earner.slug] = earner
    return html_of(rendered(with_catalog(earners=people))[path])


def _adult(slug, **more):
    return next(each for each in EARNERS if each.slug == slug).model_copy(
        update={"minor_until": None, **more}
    )


def test_a_public_page_offers_every_way(site):
    assert [mark for mark in MARKS if mark not in html_of(site[PUBLIC])] == []


NOTHING = {
    "a child's unlisted page": (None, CHILD),
    "a child's public page": (_adult("ana-public", minor_until="2030-06"), PUBLIC),
    "a withdrawn badge": (None, WITHDRAWN),
}


@pytest.mark.parametrize(("earner", "path"), NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_offered_on(earner, path):
    assert [mark for mark in MARKS if mark in _seen(earner, path)] == []


def test_an_unlisted_page_offers_only_what_hands_it_to_one_person():
    page = _seen(_adult("cleo-unlisted"), CHILD)
    offered = {mark for mark in MARKS if mark in page}
    assert offered == set(MARKS) - {"linkedin.com", "&lt;img"}
