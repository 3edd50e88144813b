"""A recognizer's statement as the Open Badges 3.0 ``EndorsementCredential`` it is signed as."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from generator.model import addresses
from generator.model.catalog import Catalog
from generator.model.recognizer import Recognition, Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.contexts import CONTEXT
from generator.openbadges.instants import format_instant
from generator.openbadges.profile import recognizer_profile
from generator.openbadges.strict_json import JsonObject, StrictJsonError, parse_json


@dataclass(frozen=True, slots=True)
class Endorsed:
    """One badge or pathway of one statement that is signed: what one endorsement is about."""

    recognizer: Recognizer
    recognition: Recognition
    location: tuple[str | int, ...]
    """Where the recognizer's record names it."""
    slug: str
    name: str
    """What sentences call it."""
    page: str
    """Its page's address under `base_url`."""
    subject: str
    """The ``id`` of the badge's Achievement, or the pathway's page."""


def endorsed(recognizer: Recognizer, catalog: Catalog, config: SiteConfig) -> Iterator[Endorsed]:
    """What `recognizer` says is signed and the catalog itself holds, or must.

    A statement that was withdrawn is signed no more: what was copied of it elsewhere can't be
    called back, which is what `until` is for.
    """
    base = config.base_url
    for index, recognition in enumerate(recognizer.honors):
        if not recognition.basis.is_held or recognition.withdrawn is not None:
            continue
        for place, slug in enumerate(recognition.badges):
            yield Endorsed(
                recognizer,
                recognition,
                ("honors", index, "badges", place),
                slug,
                f"the badge {catalog.badges[slug].name}",
                addresses.badge_page("", slug),
                addresses.achievement(base, slug),
            )
        for place, slug in enumerate(recognition.pathways):
            yield Endorsed(
                recognizer,
                recognition,
                ("honors", index, "pathways", place),
                slug,
                f"the pathway {catalog.pathways[slug].name}",
                addresses.pathway_page("", slug),
                addresses.pathway_page(base, slug),
            )


def unsigned_endorsement(of: Endorsed, name: str, config: SiteConfig) -> JsonObject:
    """The credential, to which a proof is to be added (OB 3.0, B.1.9).

    `name` is the file's, without ending: chosen at random once, it is a part of the ``id``.
    """
    recognition = of.recognition
    wire: JsonObject = {
        "@context": list(CONTEXT),
        "id": addresses.endorsement(config.base_url, of.recognizer.slug, name),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"Endorsement of {of.name}",
        "issuer": recognizer_profile(of.recognizer, config),
        "validFrom": format_instant(_at(recognition.start, time())),
    }
    if recognition.until is not None:
        wire["validUntil"] = format_instant(_at(recognition.until, time(23, 59, 59)))
    wire["credentialSubject"] = {
        "id": of.subject,
        "type": ["EndorsementSubject"],
        "endorsementComment": _comment(of),
    }
    return wire


def find_endorsements(
    recognizer: Recognizer, catalog: Catalog, config: SiteConfig
) -> Iterator[tuple[Endorsed, str | None]]:
    """Each thing of `endorsed` with the name of the file that says it today, genuine or not.

    What we sign says it word for word. What was signed elsewhere, which the statement names,
    has words of its own: it must be about the same badge or pathway.
    """
    said = {
        name: _read(stored.body)
        for (folder, name), stored in catalog.endorsements.items()
        if folder == recognizer.slug
    }
    by_subject: dict[str, list[str]] = {}
    for name, document in said.items():
        subject = document.get("credentialSubject")
        about = subject.get("id") if isinstance(subject, dict) else None
        if isinstance(about, str):
            by_subject.setdefault(about, []).append(name)
    for each in endorsed(recognizer, catalog, config):
        file = each.recognition.basis.file
        names = by_subject.get(each.subject, ())
        yield (
            each,
            next(
                (
                    name
                    for name in names
                    if (
                        f"{name}.json" == file
                        if file is not None
                        else _unproved(said[name]) == unsigned_endorsement(each, name, config)
                    )
                ),
                None,
            ),
        )


def _unproved(document: JsonObject) -> JsonObject:
    return {member: value for member, value in document.items() if member != "proof"}


def _comment(of: Endorsed) -> str:
    recognition = of.recognition
    sentences = [f"{of.recognizer.name} honors {of.name}: {recognition.worth.text}"]
    if recognition.prior_approval:
        sentences.append("Approval is needed beforehand.")
    if recognition.conditions is not None:
        sentences.append(f"Conditions: {recognition.conditions}")
    return " ".join(sentences)


def _read(body: bytes) -> JsonObject:
    try:
        return parse_json(body)
    except StrictJsonError:
        return {}


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=UTC)
