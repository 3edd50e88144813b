"""`badgepress handout`, as somebody types it; what it writes is read by other people's programs."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.cli import handout
from generator.cli.exit_code import ExitCode
from generator.issue import revoke
from generator.model.ledger import Copy
from generator.openbadges.did_web import DidKey, did_document
from generator.openbadges.png import unbake_png
from generator.openbadges.strict_json import dump_json
from generator.publish import HANDOUTS, SITE
from generator.source import CatalogError
from generator.verify import FixedResolver, Verdict, verify
from tests.issue.world import BROOK, counter, later, make_world

AWARDS = """\
badge,earner,awarded,result: plan,result: practice,assessor,evidence kind,evidence
planning,ana-silva,2026-04-01,fine,good,Trained assessor,lesson-plan,A unit of two weeks
planning,dora-lind,2026-04-02,good,good,Trained assessor,lesson-plan,A unit of one week
planning,ben-k,2026-04-02,good,good,,,
"""


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = make_world(tmp_path)
    made.issue(AWARDS)
    return made


def run(*arguments: str):
    result = CliRunner().invoke(handout.command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(world) -> dict[str, bytes]:
    folder = world.root / "handouts"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(files) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files["mailmerge.csv"].decode("utf-8-sig"))))


def text_of(pdf: bytes, page: int = 0) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[page].extract_text().split())


def test_everybody_gets_a_folder_and_the_office_a_table(world):
    assert (
        run().stdout == "Wrote 3 badges of 3 people (13 files) to handouts. Keep it to yourself.\n"
    )
    files = written(world)
    assert set(files) == {
        HANDOUTS.marker,
        "mailmerge.csv",
        *(
            f"{slug}/{name}"
            for slug, day in (
                ("ana-silva", "2026-04-01"),
                ("ben-k", "2026-04-02"),
                ("dora-lind", "2026-04-02"),
            )
            for name in (
                "letter.pdf",
                f"planning-{day}-certificate.pdf",
                f"planning-{day}-credential.json",
                f"planning-{day}.png",
            )
        ),
    }
    ana, ben, dora = rows(files)
    assert (dora["name"], dora["email"], dora["page"]) == ("Dora Lind", "dora@brook.example", "")
    assert ana["page"].startswith("https://badges.brook.example/b/credentials/")
    assert ben["private_link"].startswith("https://badges.brook.example/b/verify/#b=")
    assert dora["files"].split("; ") == [f"dora-lind/{name}" for name in (
        "letter.pdf",
        "planning-2026-04-02-certificate.pdf",
        "planning-2026-04-02-credential.json",
        "planning-2026-04-02.png",
    )]  # fmt: skip


def test_the_copy_with_the_full_name_is_what_the_earner_gets(world):
    run("ben-k")
    files = written(world)
    own = next(row for row in world.issued() if row.earner == "ben-k" and row.copy_ is Copy.OWN)
    signed = files["ben-k/planning-2026-04-02-credential.json"]
    assert json.loads(signed) == world.signed(own)
    assert unbake_png(files["ben-k/planning-2026-04-02.png"]) == signed
    assert "Ben Kole has earned the badge Lesson planning" in text_of(
        files["ben-k/planning-2026-04-02-certificate.pdf"]
    )


def test_the_certificate_carries_the_badge_and_says_what_was_signed(world):
    run("ana-silva")
    files = written(world)
    reader = PdfReader(BytesIO(files["ana-silva/planning-2026-04-01-certificate.pdf"]))
    signed = files["ana-silva/planning-2026-04-01-credential.json"]
    assert reader.attachments["credential.json"] == [signed]
    first, second = (" ".join(page.extract_text().split()) for page in reader.pages)
    for words in ("Showed: did it in class", "Awarded on: 1 April 2026", "Hours: 6", "Number"):
        assert words in first
    for words in (
        "Criterion Level reached What that level is Plan Very good Exemplary.",
        "Lesson plan. A unit of two weeks",
        "Compare the signer with badges.brook.example/b/issuers/brook, letter by letter",
    ):
        assert words in second


def test_units_are_computed_at_the_issuer_s_rate(world):
    world.edit("catalog/issuers/brook.yml", "contact:", "hours_per_ceu: 10\ncontact:")
    run("ana-silva")
    body = written(world)["ana-silva/planning-2026-04-01-certificate.pdf"]
    assert "Continuing education units: 0.6, at 10 hours a unit" in text_of(body)


def test_the_certificate_itself_can_be_checked(world):
    run("ana-silva")
    body = written(world)["ana-silva/planning-2026-04-01-certificate.pdf"]
    catalog = world.catalog()
    documents = {
        "https://badges.brook.example/b/issuers/brook/did.json": dump_json(
            did_document("did:web:badges.brook.example:b:issuers:brook", [DidKey(BROOK)])
        ),
        "https://badges.brook.example/b/issuers/brook/status/1.json": world.status_list(),
    }
    resolver = FixedResolver(documents, handed=False)
    report = verify(body, as_of=later(1), resolver=resolver, trust=catalog.trust)
    assert report.verdict is Verdict.UNTRUSTED  # by who knows nobody
    assert (report.badge, report.earner) == ("Lesson planning", "Ana Silva")


def test_papers_are_tagged_for_screen_readers_and_made_to_be_kept(world):
    run("ana-silva")
    for path, body in written(world).items():
        if path.endswith(".pdf"):
            catalog = PdfReader(BytesIO(body)).trailer["/Root"]
            assert catalog["/MarkInfo"]["/Marked"].value is True
            assert catalog["/Lang"] == "en"
            assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
            told = catalog["/Metadata"].get_data().decode()
            assert "<pdfuaid:part>1<" in told
            assert "<pdfaid:part>3<" in told
            assert "<pdfaid:conformance>A<" in told


def read_aloud(node, found: list[str]) -> list[str]:
    """The tags of a PDF's tree in the order in which a screen reader meets them."""
    node = node.get_object()
    kinds = node.get("/K", []) if isinstance(node, dict) else []
    if isinstance(node, dict) and "/S" in node:
        found.append(node["/S"])
    for kid in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kid.get_object(), dict):
            read_aloud(kid, found)
    return found


def test_a_screen_reader_meets_headings_a_table_and_pictures_with_words(world):
    run("ana-silva")
    body = written(world)["ana-silva/planning-2026-04-01-certificate.pdf"]
    root = PdfReader(BytesIO(body)).trailer["/Root"]["/StructTreeRoot"]
    tags = read_aloud(root, [])
    assert tags[0] == "/Document"
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/Table") < tags.index("/L")
    assert tags.count("/TH") == 3
    assert tags.count("/Figure") == 2  # the badge, and the QR code of its page


def test_the_same_badge_gives_the_same_files(world):
    run()
    before = written(world)
    run()
    assert written(world) == before


def test_only_what_is_in_force_and_new_is_handed_out(world):
    world.issue("badge,earner,awarded\nlistening,dora-lind,2026-05-02\n", seed="2", at=later(30))
    run("dora-lind", "--since", "2026-05-10")
    assert {row["badge"] for row in rows(written(world))} == {"Listening"}
    row = next(row for row in world.issued() if row.badge == "listening")
    revoke(
        world.desk(),
        [row],
        [world.key()],
        reason="Entered by mistake",
        random_bytes=counter("3"),
        signed_at=later(40),
    )
    run("dora-lind")
    assert {row["badge"] for row in rows(written(world))} == {"Lesson planning"}
    said = run("dora-lind", "--since", "2026-05-10").stdout
    assert said == ("Nothing to hand out: no badge that was not withdrawn fits, and no feedback.\n")


def test_a_letter_tells_a_private_person_that_nothing_is_public(world):
    run("dora-lind", "ana-silva")
    files = written(world)
    assert "Nothing about you is on the website." in text_of(files["dora-lind/letter.pdf"])
    assert "Nada sobre usted está en el sitio web." in text_of(files["dora-lind/letter.pdf"])
    (page,) = PdfReader(BytesIO(files["ana-silva/letter.pdf"])).pages
    links = {str(each.get_object()["/A"]["/URI"]) for each in page["/Annots"]}
    assert links == {"https://badges.brook.example/b/earners/ana-silva/"}


def test_nobody_else_may_read_it(world):
    run()
    for path in (world.root / "handouts").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


WRONG_PLACES = {
    "in the catalog": "catalog/handouts",
    "in the site": "site/handouts",
    "in a site elsewhere": "public/handouts",
    "on a site elsewhere": "public",
}


@pytest.mark.parametrize("place", WRONG_PLACES.values(), ids=WRONG_PLACES.keys())
def test_it_is_never_written_where_it_would_be_published(world, place):
    site = world.root / "public"
    site.mkdir()
    (site / SITE.marker).write_text("")
    before = world.tree()
    result = run("--out", str(world.root / place))
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert "choose a" in result.stderr or "choose another folder" in result.stderr
    assert world.tree() == before


@pytest.mark.usefixtures("world")
def test_somebody_unknown_is_named():
    result = run("dora-lin")
    assert result.exit_code == ExitCode.USAGE
    assert "there is no earner 'dora-lin'; did you mean 'dora-lind'?" in result.stderr


def test_a_signed_file_that_is_another_stops_it(world):
    row = next(row for row in world.issued() if row.earner == "dora-lind")
    path = world.desk().credential(row)
    path.write_bytes(path.read_bytes().replace(b"Dora Lind", b"Nora Lind"))
    before = world.tree()
    with pytest.raises(CatalogError, match="not the one that the ledger has"):
        run()
    assert world.tree() == before


def test_a_letter_that_no_font_has_names_the_paper_and_the_remedy(world):
    world.edit("catalog/earners/dora-lind.yml", "Dora Lind", "田中")
    with pytest.raises(CatalogError, match=r"the paper of dora-lind cannot be set.*“?田") as caught:
        run("dora-lind")
    assert "need one in fonts/ of your theme_dir" in str(caught.value)
    assert not (world.root / "handouts").exists()


def test_a_name_is_text_and_no_markup_and_no_formula(world):
    world.edit("catalog/earners/dora-lind.yml", "Dora Lind", '"=#emph[Dora] *Lind*"')
    run("dora-lind")
    files = written(world)
    assert "=#emph[Dora] *Lind*" in text_of(files["dora-lind/letter.pdf"])
    assert rows(files)[0]["name"] == "'=#emph[Dora] *Lind*"


def test_a_program_has_its_own_template_and_signature(world):
    world.edit("catalog/issuers/brook.yml", "contact:", "signatory:\n  {name: Rae Moss, title: Head, "
               "signature: images/rae.svg}\ncontact:")  # fmt: skip
    picture = world.root / "catalog/images/rae.svg"
    picture.parent.mkdir()
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>'
    )
    run("ana-silva")
    assert "Rae Moss Head" in text_of(
        written(world)["ana-silva/planning-2026-04-01-certificate.pdf"]
    )
    own = world.root / "look/papers/certificate.typ"
    own.parent.mkdir(parents=True)
    own.write_text(
        '#let data = json("data.json")\n#set document(title: data.title)\n'
        "Our own words for #data.name, by #data.signatory.name"
        '#image(data.signatory.image, alt: "Signature")\n'
    )
    with (world.root / "site-config.yml").open("a") as file:
        file.write("theme_dir: look\n")
    run("ana-silva")
    body = written(world)["ana-silva/planning-2026-04-01-certificate.pdf"]
    assert "Our own words for Ana Silva, by Rae Moss" in text_of(body)
