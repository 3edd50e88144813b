"""How many attempts it took, on the badge's page: counted from score sheets, never below ten."""

from generator.build import build
from generator.source import load
from tests.build.conftest import Silent
from tests.issue.score_sheet import filled, scored
from tests.issue.world import World, later, make_world

PEOPLE = [f"Person {letter}{letter.lower()}" for letter in "ABCDEFGHIJKLMNOPQRSTU"]
FEW = "most at the first attempt, fewer than ten after handing in again"
MANY = "11 at the first attempt, 10 after handing in again"


def page(world: World) -> str:
    site = build(
        load(world.config), site_dir=world.root / "site", as_of=later(2), jobs=1, narrator=Silent()
    ).folder
    return (site / "badges" / "planning" / "index.html").read_text("utf-8")


def test_eleven_at_once_and_ten_later_and_those_who_never_came_back(tmp_path):
    rows = [
        f"{name.lower().replace(' ', '-')},{name},public,earner,2026-01-05,public,{name}"
        for name in PEOPLE
    ]
    header = "earner,name,visibility,consent by,consent on,consent for,public name"
    world = make_world(tmp_path, more={"catalog/earners.csv": "\n".join([header, *rows, ""])})
    first = [scored(name) for name in PEOPLE[:11]]
    first += [scored(name, "Begun", Strong="-") for name in PEOPLE[11:]]
    world.issue(filled(world, first), name="scores.xlsx")
    assert FEW in page(world)
    assert "Person Tt" not in page(world)
    again = [scored(name, Date="2026-04-20") for name in PEOPLE[11:]]
    world.issue(filled(world, again), name="scores.xlsx", seed="2")
    before = page(world)
    assert MANY in before
    never = [scored(f"Never {name}", "Begun", Strong="-") for name in PEOPLE]
    world.issue(filled(world, never), name="scores.xlsx", seed="3")
    assert page(world) == before
