from datetime import UTC, datetime, timedelta, timezone

import pytest

from generator.openbadges import InstantError, format_instant, parse_instant


def at(*numbers):
    return datetime(*numbers, tzinfo=UTC)


GOOD = {
    "2026-05-03T12:00:00Z": at(2026, 5, 3, 12),
    "2026-05-03T12:00:00+02:00": at(2026, 5, 3, 10),
    "2026-05-03T00:00:00-14:00": at(2026, 5, 3, 14),
    "2026-05-03T12:00:00-00:00": at(2026, 5, 3, 12),
    "2026-05-03T12:00:00.5Z": at(2026, 5, 3, 12, 0, 0, 500_000),
    "2026-05-03T12:00:00.123456789Z": at(2026, 5, 3, 12, 0, 0, 123_456),
    "2024-02-29T23:59:59Z": at(2024, 2, 29, 23, 59, 59),
    "0001-01-01T00:00:00Z": at(1, 1, 1),
}

BAD = [
    "",
    "2026-05-03",
    "2026-05-03T12:00:00",
    "2026-05-03 12:00:00Z",
    "2026-05-03t12:00:00z",
    "2026-05-03T12:00Z",
    "2026-05-03T12:00:00,5Z",
    "2026-05-03T12:00:00.Z",
    "2026-05-03T12:00:00+0200",
    "2026-05-03T12:00:00+02",
    "2026-05-03T12:00:00+14:01",
    "2026-05-03T12:00:00+02:60",
    "2026-02-30T12:00:00Z",
    "2026-05-03T24:00:00Z",
    "2026-05-03T12:00:60Z",
    "12026-05-03T12:00:00Z",
    "-026-05-03T12:00:00Z",
    "0000-05-03T12:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "2026-05-03T12:00:00Z\n",
    "٢٠٢٦-05-03T12:00:00Z",
]


@pytest.mark.parametrize(("text", "moment"), GOOD.items(), ids=GOOD.keys())
def test_a_moment(text, moment):
    assert parse_instant(text) == moment
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize("text", BAD)
def test_no_moment(text):
    with pytest.raises(InstantError) as caught:
        parse_instant(text)
    assert str(caught.value) == f"'{text[:40]}' is not a date and time with a time zone."


def test_a_moment_is_written_to_the_second_in_utc():
    east = timezone(timedelta(hours=2))
    assert (
        format_instant(datetime(2026, 5, 3, 12, 0, 0, 999, tzinfo=east)) == "2026-05-03T10:00:00Z"
    )
    assert format_instant(at(1, 2, 3)) == "0001-02-03T00:00:00Z"
    with pytest.raises(InstantError, match="A moment without a time zone cannot be written"):
        format_instant(datetime(2026, 5, 3))  # noqa: DTZ001 - the case
