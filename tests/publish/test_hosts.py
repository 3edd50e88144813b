"""Limits of hosts are told from four fifths on, and which of them."""

import pytest

from generator.publish.hosts import SiteSize, limits_near, measure
from generator.publish.manifest import Entry

MB = 1_000_000
GITLAB = "GitLab.com Pages takes, 1,000: take another host, or a GitLab of yours"
FREE = "Cloudflare Pages (free) takes, 20,000: a paid plan takes 100,000, or take another host"

TOLD = {  # case: (files, folders, bytes, what is told)
    "small": (15_999, 100, 799 * MB, []),
    "near in files": (16_000, 100, MB, [f"with 16,000 files this site is near what {FREE}"]),
    "as many as fit": (20_000, 100, MB, [f"with 20,000 files this site is near what {FREE}"]),
    "one too many": (20_001, 100, MB, [f"with 20,001 files this site is past what {FREE}"]),
    "large": (
        1_000,
        100,
        1_200 * MB,
        [
            "with 1,200 MB this site is past what GitHub Pages takes, 1,000: take another host",
            f"with 1,200 MB this site is past what {GITLAB}",
        ],
    ),
}


@pytest.mark.parametrize(("files", "folders", "size", "told"), TOLD.values(), ids=TOLD.keys())
def test_what_is_told(files, folders, size, told):
    assert list(limits_near(SiteSize(files, folders, size))) == told


def test_folders_count_where_a_host_counts_them():
    (_, told) = limits_near(SiteSize(100_000, 60_000, MB))
    assert told.startswith("with 160,000 files and folders this site is near what GitLab.com")


def test_a_site_is_measured_in_one_pass():
    paths = ["a/1", "a/2", "b/1", "c"]
    entries = (Entry(path, b"", 10, 0, 0) for path in paths)
    assert measure(entries) == SiteSize(files=4, folders=3, size=40)
