"""The JSON beside the pages, for machines.

Badges and issuers are Open Badges 3.0; pathways and recognizers, which it does not know,
are plain JSON whose members are named as in the catalog.
"""

from collections.abc import Iterator

from generator.model import addresses
from generator.model.badge import Badge
from generator.model.base import Contact
from generator.model.issuer import Issuer
from generator.model.pathway import (
    AllRule,
    AnyRule,
    ChooseRule,
    HoursRule,
    Pathway,
    PathwayRule,
    Rule,
)
from generator.model.recognizer import Recognition, Recognizer
from generator.model.site_config import SiteConfig
from generator.openbadges.achievement import achievement, number
from generator.openbadges.contexts import CONTEXT
from generator.openbadges.did_web import did_document
from generator.openbadges.profile import did_keys, profile
from generator.openbadges.strict_json import JsonObject, dump_json
from generator.site.output import File


def badge_files(
    badge: Badge, earlier: tuple[Badge, ...], issuer: Issuer, config: SiteConfig
) -> Iterator[File]:
    """The Achievement at its ``id``, and each earlier version beside it."""
    yield File(addresses.achievement("", badge.slug), _achievement(badge, issuer, config))
    for each in earlier:
        path = addresses.earlier_achievement("", badge.slug, each.version)
        yield File(path, _achievement(each, issuer, config))


def issuer_files(issuer: Issuer, config: SiteConfig) -> Iterator[File]:
    """The Profile, and the DID document where it must stand."""
    wire = {"@context": list(CONTEXT), **profile(issuer, config)}
    yield File(addresses.issuer_page("", issuer.slug) + "issuer.json", dump_json(wire))
    document = did_document(addresses.issuer_did(config, issuer), did_keys(issuer, config))
    yield File(addresses.did_path(config, issuer), dump_json(document))


def recognizer_files(recognizer: Recognizer, config: SiteConfig) -> Iterator[File]:
    """What it honors, and its DID document if it signs."""
    path = addresses.recognizer_page("", recognizer.slug)
    wire: JsonObject = {
        "id": addresses.recognizer_page(config.base_url, recognizer.slug),
        "name": recognizer.name,
        "kind": recognizer.kind.value,
        "summary": recognizer.summary,
        "url": recognizer.url,
        "contact": _contact(recognizer.contact),
        "honors": [_recognition(each, config) for each in recognizer.honors],
    }
    yield File(path + "recognizer.json", dump_json(wire))
    if recognizer.keys:
        did = addresses.recognizer_did(config, recognizer)
        yield File(path + "did.json", dump_json(did_document(did, did_keys(recognizer, config))))


def pathway_file(pathway: Pathway, config: SiteConfig) -> File:
    """The tree of rules, badges and pathways by their addresses."""
    base = config.base_url
    wire: JsonObject = {
        "id": addresses.pathway_page(base, pathway.slug),
        "name": pathway.name,
        "summary": pathway.summary,
        "issuer": addresses.issuer_page(base, pathway.issuer),
        "audience": [each.value for each in pathway.audience],
    }
    if pathway.rule is not None:
        wire["rule"] = _rule(pathway.rule, base)
    else:
        wire["stages"] = [
            {"name": stage.name, "rule": _rule(stage.rule, base)} for stage in pathway.stages
        ]
    if pathway.awards is not None:
        wire["awards"] = addresses.achievement(base, pathway.awards)
    if pathway.opens is not None:
        wire["opens"] = pathway.opens
    return File(addresses.pathway_page("", pathway.slug) + "pathway.json", dump_json(wire))


def _achievement(badge: Badge, issuer: Issuer, config: SiteConfig) -> bytes:
    return dump_json({"@context": list(CONTEXT), **achievement(badge, issuer, config)})


def _rule(rule: Rule, base: str) -> JsonObject:
    match rule:
        case str():
            return {"badge": addresses.achievement(base, rule)}
        case PathwayRule():
            return {"pathway": addresses.pathway_page(base, rule.pathway)}
        case AllRule():
            return {"all": [_rule(part, base) for part in rule.all]}
        case AnyRule():
            return {"any": [_rule(part, base) for part in rule.any]}
        case ChooseRule():
            return {"choose": rule.choose, "of": [_rule(part, base) for part in rule.of]}
        case HoursRule():
            return {"hours": number(rule.hours), "of": [_rule(part, base) for part in rule.of]}


def _recognition(recognition: Recognition, config: SiteConfig) -> JsonObject:
    base, worth, basis = config.base_url, recognition.worth, recognition.basis
    wire: JsonObject = {
        "badges": [addresses.achievement(base, slug) for slug in recognition.badges],
        "pathways": [addresses.pathway_page(base, slug) for slug in recognition.pathways],
        "worth": {
            "kind": worth.kind.value,
            "amount": number(worth.amount) if worth.amount is not None else None,
            "currency": worth.currency,
            "per": worth.per,
            "cap": number(worth.cap) if worth.cap is not None else None,
            "text": worth.text,
        },
        "conditions": recognition.conditions,
        "prior_approval": recognition.prior_approval,
        "from": recognition.start.isoformat(),
        "until": recognition.until.isoformat() if recognition.until else None,
        "withdrawn": recognition.withdrawn.isoformat() if recognition.withdrawn else None,
        "basis": {
            "kind": basis.kind.value,
            "url": basis.url,
            "dated": basis.dated.isoformat() if basis.dated else None,
            "contact": _contact(basis.contact) if basis.contact else None,
        },
    }
    return _said(wire)


def _contact(contact: Contact) -> JsonObject:
    return _said(contact.model_dump())


def _said(wire: JsonObject) -> JsonObject:
    """Without what is not said, here and one level down."""
    return {
        name: _said(value) if isinstance(value, dict) else value
        for name, value in wire.items()
        if value is not None and value != []
    }
