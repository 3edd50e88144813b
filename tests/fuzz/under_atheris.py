"""One run of one target under atheris, in a process of its own: libFuzzer ends it as it likes.

``python -m tests.fuzz.under_atheris TARGET [libFuzzer's own arguments]``
"""

import sys
from hashlib import sha256
from pathlib import Path

import atheris


def main() -> None:
    """Never returns."""
    _, target, *arguments = sys.argv
    with atheris.instrument_imports(include=["generator", "pyld"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415  # instrumented as it is imported
    crashes = next(each for each in arguments if each.startswith("-artifact_prefix="))
    crashes = Path(crashes.partition("=")[2])

    def once(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except BaseException:  # libFuzzer's own alarm may end the process before it writes
            (crashes / f"raised-{sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    atheris.Setup([sys.argv[0], *arguments], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
