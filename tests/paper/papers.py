"""Every kind of paper that we set, made by the commands that people use."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from click.testing import CliRunner

from generator.cli.exit_code import ExitCode
from generator.cli.main import badgepress
from tests.issue.score_sheet import filled, scored
from tests.issue.world import PASSPHRASE, World, later, make_world

LONG = "Maximiliana-Fernanda de la Concepción Etxeberria-Montgomery y Villanueva del Río Segundo"
AWARDS = f"""\
badge,earner,awarded,result: plan,result: practice,assessor,evidence kind,evidence,team
planning,ana-silva,2026-04-01,fine,good,Trained assessor,lesson-plan,A unit of two weeks,Creek Side
yearly,ana-silva,2026-04-02,,,,,,
planning,ben-k,2026-04-02,good,good,,student-work,{"A long account of the work " * 11},
yearly,ben-k,2026-04-03,,,,,,
planning,dora-lind,2026-04-02,good,good,,,,
"""


def paper_world(root: Path) -> World:
    """People public and private, in English and Spanish, with long names; two countries' papers."""
    world = make_world(root)
    world.edit("catalog/earners/ben-k.yml", "name: Ben Kole", f"language: es\nname: {LONG}")
    world.edit("catalog/badges/brook/yearly.yml", "name: Yearly", f"name: {'Yearly review ' * 8}")
    world.edit(
        "catalog/issuers/brook.yml",
        "contact:",
        "country: US\nhours_per_ceu: 10\nrecognized_by: [The Board of Brook]\nlogo: images/a.svg\n"
        "signatory: {name: Rae Moss, title: Head of learning, signature: images/a.svg}\ncontact:",
    )
    picture = world.root / "catalog/images/a.svg"
    picture.parent.mkdir()
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>'
    )
    world.issue(AWARDS)
    welcome = "badge,earner,awarded\nwelcome,dora-lind,2026-04-20\nwelcome,cai,2026-04-20\n"
    world.issue(welcome, name="welcome.csv", seed="2", at=later(1), keys=("hill",))
    strong = {"Strong": "Clear.\nShort.", "Strengthen": "Wait longer.\nAsk why."}
    rows = [scored(name, "Begun", Date="2026-05-01", **strong) for name in (LONG, "Dora Lind")]
    (root / "scores.xlsx").write_bytes(filled(world, rows))
    return world


def commands(earners: Sequence[str], badge: str, key: str = "") -> Iterator[Sequence[str]]:
    """What makes all papers, in one folder."""
    yield "handout", *earners, "--out", "papers/handouts"
    for language in ("en", "es"):
        yield (
            "new",
            "scoresheet",
            badge,
            "--print",
            "--language",
            language,
            "-o",
            f"papers/{language}.xlsx",
        )
    for earner in earners:
        yield "consent", earner, "-o", f"papers/{earner}-consent.pdf"
    if key:
        yield "keys", "backup", key, "-o", "papers/key.pdf"


def make_papers(root: Path, earners: Sequence[str], badge: str, key: str = "") -> dict[str, bytes]:
    """Every PDF, by its path; `root` has the program."""
    before = Path.cwd()
    os.chdir(root)
    try:
        Path("papers").mkdir()
        for each in commands(earners, badge, key):
            env = {"BADGEPRESS_PASSPHRASE": PASSPHRASE}
            result = CliRunner(env=env).invoke(badgepress, each, catch_exceptions=False)
            assert result.exit_code == ExitCode.OK, result.output
        found = sorted(Path("papers").rglob("*.pdf"))
        return {path.relative_to("papers").as_posix(): path.read_bytes() for path in found}
    finally:
        os.chdir(before)
