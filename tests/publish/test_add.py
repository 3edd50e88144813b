"""One file more in a site that stands."""

import stat

import pytest

from generator.publish import SITE, CannotPublishError, staging
from generator.publish.add import add_file
from generator.publish.place import Place, held


def left_beside(site):
    """What lies in the hidden folder, which is all that may stand beside a site."""
    (beside,) = (each for each in site.parent.iterdir() if each != site)
    return {each.name for each in beside.iterdir()}


@pytest.fixture
def site(tmp_path):
    target = tmp_path / "site"
    with staging(target) as tree:
        tree.write("index.html", b"hello")
    return target


def test_a_file_is_added_with_the_sites_mode_and_replaced_whole(site):
    for body in (b"one", b"two"):
        add_file(
            site, "seal.json", lambda folder, body=body: (folder / "index.html").read_bytes() + body
        )
        assert (site / "seal.json").read_bytes() == b"hello" + body
    assert stat.S_IMODE((site / "seal.json").stat().st_mode) == SITE.file_mode
    assert left_beside(site) == {"lock", ".gitignore", "record.sqlite"}


def test_nothing_is_left_where_it_could_not_be_made(site):
    def fail(_):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        add_file(site, "seal.json", fail)
    assert not (site / "seal.json").exists()
    assert left_beside(site) == {"lock", ".gitignore", "record.sqlite"}


def test_nobody_else_writes_meanwhile(site):
    with held(Place(site, SITE)), pytest.raises(CannotPublishError, match="another run is writing"):
        add_file(site, "seal.json", lambda _: b"")
    assert not (site / "seal.json").exists()


def test_a_folder_of_somebody_elses_gets_nothing(tmp_path):
    with pytest.raises(CannotPublishError, match="is no site that `badgepress build` wrote"):
        add_file(tmp_path, "seal.json", lambda _: b"")
    assert list(tmp_path.iterdir()) == []
