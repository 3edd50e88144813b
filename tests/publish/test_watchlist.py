"""What is looked for, packed: nothing of it is lost, and little memory is needed."""

from generator.publish.guarded import Term
from generator.publish.watchlist import watch

NAME = Term(
    "a name",
    "earners/zoe.yml:2:7",
    "Zoë Quillón",
    is_name=True,
    unless=frozenset({"zoe"}),
    at_home=frozenset({"earners/z/", "credentials/1/"}),
)
NUMBER = Term("a number", "earners.csv:7:1", "e-10423")


def found(text: str) -> list[Term]:
    watchlist = watch([NAME, NUMBER])
    return [watchlist.term(place) for place in sorted(watchlist.found_in(text.encode().split()))]


def test_a_term_comes_back_as_it_was():
    assert found("by zoe quillon") == [NAME]
    assert found("quillon zoe and e 10423") == [NAME, NUMBER]
    assert found("by zoequillon") == [NAME]


def test_words_that_stand_apart_are_no_term():
    assert not found("zoe met quillon on e street 10423")
    assert not found("")


def test_a_term_without_words_is_never_found():
    assert not watch([Term("x", "y", "--")]).found_in([b"", b"x"])
