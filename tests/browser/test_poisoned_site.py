"""One build whose every text is payloads, in a browser; the whole matrix is a command of its own."""

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from generator.cli.main import badgepress
from generator.model.award import Award
from generator.model.site_config import SiteConfig
from generator.model.trust import KnownIssuer
from generator.source.draft import KINDS
from tests.poison.files import flaws
from tests.poison.program import poisoned_catalog, poisoned_site
from tests.poison.records import text_fields
from tests.poison.texts import Stream, payloads
from tests.poison.walk import new_shapes, walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    return poisoned_site(tmp_path_factory.mktemp("poison"), Stream(payloads()), awards=12)


def test_every_text_field_of_every_kind_has_payloads(poisoned):
    wanted = {
        field
        for model in (*KINDS.values(), Award, SiteConfig, KnownIssuer)
        for field in text_fields(model)
    }
    assert wanted - poisoned.met == {"Earner.name", "Earner.former_names", "Earner.email"}
    assert poisoned.stream.taken > 5_000


def test_nothing_runs_nothing_is_stopped_and_nobody_else_is_asked(chromium, poisoned):
    found = walk(chromium, poisoned.site, most=1)
    assert found.pages > 20
    assert (found.executions, found.strange, found.foreign, found.unmarked) == ([], [], [], [])


def test_nothing_gets_out_of_its_element(chromium, poisoned, sample):
    assert new_shapes(chromium, poisoned.site, sample) == {}


def test_the_watch_sees_what_runs(chromium, sample, tmp_path):
    """Else the zeros here would say nothing."""
    page = tmp_path / "index.html"
    page.write_text(
        "<meta http-equiv='Content-Security-Policy' content=\"script-src 'unsafe-inline'; img-src 'none'\">"
        "p\u00f6ison <iframe></iframe><a href='javascript:x'>x</a><b onclick=x></b>"
        "<img src='https://evil.example/x.png'><script>alert(1)</script>",
        "utf-8",
    )
    found = walk(chromium, tmp_path)
    seen = " ".join(found.executions)
    assert "alert(1)" in seen
    assert "img-src" in seen
    assert len(found.strange) == 3
    assert "b onclick" in new_shapes(chromium, tmp_path, sample)


def test_every_file_is_of_its_kind(poisoned):
    assert flaws(poisoned.site) == []


TYPST = '#read("/etc/passwd")#eval("1")$x$@y'


@pytest.fixture(scope="module")
def handouts(tmp_path_factory):
    """Of a catalog with payloads in letters that papers have: of others they are refused."""
    root = tmp_path_factory.mktemp("handouts")
    plain = [text for text in payloads() if all(" " <= each <= "~" for each in text)]
    texts = [text for each in plain for text in (TYPST, each)]
    made = poisoned_catalog(root, Stream(texts), awards=6)
    config = str(made.root / "site-config.yml")
    done = CliRunner().invoke(badgepress, ["handout", "-f", config, "--out", str(root / "h")])
    assert done.exit_code == 0, done.output + str(done.exception)
    return root / "h"


def test_every_file_of_a_handout_is_of_its_kind(handouts):
    assert flaws(handouts) == []
    assert (handouts / "mailmerge.csv").is_file()
    assert len(list(handouts.rglob("*-certificate.pdf"))) == len(list(handouts.rglob("*.png"))) > 5


def test_papers_say_payloads_as_text(handouts):
    said = "".join(
        page.extract_text() for path in handouts.rglob("*.pdf") for page in PdfReader(path).pages
    )
    said = "".join(said.split())
    assert "#read(" in said
    assert "$x$@y" in said
    assert "</script>" in said
    assert "root:x:0:0" not in said
