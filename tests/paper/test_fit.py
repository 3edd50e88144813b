"""Papers look as they should also where names are long, on A4 and on Letter."""

from io import BytesIO

import pytest
from pypdf import PdfReader

LETTER, A4 = (612, 792), (595, 841)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_first_page_of_a_certificate_is_one_page_however_long_the_names(papers):
    certificates = {name: pdf for name, pdf in papers.items() if "certificate" in name}
    assert {"handouts/ben-k/yearly-2026-04-03-certificate.pdf"} < set(certificates)
    for name, pdf in certificates.items():
        first, second = pages(pdf)
        assert "Number" in first or "Número" in first, name
        assert "How to check" in second or "Cómo comprobar" in second, name


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("handouts/ana-silva/transcript.pdf", LETTER),
        ("handouts/ana-silva/planning-2026-04-01-certificate.pdf", LETTER),
        ("handouts/dora-lind/transcript.pdf", A4),
        ("handouts/dora-lind/welcome-2026-04-20-certificate.pdf", A4),
    ],
)
def test_a_paper_has_the_size_of_the_issuer_s_country(papers, name, size):
    (box,) = {tuple(map(int, page.mediabox[2:])) for page in PdfReader(BytesIO(papers[name])).pages}
    assert box == size


def test_nothing_is_set_outside_of_the_page(papers):
    for name, pdf in papers.items():
        for page in PdfReader(BytesIO(pdf)).pages:
            places: list[tuple[float, float]] = []

            def seen(text, current, at, _font, _size, places=places):
                if text.strip():
                    x = at[4] * current[0] + at[5] * current[2] + current[4]
                    y = at[4] * current[1] + at[5] * current[3] + current[5]
                    places.append((x, y))

            page.extract_text(visitor_text=seen)
            width, height = page.mediabox[2:]
            assert len(places) > 5
            outside = [(x, y) for x, y in places if not (0 < x < width and 0 < y < height)]
            assert outside == [], name
