"""Every folder of ``tests/conformance`` is judged as its ``expected.json`` and its name say."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from generator.model.trust import TrustList
from generator.verify import Document, Outcome, Unavailable, Verdict, verify
from generator.verify.words import SENTENCES

ROOT = Path(__file__).resolve().parent / "conformance"
CASES = sorted(path.parent.name for path in ROOT.glob("*/expected.json"))


@dataclass
class FolderResolver:
    """The documents that ``documents.json`` lists, and no others."""

    folder: Path
    index: dict

    def get(self, url):
        if url not in self.index:
            raise Unavailable(f"There is no document for {url}.")
        entry = self.index[url]
        date = datetime.fromisoformat(entry["date"]) if "date" in entry else None
        return Document((self.folder / entry["file"]).read_bytes(), entry["handed"], date)


def read(folder, name, default):
    path = folder / name
    return json.loads(path.read_bytes()) if path.is_file() else default


def given_with(folder):
    """What is handed in together with the case's credential, by id."""
    return {
        said: (folder / file).read_bytes() for said, file in read(folder, "given.json", {}).items()
    }


def judge(folder):
    expected = read(folder, "expected.json", None)
    credential = next(folder.glob("credential.*")).read_bytes()
    report = verify(
        credential,
        as_of=datetime.fromisoformat(expected["as_of"]),
        resolver=FolderResolver(folder, read(folder, "documents.json", {})),
        trust=TrustList.model_validate(read(folder, "trust.json", {})),
        given=given_with(folder).get,
    )
    return expected, report


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_judged_as_it_says(name):
    expected, report = judge(ROOT / name)

    assert {check.id: check.outcome.value for check in report.checks} == expected["checks"]
    verdict = name.rpartition("_")[2]
    assert report.verdict == (verdict if verdict in list(Verdict) else Verdict.VERIFIED)
    assert all(check.detail for check in report.checks)
    assert SENTENCES["fault"] not in {check.detail for check in report.checks}


def test_the_folders_are_what_the_code_writes():
    # It signs every case when it is imported, and most who import this module don't need that.
    from tests.conformance.make_cases import all_cases, files_of  # noqa: PLC0415

    written = {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for name in CASES
        for path in (ROOT / name).iterdir()
    }
    made = {
        f"{name}/{file}": data
        for name, case in all_cases().items()
        for file, data in files_of(case).items()
    }
    assert written.keys() == made.keys()
    assert [name for name in made if made[name] != written[name]] == []


def test_every_check_passes_fails_and_is_unknown_somewhere():
    seen = {
        (check, outcome)
        for name in CASES
        for check, outcome in read(ROOT / name, "expected.json", None)["checks"].items()
    }
    first_five = ("document", "issuer-key", "signature", "validity-period", "status")
    wanted = {(check, outcome) for check in first_five for outcome in ("passed", "failed")}
    wanted |= {("issuer-trust", "passed"), ("issuer-trust", "failed"), ("issuer-trust", "skipped")}
    wanted |= {(check, "unknown") for check in first_five}
    wanted |= {(each, outcome) for each in ("endorsements", "components") for outcome in Outcome}
    assert wanted <= seen
