"""What must not be published is known from the people's files, and stops a build."""

from pathlib import Path

import pytest

from generator.build.leaks import guarded, leak_problems, leaks_in
from generator.model.ledger import Copy
from generator.publish import Tree
from generator.publish.leak_scan import LeakScan
from generator.source import CatalogError, load
from tests.build.conftest import build_small
from tests.build.small import EARNERS, GOOD, OURS, UNLISTED, earned, small_catalog

PRIVATE = """\
name: Pru Privatella  # born 2014-05-03, student id 4471123
email: pru@home.example
minor_until: 2032-05
former_names: [Pru Vormals]
consent:
  {by: guardian, on: 2026-01-01, visibility: unlisted, record: mail of mum@home.example}
"""
OWN = earned(30, "pru")


def catalog(root: Path, **files: str) -> Path:
    config = small_catalog(root)
    for path, text in {"earners/pru.yml": PRIVATE, **files}.items():
        (root / "catalog" / path).write_text(text, "utf-8")
    return config


def problems(config: Path, text: str, at: str = "note.txt") -> list[str]:
    """What the scan has against a site with `text` at `at`."""
    loaded = load(config)
    leaks = LeakScan(guarded(loaded)).scan([(at, text.encode())])
    found = leak_problems(leaks, f"{loaded.people_dir}/namesakes.yml")
    return [str(problem) for problem in found]


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("leaks")
    config = catalog(root)
    row = OWN.row.model_copy(update={"copy_": Copy.OWN})
    with (root / "catalog" / "ledger.jsonl").open("a") as ledger:
        ledger.write(row.model_dump_json(by_alias=True, exclude_none=True) + "\n")
    return config


NAME = "it says the name of somebody who is not public, or more of a name than was agreed to"
EMAIL = "it says an e-mail address from the people's files"
BIRTH = "it says a date of birth, or when a child comes of age"
SLUG = "it says the slug of somebody who is not public"
NUMBER = "it says an identifier from the people's files"
HIDDEN = "it says the address of a page that nobody may find"
CREDENTIAL = "it says the identifier of a credential that is not published here"
LEAKS = {  # what somebody wrote into a file of the site: what it is, and where it is known from
    "by Pru Privatella": (NAME, "earners/pru.yml:1:7"),
    "Vormals, Pru": (NAME, "earners/pru.yml:4:16"),
    "Ada Public": (NAME, "earners/ada.yml:1:7"),
    "Ula Unlisted": (NAME, "earners/ula.yml:1:7"),
    "write to PRU@home.example": (EMAIL, "earners/pru.yml:2:1"),
    "mum@home.example": (EMAIL, "earners/pru.yml:6:1"),
    "on 2014-05-03": (BIRTH, "earners/pru.yml:1:1"),
    "May 3, 2014": (BIRTH, "earners/pru.yml:1:1"),
    "5/3/2014": (BIRTH, "earners/pru.yml:1:1"),
    "minor_until: 2032-05": (BIRTH, "earners/pru.yml:3:14"),
    "number 4471123.": (NUMBER, "earners/pru.yml:1:1"),
    "/earners/pru/": (SLUG, "earners/pru.yml:1:1"),
    UNLISTED: (HIDDEN, "earners/ula.yml:3:10"),
    OWN.token: (CREDENTIAL, "ledger.jsonl:9:1"),
    OWN.row.subject: (CREDENTIAL, "ledger.jsonl:9:1"),
}


@pytest.mark.parametrize("text", LEAKS)
def test_each_thing_that_is_kept_back_is_known(config, text):
    what, source = LEAKS[text]
    (problem,) = problems(config, f"words\n{text}\n")
    assert problem.startswith("note.txt:2:")
    assert what in problem
    assert f"; it is known from {config.parent}/catalog/{source} [leak]\n" in problem


FINE = {  # the same words where they belong
    "Ada P. was here": "credentials/x.html",
    f"{UNLISTED} Ula U.": f"earners/{UNLISTED}/index.html",
    GOOD.token: "index.html",
    "born in May; 2032-05; pru": "index.html",
    "desk@fenwick.example": "index.html",
}


@pytest.mark.parametrize("text", FINE)
def test_what_belongs_there_is_left_alone(config, text):
    assert problems(config, text, FINE[text]) == []


def test_a_build_stops_and_the_old_site_stays(tmp_path):
    config = catalog(tmp_path, **{"earners/zoe.yml": "name: Zoe Quillon\n"})
    notes = tmp_path / "catalog" / "pages"
    notes.mkdir()
    (notes / "about.md").write_text("# About\n")
    site = build_small(load(config)).folder
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (notes / "zoe-quillon.txt").write_text("words")
    (notes / "about.md").write_text("# About\n\nZoe\n**Quillon** made it.\n")
    with pytest.raises(CatalogError) as caught:
        build_small(load(config))
    found = "\n".join(map(str, caught.value.problems))
    assert "about/index.html:" in found
    assert "zoe-quillon.txt:1:1: error: it says the name" in found
    assert "at byte 0 of the file's own address" in found
    assert "catalog/earners/zoe.yml:1:7 [leak]" in found
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *(".badgepress", ".site.badgepress", "catalog", "site", "site-config.yml")
    ]


class Written(Tree):
    """Remembers which files were read again."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, file_mode=0o644, folder_mode=0o755)
        self.read_again: list[str] = []

    def read(self, path: str) -> bytes:
        self.read_again.append(path)
        return super().read(path)


def test_only_what_changed_is_looked_at_again(tmp_path):
    config = catalog(tmp_path)
    kept = tmp_path / "clean"

    def look(number: int, **files: str) -> tuple[int, list[str]]:
        (tmp_path / str(number)).mkdir()
        tree = Written(tmp_path / str(number))
        for path, text in files.items():
            tree.write(f"{path}.txt", text.encode())
        problems = list(leaks_in(tree, load(config), kept))
        return len(problems), tree.read_again

    leaking = "of Pru Privatella"
    assert look(1, a="one", b="two", c=leaking) == (1, ["a.txt", "b.txt", "c.txt"])
    assert look(2, a="one", b="three", c=leaking) == (1, ["b.txt", "c.txt"]), "a leak stays one"
    assert look(3, a="three", b="three") == (0, ["a.txt"]), "a name in a path counts too"
    assert look(4, a="three", b="three") == (0, [])
    people = tmp_path / "catalog" / "earners"
    (people / "nia.yml").write_text("name: Nia Threelake\n")
    assert look(5, a="three", b="three") == (0, ["a.txt", "b.txt"]), "somebody new is guarded"
    kept.write_bytes(kept.read_bytes()[:-1])
    assert look(6, a="three", b="three") == (0, ["a.txt", "b.txt"]), "damaged"


def test_a_leak_that_is_on_every_page_is_told_of_five(config):
    files = [(f"{number}/index.html", b"Pru Privatella") for number in range(12)]
    found = list(leak_problems(LeakScan(guarded(load(config))).scan(files), "namesakes.yml"))
    assert len(found) == 5
    assert "(and 7 more files)" in found[0].message


def test_a_private_key_is_told_and_never_printed(config):
    seed = OURS.private.private_bytes_raw().hex()
    (problem,) = problems(config, f"seed {seed}")
    assert "it says the private key of a key that the catalog lists, at byte 5 [leak]" in problem
    assert "make another key: whoever saw this one can sign" in problem
    assert seed not in problem
    found = problems(config, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n")
    assert ["(OpenSSH)" in each or "(PEM)" in each for each in found] == [True, True]
    assert not any("b3BlbnNz" in each for each in found)


ALLOWED = "namesakes:\n  - name: Pru Privatella\n    reason: wrote the standard\n"


def test_a_namesake_is_allowed_by_an_entry_with_a_reason(tmp_path):
    page = "the standard of Pru Privatella"
    (problem,) = problems(catalog(tmp_path), page)
    assert f"place's is allowed by {tmp_path}/catalog/namesakes.yml" in problem
    assert problems(catalog(tmp_path, **{"namesakes.yml": ALLOWED}), page) == []
    there = catalog(tmp_path, **{"namesakes.yml": ALLOWED + "    at: [badges/sql/]\n"})
    assert problems(there, page, "badges/sql/index.html") == []
    assert len(problems(there, page, "badges/index.html")) == 1
    with pytest.raises(CatalogError) as caught:
        load(catalog(tmp_path, **{"namesakes.yml": "namesakes:\n  - name: Pru P\n"}))
    (wrong,) = caught.value.problems
    assert (wrong.where.line, wrong.message) == (2, "missing key 'reason' in item 1 of 'namesakes'")


def test_a_public_person_may_be_called_as_a_private_one_where_that_was_signed(tmp_path):
    teacher = EARNERS["ada"].replace("name: Ada P.}", "name: Ada Public}")
    config = catalog(
        tmp_path, **{"earners/pru.yml": "name: Ada Public\n", "earners/ada.yml": teacher}
    )
    for folder in ("earners/ada/", f"credentials/{GOOD.token}/"):
        assert problems(config, "Ada Public", f"{folder}index.html") == []
    (problem,) = problems(config, "Ada Public", "badges/index.html")
    assert "pru.yml:1:7" in problem


def test_an_office_may_be_written_to_also_where_somebody_earns_under_its_address(tmp_path):
    office = load(small_catalog(tmp_path)).config.home.run_by.email
    text = PRIVATE.replace("pru@home.example", str(office))
    assert problems(catalog(tmp_path, **{"earners/pru.yml": text}), f"ask {office}") == []
