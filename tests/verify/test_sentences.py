"""What the reader is told, whole sentences; the cases are those of ``tests/conformance``."""

import re
import sys
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import generator
from generator.verify import Outcome, Verdict, headline
from generator.verify.words import SENTENCES, plain_date, printable, say
from tests.test_conformance import CASES, ROOT, judge

TOLD = {  # case: (check, its sentence, whom to ask)
    "verified": ("document", "Complete and well formed.", ""),
    "json_not_invalid": (
        "document",
        "This is not a badge that can be read: Not JSON (line 1, column 1).",
        "Ask the person who showed it for the original file.",
    ),
    "png_two_invalid": (
        "document",
        "No badge can be read from this file: The PNG carries more than one credential.",
        "Ask the person who showed it for the original file.",
    ),
    "jwt_unconfirmed": (
        "document",
        "It is signed as a JWT, a form that this verifier cannot check.",
        "Ask the person who showed it for the original file.",
    ),
    "older_badge_unconfirmed": (
        "document",
        "It is in an older form (Open Badges 2.0) that this verifier cannot check.",
        "Ask the person who showed it for the original file.",
    ),
    "other_vocabulary_unconfirmed": (
        "document",
        (
            "It uses terms of https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json, which this "
            "verifier does not have."
        ),
        "Ask the person who showed it for the original file.",
    ),
    "context_swapped_invalid": (
        "document",
        (
            "Its '@context' is not one of the accepted lists, so its terms could be made to mean "
            "something else."
        ),
        "Ask the person who showed it for the original file.",
    ),
    "unknown_member_invalid": (
        "document",
        "It holds something that no signature covers: /grade: no context defines this member",
        "Ask the person who showed it for the original file.",
    ),
    "no_achievement_name_invalid": (
        "document",
        "It lacks what every Open Badge must have: 'achievement.name'.",
        "Ask the person who showed it for the original file.",
    ),
    "date_words_invalid": (
        "document",
        "Its 'validUntil' is not what an Open Badge may hold there.",
        "Ask the person who showed it for the original file.",
    ),
    "unsigned_invalid": (
        "document",
        "Nobody has signed it.",
        "Ask the person who showed it for the original file.",
    ),
    "two_proofs_invalid": (
        "document",
        "It carries 2 proofs; exactly one is accepted.",
        "Ask the person who showed it for the original file.",
    ),
    "verified_pinned_key": (
        "issuer-key",
        "The key is the issuer's own, as badges.example.org publishes it.",
        "",
    ),
    "verified_handed_and_pinned": (
        "issuer-key",
        "The key is the one you know for Acme Training.",
        "",
    ),
    "foreign_did_invalid": (
        "issuer-key",
        "Not signed by the issuer it names: the key is another's.",
        "Ask the person who showed it for the original file.",
    ),
    "other_key_listed_invalid": (
        "issuer-key",
        (
            "Not signed by the issuer it names: The issuer's document does not have the key that "
            "signed."
        ),
        "Ask the person who showed it for the original file.",
    ),
    "path_slash_invalid": (
        "issuer-key",
        (
            "The issuer's name cannot be relied on: The path of "
            "'did:web:badges.example.org:issuers%2Facme' holds a part that is not plain."
        ),
        "Ask the person who showed it for the original file.",
    ),
    "retired_before_invalid": (
        "issuer-key",
        "Signed on 15 January 2026 with a key that the issuer had retired on 15 January 2026.",
        "Ask the issuer, Acme Training.",
    ),
    "retired_undated_invalid": (
        "issuer-key",
        "Signed, without saying when, with a key that the issuer retired on 20 April 2026.",
        "Ask the issuer, Acme Training.",
    ),
    "revoked_invalid": (
        "issuer-key",
        "The issuer withdrew the key on 1 April 2026; what it signed no longer counts.",
        "Ask the issuer, Acme Training.",
    ),
    "stolen_listed": (
        "issuer-key",
        "The issuer withdrew the key on 1 April 2026, and confirmed this badge since.",
        "",
    ),
    "stolen_forged_invalid": (
        "issuer-key",
        (
            "The issuer withdrew the key on 1 April 2026, and this badge is not among those it "
            "confirmed."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "stolen_list_by_itself_unconfirmed": (
        "issuer-key",
        (
            "The issuer withdrew the key on 1 April 2026, and whether it confirmed this badge "
            "cannot be told: The issuer withdrew the key on 1 April 2026; what it signed no longer "
            "counts."
        ),
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "stolen_list_of_another_key_unconfirmed": (
        "issuer-key",
        (
            "The issuer withdrew the key on 1 April 2026, and whether it confirmed this badge "
            "cannot be told: It is about another key."
        ),
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "status_key_on_a_badge_invalid": (
        "issuer-key",
        "The issuer's key that signed it is for withdrawal lists only.",
        "Ask the issuer, Acme Training.",
    ),
    "offline_unconfirmed": (
        "issuer-key",
        (
            "The issuer's keys could not be had: There is no document for "
            "https://badges.example.org/issuers/acme/did.json."
        ),
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "keys_html_unconfirmed": (
        "issuer-key",
        "What stands as the issuer's keys at badges.example.org cannot be read.",
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "issuer_url_unconfirmed": (
        "issuer-key",
        (
            "The issuer is named as https://badges.example.org/issuers/acme; this verifier finds the "
            "keys of did:web issuers only."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "handed_unconfirmed": (
        "issuer-key",
        (
            "The issuer's keys came together with the badge, which proves nothing unless you know "
            "them already."
        ),
        (
            "Find out who they are before you rely on them; then add them to your list of known "
            "issuers."
        ),
    ),
    "verified_reordered": ("signature", "Unchanged since it was signed on 15 January 2026.", ""),
    "verified_without_created": ("signature", "Unchanged since it was signed.", ""),
    "changed_name_invalid": (
        "signature",
        "Changed since it was signed.",
        "Ask the person who showed it for the original file.",
    ),
    "signature_short_invalid": (
        "signature",
        "Its signature is malformed: The signature does not have 64 bytes.",
        "Ask the person who showed it for the original file.",
    ),
    "wrong_purpose_invalid": (
        "signature",
        "Its signature was made for another purpose than awarding.",
        "Ask the person who showed it for the original file.",
    ),
    "suite_ecdsa_sd_2023_unconfirmed": (
        "signature",
        "It is signed with ecdsa-sd-2023, which this verifier cannot check.",
        "Ask the issuer, Acme Training.",
    ),
    "suite_bbs_2023_unconfirmed": (
        "issuer-key",
        "Not looked for, because this verifier cannot use it with bbs-2023.",
        "",
    ),
    "verified_root_did": (
        "validity-period",
        "In force from 15 January 2026 to 15 January 2029.",
        "",
    ),
    "verified_without_end": (
        "validity-period",
        "In force since 15 January 2026, without an end.",
        "",
    ),
    "not_yet_valid_invalid": ("validity-period", "Not valid before 4 May 2026.", ""),
    "expired_invalid": (
        "validity-period",
        "Expired on 1 May 2026.",
        "Ask the person who showed it, or the issuer, Acme Training, for one in force.",
    ),
    "proof_expired_invalid": (
        "validity-period",
        "Its signature was made to count until 1 March 2026 only.",
        "Ask the person who showed it, or the issuer, Acme Training, for one in force.",
    ),
    "json_empty_invalid": (
        "status",
        "Not judged, because the check 'signature' did not pass.",
        "",
    ),
    "verified_without_status": (
        "status",
        "The issuer keeps no withdrawal list for this badge.",
        "",
    ),
    "verified_neighbours_withdrawn": ("status", "Not withdrawn.", ""),
    "withdrawn_invalid": ("status", "Withdrawn by the issuer.", "Ask the issuer, Acme Training."),
    "suspended_invalid": ("status", "Suspended by the issuer.", "Ask the issuer, Acme Training."),
    "list_old_unconfirmed": (
        "status",
        "No withdrawal known as of 1 April 2026.",
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "list_unavailable_unconfirmed": (
        "status",
        (
            "The issuer's withdrawal list could not be had: There is no document for "
            "https://badges.example.org/issuers/acme/status/1.json."
        ),
        "Try again later, or ask the issuer, Acme Training.",
    ),
    "list_made_withdrawn_unconfirmed": (
        "status",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: Changed since it was "
            "signed."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "list_swapped_unconfirmed": (
        "status",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: It is another list "
            "of the issuer."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "list_of_other_issuer_unconfirmed": (
        "status",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: It is by another "
            "issuer than the badge."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "list_short_unconfirmed": (
        "status",
        (
            "What stands as the issuer's withdrawal list cannot be relied on: The status list has "
            "fewer than 131,072 entries."
        ),
        "Ask the issuer, Acme Training.",
    ),
    "index_past_end_unconfirmed": (
        "status",
        "Its entry in the withdrawal list cannot be read: The status list has no entry 131072.",
        "Ask the issuer, Acme Training.",
    ),
    "entry_other_kind_unconfirmed": (
        "status",
        "The issuer publishes withdrawals as 1EdTechRevocationList, which this verifier cannot read.",
        "Ask the issuer, Acme Training.",
    ),
    "clock_ahead_unconfirmed": (
        "validity-period",
        (
            "The clock here says 3 May 2026, that of badges.example.org says 1 May 2026, and by a "
            "wrong clock no date can be judged."
        ),
        "Set the clock of this device, then check again.",
    ),
    "endorsed": ("endorsements", "Every endorsement in it is genuine and in force.", ""),
    "endorsement_one_forged": (
        "endorsements",
        "An endorsement in it does not hold: Changed since it was signed.",
        "",
    ),
    "endorsement_borrowed_untrusted": (
        "endorsements",
        (
            "An endorsement in it could not be confirmed: It is about a badge of famous.example, "
            "and nothing says that this issuer may award that."
        ),
        "",
    ),
    "stacked": ("components", "All badges it is made of (2) are genuine and current.", ""),
    "component_expired": (
        "components",
        "One of the badges it is made of does not hold: Expired on 1 May 2026.",
        "",
    ),
    "stacked_of_seventeen": (
        "components",
        "One of the badges it is made of could not be confirmed: There are more than 16.",
        "",
    ),
    "png": ("issuer-trust", "You know this issuer: Acme Training.", ""),
    "look_alike_letters_untrusted": (
        "issuer-trust",
        "You have not said that you know this issuer (did:web:badges.exarnple.org:issuers:acme).",
        (
            "Find out who they are before you rely on them; then add them to your list of known "
            "issuers."
        ),
    ),
    "another_pinned_key_untrusted": (
        "issuer-trust",
        "You know Acme Training, but not with this key.",
        "Ask the issuer, Acme Training.",
    ),
}


@pytest.mark.parametrize(("name", "told"), TOLD.items(), ids=TOLD.keys())
def test_the_reader_is_told_in_a_whole_sentence(name, told):
    check_id, detail, ask = told
    check = judge(ROOT / name)[1].check(check_id)
    assert (check.detail, check.ask) == (detail, ask)


ENDORSED = {  # case: its first endorsement
    "endorsed": ("achievement", "passed", "Signed by Chamber of Commerce, and in force.", True),
    "endorsed_by_stranger": (
        *("achievement", "passed", "Signed by Chamber of Commerce, and in force.", False),
    ),
    "endorsed_award": (
        "credential",
        "passed",
        "Signed by Chamber of Commerce, and in force.",
        False,
    ),
    "endorsement_withdrawn": ("achievement", "failed", "Withdrawn by those who signed it.", False),
    "endorsement_of_other": ("", "failed", "It is about something else than this badge.", False),
    "endorser_handed": (
        "achievement",
        "unknown",
        "The issuer's keys came together with the badge, which proves nothing unless you know them already.",
        False,
    ),
}


@pytest.mark.parametrize(("name", "told"), ENDORSED.items(), ids=ENDORSED.keys())
def test_an_endorsement_is_told_with_its_outcome(name, told):
    _, report = judge(ROOT / name)
    (first,) = report.endorsements
    assert (first.about, first.outcome, first.detail, first.known) == told
    assert (first.name, first.did) == ("Chamber of Commerce", "did:web:chamber.example")
    assert first.comment == "Our members hire on this badge."
    assert report.verdict is Verdict.VERIFIED


COMPONENTS = {  # case: of its last one, whether its name is proven, and what is told
    "component_withdrawn": (True, "failed", "Withdrawn by the issuer."),
    "component_expired": (True, "failed", "Expired on 1 May 2026."),
    "component_changed": (False, "failed", "Changed since it was signed."),
    "component_unreadable": (
        *(False, "failed"),
        "No badge can be read from this file: The SVG is not well-formed.",
    ),
    "component_of_another_person": (
        *(True, "failed", "It was awarded to somebody of another name."),
    ),
    "component_of_another_id": (
        *(False, "failed", "What stands at its address is another badge."),
    ),
    "component_by_another": (
        *(True, "passed"),
        "Genuine and current. You have not said that you know this issuer (did:web:college.example).",
    ),
    "component_borrowed": (
        *(False, "unknown"),
        "Northgate College signed it, and nothing says that they may sign what stands at badges.example.org.",
    ),
    "component_not_https": (False, "unknown", "Its address is not an https address."),
    "component_given_withdrawn": (True, "failed", "Withdrawn by the issuer."),
    "component_given_borrowed": (True, "failed", "Withdrawn by the issuer."),
}


@pytest.mark.parametrize(("name", "told"), COMPONENTS.items(), ids=COMPONENTS.keys())
def test_a_badge_that_another_is_made_of_is_told_with_its_outcome(name, told):
    _, report = judge(ROOT / name)
    last = report.components[-1]
    assert (bool(last.badge), last.outcome, last.detail) == told
    assert last.url == report.facts.components[-1]
    assert report.verdict is Verdict.VERIFIED


def test_no_more_than_sixteen_are_followed():
    _, report = judge(ROOT / "stacked_of_seventeen_one_withdrawn")
    assert len(report.facts.components) == 17
    assert len(report.components) == 16


def test_a_handed_list_says_from_which_day_it_is():
    _, report = judge(ROOT / "verified_handed_and_pinned")
    assert report.check("status").detail == "No withdrawal known as of 1 April 2026."


@pytest.mark.parametrize(
    "name", [n for n in CASES if re.match(r"(withdrawn|expired|suspended)", n)]
)
def test_a_withdrawn_or_expired_badge_never_reads_like_a_forgery(name):
    _, report = judge(ROOT / name)
    assert report.verdict is Verdict.INVALID
    assert report.check("signature").outcome is Outcome.PASSED
    assert re.fullmatch(
        r"(Expired on|Withdrawn by|Suspended by) (the issuer|\d+ \w+ \d{4})\.", headline(report)
    )


IN_THE_BROWSER = {"document.too-long"}  # there a check can be ended from outside


def test_every_sentence_is_said_somewhere():
    package = Path(generator.__path__[0])
    source = "".join(
        path.read_text("utf-8")
        for room in ("verify", "cli")  # what a site's seal says is no check of a badge
        for path in (package / room).glob("*.py")
        if path.name != "words.py"
    )
    elsewhere = {f"verdict.{verdict}" for verdict in Verdict} | IN_THE_BROWSER
    silent = [key for key in SENTENCES if f'"{key}"' not in source and key not in elsewhere]
    assert silent == []


def test_every_sentence_ends():
    for key, sentence in SENTENCES.items():
        assert sentence.endswith((".", "}")) != key.startswith("verdict."), key


def test_a_date_is_the_day_in_utc():
    late = datetime(2027, 5, 3, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    assert plain_date(late) == "4 May 2027"
    assert plain_date(datetime(2027, 5, 3, tzinfo=UTC)) == "3 May 2027"


def test_what_does_not_print_is_replaced_whatever_the_version_of_unicode():
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        kind = unicodedata.category(character)
        if kind != "Cn":  # a later version may have given it a meaning
            hidden = kind in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or (kind == "Zs" and code != 32)
            assert (printable(character) == "\ufffd") == (hidden or code == 0xFFFD), hex(code)


def test_a_foreign_value_is_cut_and_harmless_on_a_terminal():
    sentence = say("issuer-trust.unknown", issuer="did:\u202eweb\x1b[2J{0}" + "x" * 300)
    assert sentence.startswith(
        "You have not said that you know this issuer (did:\ufffdweb\ufffd[2J{0}xxx"
    )
    assert sentence.endswith("x…).")
    assert len(sentence) < 260
