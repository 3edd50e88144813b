"""The sample in the repository is what `make_sample` makes, to the byte."""

from pathlib import Path

from tests.demo.make_sample import MADE, PROJECT, make_sample


def files_made(catalog: Path) -> dict[str, bytes]:
    return {
        path.relative_to(catalog).as_posix(): path.read_bytes()
        for name in MADE
        for path in sorted([catalog / name, *(catalog / name).rglob("*")])
        if path.is_file()
    }


def test_the_sample_is_made_again_to_the_byte(tmp_path):
    make_sample(tmp_path)

    made, kept = files_made(tmp_path / "catalog"), files_made(PROJECT / "catalog")
    assert made.keys() == kept.keys()
    changed = [name for name, body in made.items() if kept[name] != body]
    assert not changed, "run: python -m tests.demo.make_sample"
