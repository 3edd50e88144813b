"""Each module here tests one program: `PROGRAM` is the name of its folder."""

import pytest

from tests.programs.building import Program, built


@pytest.fixture(scope="module")
def program(request, tmp_path_factory) -> Program:
    """The module's program, with its site."""
    return built(request.module.PROGRAM, tmp_path_factory.mktemp("program"))
