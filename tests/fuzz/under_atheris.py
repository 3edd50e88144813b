"""One run of one target under atheris, in a process of its own: libFuzzer ends it as it likes.

``python -m tests.fuzz.under_atheris TARGET [libFuzzer's own arguments]``
"""

import sys

import atheris


def main() -> None:
    """Never returns."""
    _, target, *arguments = sys.argv
    with atheris.instrument_imports(include=["generator", "pyld"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415  # instrumented as it is imported
    sys.setrecursionlimit(1_000)  # libFuzzer's frames would hide what goes too deep
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
