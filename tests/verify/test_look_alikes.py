"""Names that look like the known issuer's: every one is told from it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from generator.model.trust import TrustList
from generator.openbadges.did_web import document_url
from generator.verify import FixedResolver, verify
from tests.conformance.make_cases import LOOK_ALIKES, look_alike_table
from tests.verify.cases.look_alikes import KNOWN, look_alike

PATH = Path(__file__).resolve().parents[1] / "conformance" / LOOK_ALIKES
TABLE = json.loads(PATH.read_bytes())
TRUST = TrustList.model_validate(TABLE["trust"])


def judged(row):
    documents = {url: json.dumps(body).encode() for url, body in row["documents"].items()}
    return verify(
        json.dumps(row["credential"]).encode(),
        as_of=datetime.fromisoformat(TABLE["as_of"]),
        resolver=FixedResolver(documents, handed=False),
        trust=TRUST,
    )


@pytest.mark.parametrize("row", TABLE["cases"], ids=lambda row: ascii(row["did"]))
def test_a_look_alike_never_verifies(row):
    report = judged(row)
    assert report.verdict.value == row["verdict"] != "verified"
    assert {check.id: check.outcome.value for check in report.checks} == row["checks"]


def test_the_known_name_itself_verifies():
    one = look_alike("The known issuer.", KNOWN)
    row = {
        "credential": json.loads(one.credential),
        "documents": {document_url(KNOWN): json.loads(one.documents[document_url(KNOWN)][0])},
    }
    assert judged(row).verdict == "verified"


def test_the_file_is_what_the_code_writes():
    assert PATH.read_bytes() == look_alike_table()
    verdicts = [row["verdict"] for row in TABLE["cases"]]
    assert len(verdicts) >= 200
    assert verdicts.count("untrusted") > 80  # owned by the attacker, who did all else right
