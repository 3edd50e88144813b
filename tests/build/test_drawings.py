"""Pictures are painted with our own fonts, the same everywhere, within their margins."""

import io
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from PIL import Image

from generator.build.drawings import Painter
from generator.build.kept import keep
from generator.build.theme_files import theme_files
from generator.site import Drawing
from generator.site.shared_card import card
from tests.site.small import catalog, theme
from tests.site.test_shared_card import scene  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("no_shelf")

_ROOT = Path(__file__).parents[2]
_ISSUER = "Awarded by the Office of Professional Learning of the Lakeland Regional Service Agency"


def _painted(svg, cache):
    painter = Painter(theme_files().fonts, cache)
    return painter.paint(Drawing("x.png", svg.encode())).body


def _card(scene, title, badge=None):  # noqa: F811
    view = card(scene, "Intermediate", title, _ISSUER, badge)
    return theme().environment().get_template("pages/card.svg.j2").render(page=view)


def _pixels(body):
    return Image.open(io.BytesIO(body)).convert("L")


TITLES = {
    "wide": "W" * 120,
    "wide words": "MWQ@ " * 24,
    "accents": "ÅÉÎÕÜ Ñandú façade naïve Œuvre " * 3,
    "Greek and Cyrillic": "Ελληνικά Русский язык " * 4,
    "one word": "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    "digits": "0123456789 " * 10,
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_no_text_leaves_its_place(scene, tmp_path, title):  # noqa: F811
    image = _pixels(_painted(_card(scene, title), tmp_path))
    assert image.size == (1200, 630)
    middle = image.crop((0, 16, 1200, 546))  # between the two bands
    left, top, right, bottom = middle.point(lambda value: 255 - value).getbbox()
    assert (left >= 505, top > 0, right <= 1160, bottom <= 520) == (True, True, True, True)


LETTERS = "aZ9&ñÑáéíóúü¿¡çßœŽșțαΩбЯếỷ–—‘’“”…€"


@pytest.mark.parametrize("letter", LETTERS)
def test_the_font_has_the_letter(tmp_path, letter):
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80">'
        f'<text x="20" y="50" font-size="40">{escape(letter)}</text></svg>'
    )
    assert Image.open(io.BytesIO(_painted(text, tmp_path))).getbbox() is not None


def test_a_badge_s_own_letters_are_drawn_though_it_names_another_font(scene, tmp_path):  # noqa: F811
    badge = catalog().badges["feedback"]
    picture = _pixels(_painted(_card(scene, "x", badge), tmp_path))
    row = picture.crop((220, 375, 300, 400))  # where the issuer's initials stand
    assert len(set(row.tobytes())) > 2


_PAINT = """
import hashlib, sys, tempfile
from pathlib import Path
from tests.build.test_drawings import _painted
svg = sys.stdin.read()
print(hashlib.sha256(_painted(svg, Path(tempfile.mkdtemp()))).hexdigest())
"""


def test_the_same_drawing_gives_the_same_bytes(scene, tmp_path):  # noqa: F811
    svg = _card(scene, "Feedback — ñandú", catalog().badges["feedback"])
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PAINT],
            input=svg,
            env={"HOME": home, "PATH": "", "FONTCONFIG_FILE": "/nowhere", "PYTHONUTF8": "1"},
            cwd=_ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for home in (str(tmp_path), "/nowhere")
    }
    assert len(digests) == 1


def test_a_picture_is_painted_once(tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
    first = _painted(svg, tmp_path)
    (place,) = tmp_path.iterdir()
    keep(place, b"kept")
    assert _painted(svg, tmp_path) == b"kept"
    assert _painted(svg.replace("8", "9"), tmp_path) not in {b"kept", first}
    whole = place.read_bytes()
    for damaged in (whole[:-1], b"", whole[:-1] + b"x", b"x" + whole[1:]):
        place.write_bytes(damaged)
        assert _painted(svg, tmp_path) == first


def test_another_font_makes_another_picture(tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
    _painted(svg, tmp_path)
    Painter((), tmp_path).paint(Drawing("x.png", svg.encode()))
    assert len(list(tmp_path.iterdir())) == 2
