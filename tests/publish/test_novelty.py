"""Of files that share most of their lines, only what is new is looked at, and nothing is missed."""

from hypothesis import given
from hypothesis import strategies as st

from generator.publish.guarded import Guarded, Term
from generator.publish.leak_scan import LeakScan
from generator.publish.novelty import Novelty

ANA = Term("a name", "earners/ana.yml:1:7", "Ana Rivera", is_name=True)
HOME = "earners/ana/"


def page(*middle: str) -> bytes:
    return "\n".join(["<head>", "<title>", *middle, "</main>", "</body>"]).encode()


def leaking(*pages: tuple[str, bytes], terms: tuple[Term, ...] = (ANA,)) -> list[str]:
    return [leak.path for leak in LeakScan(Guarded(terms)).scan(pages)]


def test_a_text_that_was_looked_at_holds_nothing_new():
    novelty = Novelty()
    new, windows = novelty.of(page("one", "two"))
    assert new == page("one", "two")
    novelty.learn(windows)
    assert novelty.of(page("one", "two")) == (b"", [])


def test_a_line_that_changed_is_new_with_what_stands_around_it():
    novelty = Novelty()
    novelty.learn(novelty.of(page("1", "2", "3", "4", "5", "6"))[1])
    new, _ = novelty.of(page("1", "2", "3", "x", "5", "6"))
    assert new == b"2\n3\nx\n5\n6"


def test_a_name_over_three_lines_is_found_where_each_line_was_known():
    known = [page("Ana", "then"), page("so", "</b>"), page("Rivera", "so")]
    clean = [(f"{at}/index.html", body) for at, body in enumerate(known)]
    assert not leaking(*clean)
    assert leaking(*clean, ("x/index.html", page("Ana", "</b>", "Rivera"))) == ["x/index.html"]


def test_what_may_stand_in_one_place_is_still_found_in_another():
    at_home = Term(ANA.what, ANA.source, ANA.text, is_name=True, at_home=frozenset({HOME}))
    body = page("Ana Rivera", "earned")
    pages = ((f"{HOME}index.html", body), ("badges/index.html", body))
    assert leaking(*pages, terms=(at_home,)) == ["badges/index.html"]


def test_a_leak_is_told_by_its_place_in_the_whole_file():
    first, second = page(*["same"] * 9), page(*["same"] * 9, "by Ana Rivera")
    (leak,) = LeakScan(Guarded((ANA,))).scan([("a", first), ("b", second)])
    assert (leak.line, leak.column, leak.offset) == (12, 4, second.index(b"Ana"))


_LINES = st.lists(st.sampled_from(["Ana", "Rivera", "Ana Rivera", "x", "<b>", "", "of"]))


@given(st.lists(_LINES, min_size=1, max_size=6))
def test_the_same_leaks_as_when_each_file_is_looked_at_alone(files):
    pages = [(f"{at}/index.html", page(*lines)) for at, lines in enumerate(files)]
    alone = [path for each in pages for path in leaking(each)]
    assert set(leaking(*pages)) <= set(alone), "nothing is found that is not there"
    near = [path for path, body in pages if b"Ana Rivera" in body or b"Ana\nRivera" in body]
    assert set(near) <= set(leaking(*pages))


def test_memory_has_an_end():
    novelty = Novelty(most=100)
    for at in range(50):
        novelty.learn(novelty.of("\n".join(f"{at} {n}" for n in range(10)).encode())[1])
    assert len(novelty) <= 216
