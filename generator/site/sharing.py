"""How an earned badge can be shared: links that open when the reader clicks, and text to copy.

What is offered follows who could be harmed. A child's page offers nothing, nor does a
withdrawn badge's. An unlisted page offers what hands its address to one chosen person, and
nothing that would put it where strangers look. Nothing here names the earner: whatever is
shared stays where it was put, also when a consent is taken back.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.model import addresses
from generator.model.earner import Earner, Visibility
from generator.site.cast import Published

_LINKEDIN = "https://www.linkedin.com/profile/add?"
_EMBED = Markup(
    '<a href="{page}"><img src="{image}" alt="{alt}" width="160" height="160" loading="lazy" '
    'referrerpolicy="no-referrer"></a>'
)


@dataclass(frozen=True, slots=True)
class ShareView:
    """The ways to share one page."""

    address: str
    """In full, to be copied."""
    email: str
    """A link that begins a letter."""
    linkedin: str
    """A link that fills in LinkedIn's form; none where the page is not public."""
    embed: str
    """HTML for another website, to be shown as text; likewise."""
    unlisted: bool
    """In no list: to be given to people one chose."""


def share_view(published: Published, *, base_url: str, image: str) -> ShareView | None:
    """What the page of `published` offers, if anything; `image` is its picture's path."""
    if published.earner.is_minor or published.is_withdrawn:
        return None
    facts = published.facts
    page = addresses.credential_page(base_url, published.token)
    is_public = published.earner.visibility is Visibility.PUBLIC
    subject = f"Badge: {facts.badge}"
    return ShareView(
        address=page,
        email=email_link(
            subject, f"{facts.badge}, awarded by {facts.issuer_name}. See and check it: {page}"
        ),
        linkedin=linkedin_link(published, page) if is_public else "",
        embed=embed_code(page, base_url + image, f"{subject}, awarded by {facts.issuer_name}")
        if is_public
        else "",
        unlisted=not is_public,
    )


def earner_share(earner: Earner, page: str) -> ShareView | None:
    """What the page of a person at the address `page` offers, if anything."""
    if earner.is_minor:
        return None
    return ShareView(
        address=page,
        email=email_link("Earned badges", f"See and check my badges: {page}"),
        linkedin="",
        embed="",
        unlisted=earner.visibility is not Visibility.PUBLIC,
    )


def linkedin_link(published: Published, page: str) -> str:
    """LinkedIn's "add to profile" form, filled in; nothing is sent before the reader saves it."""
    facts = published.facts
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": facts.badge,
        "organizationName": facts.issuer_name,
    }
    if (issued := facts.awarded or facts.valid_from) is not None:
        fields |= {"issueYear": str(issued.year), "issueMonth": str(issued.month)}
    if (end := facts.valid_until) is not None:
        fields |= {"expirationYear": str(end.year), "expirationMonth": str(end.month)}
    fields |= {"certUrl": page, "certId": published.token}
    return _LINKEDIN + _encoded(fields)


def email_link(subject: str, body: str) -> str:
    """A letter to nobody yet (RFC 6068)."""
    return f"mailto:?{_encoded({'subject': subject, 'body': body})}"


def embed_code(page: str, image: str, alt: str) -> str:
    """HTML that shows the badge on another website; it holds no script."""
    return str(_EMBED.format(page=page, image=image, alt=alt))


def _encoded(fields: dict[str, str]) -> str:
    """Every byte but letters, digits and ``-._~``: a space is %20, since mail knows no ``+``."""
    return urlencode(fields, quote_via=quote, safe="")
