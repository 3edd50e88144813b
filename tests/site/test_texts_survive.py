"""Any text of a record is read on its page as it was written."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site.reading import read
from tests.site.small import catalog, rendered
from tests.site.test_escaping import _with

CLEAN = catalog()
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Zs", "Cf"), include_characters=" "
)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.text(LETTERS, min_size=1, max_size=60).map(lambda text: " ".join(text.split())))
def test_a_text_is_shown_as_it_was_written(text):
    outputs = rendered(_with(CLEAN, f"<{text}&"))
    for path in ("badges/feedback/", "issuers/brook/", "pathways/growth/", "recognizers/harrow/"):
        shown = " ".join(read(outputs[path].body).text.split())
        assert f"<{text}&" in shown, path
