"""Every public address of a built site (generator/README, addresses).

`base` is ``SiteConfig.base_url``, which ends in a slash; answers are absolute URLs.
"""

from generator.model.issuer import Issuer
from generator.model.recognizer import Recognizer
from generator.model.site_config import SiteConfig


def badge_page(base: str, slug: str) -> str:
    """The page of a badge."""
    return f"{base}badges/{slug}/"


def achievement(base: str, slug: str) -> str:
    """The ``id`` of a badge's Achievement, where its current JSON stands."""
    return f"{base}badges/{slug}/achievement.json"


def earlier_achievement(base: str, slug: str, version: str) -> str:
    """The JSON of an earlier version, beside the current one."""
    return f"{base}badges/{slug}/achievement-{version}.json"


def badge_image(base: str, slug: str, suffix: str = "svg") -> str:
    """The picture of a badge; `suffix` is ``svg`` or ``png``."""
    return f"{base}badges/{slug}/image.{suffix}"


def shared_card(page: str) -> str:
    """What other sites show where the address `page` of a badge or pathway is shared."""
    return f"{page}card.png"


def issuer_card(issuer: str, kind: str) -> str:
    """The same where badges share it: of an issuer and a level, or of an issuer's pathways."""
    return f"issuers/{issuer}/card-{kind}.png"


def pathway_page(base: str, slug: str) -> str:
    """The page of a pathway."""
    return f"{base}pathways/{slug}/"


def recognizer_page(base: str, slug: str) -> str:
    """The page of a recognizer."""
    return f"{base}recognizers/{slug}/"


def endorsement(base: str, recognizer: str, name: str) -> str:
    """What a recognizer signed of one badge or pathway."""
    return f"{base}recognizers/{recognizer}/endorsements/{name}.json"


def issuer_page(base: str, slug: str) -> str:
    """The page of an issuer."""
    return f"{base}issuers/{slug}/"


def earner_page(base: str, address: str) -> str:
    """The page of an earner: a slug, or the random address of an unlisted one."""
    return f"{base}earners/{address}/"


def learner_record(base: str, address: str) -> str:
    """All that somebody earned, signed as one: beside the earner's page at `address`."""
    return f"{base}earners/{address}/clr.json"


def credential_page(base: str, token: str) -> str:
    """The page people share."""
    return f"{base}credentials/{token}/"


def credential(base: str, token: str) -> str:
    """The ``id`` of a credential, where its signed JSON stands."""
    return f"{base}credentials/{token}/credential.json"


def status_list(base: str, issuer: str, number: int) -> str:
    """A signed status list."""
    return f"{base}issuers/{issuer}/status/{number}.json"


def attested_list(base: str, issuer: str, public_key: str) -> str:
    """The signed list of what an issuer itself signed with a key that was stolen."""
    return f"{base}issuers/{issuer}/attested/{public_key}.json"


def verifier(base: str) -> str:
    """The page that checks any badge in the reader's browser."""
    return f"{base}verify/"


def trust_list(base: str) -> str:
    """Which issuers the site's keepers know, as JSON beside the verifier."""
    return f"{base}verify/trust.json"


def issuer_did(config: SiteConfig, issuer: Issuer) -> str:
    """The DID an issuer signs as (did:web, section 2.1)."""
    if issuer.did is not None:
        return issuer.did
    segments = [segment for segment in config.base_path.split("/") if segment]
    tail = [] if issuer.root else ["issuers", issuer.slug]
    return ":".join(["did:web", config.host, *segments, *tail])


def recognizer_did(config: SiteConfig, recognizer: Recognizer) -> str:
    """The DID a recognizer signs as."""
    if recognizer.did is not None:
        return recognizer.did
    segments = [segment for segment in config.base_path.split("/") if segment]
    return ":".join(["did:web", config.host, *segments, "recognizers", recognizer.slug])


def did_path(config: SiteConfig, issuer: Issuer) -> str:
    """Where in the site's folder the issuer's DID document is written.

    An issuer with a DID on its own domain gets the document to hand over at its own page.
    """
    if issuer.root and issuer.did is None:
        return "did.json" if config.base_path != "/" else ".well-known/did.json"
    return f"issuers/{issuer.slug}/did.json"
