"""The theme is found and can be replaced file by file."""

import pytest

from generator.build import theme_files as room
from generator.build.theme_files import theme_files, theme_folder


def test_the_theme_has_its_parts():
    theme = theme_files()
    assert "pages/badge.html.j2" in theme.templates
    assert "main.html" in theme.overrides
    assert "assets/css/badgepress.css" in theme.assets


def test_a_folder_replaces_single_files(tmp_path):
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "404.html").write_text("ours")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "badge.html.j2").write_text("our badge")
    (tmp_path / "notes.txt").write_text("not of the theme")
    theme = theme_files(tmp_path)
    assert theme.overrides["404.html"] == b"ours"
    assert theme.templates["pages/badge.html.j2"] == "our badge"
    assert theme.overrides["main.html"] == theme_files().overrides["main.html"]


def test_no_theme_replaces_the_verifier(tmp_path):
    (tmp_path / "assets" / "js").mkdir(parents=True)
    (tmp_path / "assets" / "js" / "verifier.js").write_text("ours")
    (tmp_path / "verifier" / "dist").mkdir(parents=True)
    (tmp_path / "verifier" / "dist" / "verify.html").write_text("ours")
    assert theme_files(tmp_path).assets == theme_files().assets


def test_a_verifier_that_was_not_bundled_is_told(tmp_path, monkeypatch):
    (tmp_path / "generator" / "build").mkdir(parents=True)
    (tmp_path / "theme" / "overrides").mkdir(parents=True)
    (tmp_path / "theme" / "verifier" / "dist").mkdir(parents=True)
    (tmp_path / "theme" / "verifier" / "dist" / "verifier.js").write_text("")
    monkeypatch.setattr(room, "__file__", str(tmp_path / "generator" / "build" / "theme_files.py"))
    with pytest.raises(FileNotFoundError) as caught:
        theme_files()
    folder = tmp_path / "theme" / "verifier"
    assert str(caught.value) == (
        f"{folder / 'dist'} lacks verify.html, credential.js; run 'npm ci' and 'npm run build' in "
        f"{folder}, or install badgepress again"
    )


def test_a_wheel_carries_the_theme_inside(tmp_path, monkeypatch):
    (tmp_path / "generator" / "build").mkdir(parents=True)
    (tmp_path / "generator" / "_theme" / "overrides").mkdir(parents=True)
    monkeypatch.setattr(room, "__file__", str(tmp_path / "generator" / "build" / "theme_files.py"))
    assert theme_folder() == tmp_path / "generator" / "_theme"


def test_a_clone_has_it_beside_the_package(tmp_path, monkeypatch):
    (tmp_path / "generator" / "build").mkdir(parents=True)
    (tmp_path / "theme" / "overrides").mkdir(parents=True)
    monkeypatch.setattr(room, "__file__", str(tmp_path / "generator" / "build" / "theme_files.py"))
    assert theme_folder() == tmp_path / "theme"
