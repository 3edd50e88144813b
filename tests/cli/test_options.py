"""Instants and the clock: what no days could be added to is refused in one line."""

from datetime import UTC, datetime

import click
import pytest

from generator.cli import options

GOOD = {
    "2026-05-03": datetime(2026, 5, 3, tzinfo=UTC),
    "2026-05-03T12:00:00+02:00": datetime(2026, 5, 3, 10, tzinfo=UTC),
    "1900-01-01": datetime(1900, 1, 1, tzinfo=UTC),
    "9000-12-31": datetime(9000, 12, 31, tzinfo=UTC),
}
BAD = {
    "tomorrow": "'tomorrow' is no instant like 2026-05-03T12:00:00Z",
    "2026-05-03T12:00:00": "'2026-05-03T12:00:00' must say its time zone, for example end in Z",
    "9999-12-31T23:59:59-01:00": (
        "'9999-12-31T23:59:59-01:00' is no instant like 2026-05-03T12:00:00Z"
    ),
    "9999-12-31": "'9999-12-31' must lie in the years 1900 to 9000",
    "0001-01-01": "'0001-01-01' must lie in the years 1900 to 9000",
}


@pytest.mark.parametrize(("text", "moment"), GOOD.items(), ids=GOOD.keys())
def test_an_instant_is_read(text, moment):
    assert options.instant(text) == moment


@pytest.mark.parametrize(("text", "message"), BAD.items(), ids=BAD.keys())
def test_another_is_refused(text, message):
    with pytest.raises(click.BadParameter) as caught:
        options.instant(text)
    assert caught.value.message == message


@pytest.mark.parametrize("year", [1970, 2038, 9000])
def test_a_clock_may_be_wrong(monkeypatch, year):
    moment = datetime(year, 1, 19, 3, 14, 8, 999, tzinfo=UTC)
    monkeypatch.setattr(options, "_clock", lambda: moment)
    assert options.now() == moment.replace(microsecond=0)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_clock_that_nothing_could_be_added_to_is_told(monkeypatch, year):
    moment = datetime(year, 12, 31, tzinfo=UTC)
    monkeypatch.setattr(options, "_clock", lambda: moment)
    with pytest.raises(
        click.UsageError, match=r"^this computer's clock says 0*\d+-12-31; set it right"
    ):
        options.now()
