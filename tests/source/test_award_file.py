"""Rows of an awards file found one by one are those that reading it whole gives."""

from pathlib import Path

import pytest

from generator.source import AwardsError, CatalogError, award_file, read_awards
from generator.source.award_file import ChangedError, open_award_file

HEAD = "earner,badge,awarded,shown\n"
GOOD = {
    "plain": HEAD + "ana,listening,2026-04-01,did it\nben,listening,2026-04-02,\n",
    "no last line break": HEAD + "ana,listening,2026-04-01,did it",
    "a byte order mark": "\ufeff" + HEAD + "ana,listening,2026-04-01,did it\n",
    "other line breaks": (HEAD + "ana,listening,2026-04-01,x\nben,b,2026-04-01,y\n").replace(
        "\n", "\r\n"
    ),
    "quotes and breaks inside": HEAD
    + 'ana,"listening",2026-04-01,"did\n\n ""it"", all"\nben,b,2026-04-01,"x"\n',
    "a quote that is only a quote": HEAD + 'ana,li"s,2026-04-01,5" of it\nben,b,2026-04-01,\n',
    "semicolons": HEAD.replace(",", ";") + 'ana;l;2026-04-01;"a;b"\nben;b;2026-04-01;\n',
    "tabs": HEAD.replace(",", "\t") + 'ana\t"l"\t2026-04-01\t\n\t"b"\t2026-04-01\t\n',
    "empty rows": "\n,,,\n" + HEAD + "\n,,,\nana,l,2026-04-01,x\n\n\nben,b,2026-04-01,y\n\n",
    "rows that end early": HEAD + "ana,l,2026-04-01\n\nben,b,2026-04-01\n",
    "a header of two lines": HEAD.replace("shown", '"\nshown\n"') + "ana,l,2026-04-01,é\n",
    "letters of two bytes": HEAD + "ana,l,2026-04-01,é€\nben,é,2026-04-01,ü\n",
    "the earner last": "badge,awarded,earner\nl,2026-04-01,ana\nl,2026-04-01,\n",
    "wrong rows": HEAD + "ana,listening,2026-99-01,x\nANA B!,,x,y\nben,b,2026-04-01,ok\n,,,z\n",
}


def whole(path: Path):
    """What reading all of it gives."""
    try:
        return read_awards(path.as_posix(), path.read_bytes(), dates=None).rows, []
    except AwardsError as error:
        return error.good.rows, list(error.problems)


def said(rows):
    return [
        (row.where, row.badge, row.earner, row.name, row.email, row.award, row.at("badge"))
        for row in rows
    ]


@pytest.mark.parametrize("block", [1, 7, 4_000_000])
@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_the_rows_are_the_same_wherever_the_file_is_cut(tmp_path, monkeypatch, text, block):
    path = tmp_path / "awards.csv"
    path.write_bytes(text.encode())
    file = open_award_file(path, dates=None)
    monkeypatch.setattr(award_file, "_BLOCK", block)

    found = list(file.spans())
    rows, problems = file.rows([span for _, span in found])

    expected, wrong = whole(path)
    assert said(rows) == said(expected)
    assert sorted(map(str, problems)) == sorted(map(str, wrong))
    one_by_one = [row for _, span in found for row in file.rows([span])[0]]
    assert said(one_by_one) == said(expected)
    earners = {span[2]: earner for earner, span in found}
    assert all(earners[row.where.line] in {row.earner, row.name} for row in rows if row.earner)


BAD = {
    "a quote that is never closed": HEAD + 'ana,l,2026-04-01,x\nben,"l,2026-04-01,y\nc,d,e,f\n',
    "text after a closing quote": HEAD + 'ana,"l"l,2026-04-01,x\n',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_is_told_as_ever(tmp_path, text):
    path = tmp_path / "awards.csv"
    path.write_bytes(text.encode())
    with pytest.raises(CatalogError) as expected:
        read_awards(path.as_posix(), path.read_bytes(), dates=None)
    with pytest.raises(CatalogError) as caught:
        list(open_award_file(path, dates=None).spans())
    assert str(caught.value) == str(expected.value)


@pytest.mark.parametrize(
    "body",
    [b"", b"\n\n", HEAD.encode("utf-16"), HEAD.encode() + b"\xff", b"PK\x03\x04", b"a\0b",
     b"Badgepress score sheet,listening,version 1\n", b"Name,Strong,Strengthen,By when\n"],
)  # fmt: skip
def test_what_is_no_plain_file_of_awards_is_read_whole(tmp_path, body):
    path = tmp_path / "awards.csv"
    path.write_bytes(body)
    assert open_award_file(path, dates=None) is None


def test_a_file_that_was_changed_meanwhile_is_refused(tmp_path):
    path = tmp_path / "awards.csv"
    path.write_text(GOOD["plain"], "utf-8")
    file = open_award_file(path, dates=None)
    spans = [span for _, span in file.spans()]
    path.write_text(GOOD["plain"].replace("ana", "eva") + "\n", "utf-8")
    with pytest.raises(ChangedError, match="was changed while it was read"):
        file.rows(spans)


def test_a_column_without_a_name_is_told_where_it_holds_something(tmp_path):
    path = tmp_path / "awards.csv"
    path.write_text(HEAD[:-1] + ",\nana,l,2026-04-01,x,\nben,l,2026-04-01,y,z\n", "utf-8")
    file = open_award_file(path, dates=None)
    _, problems = file.rows([span for _, span in file.spans()])
    (problem,) = problems
    assert str(problem.where) == f"{path}:3:20"
    assert problem.message == "this column has no name"
