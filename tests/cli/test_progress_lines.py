"""What a log is told of a long stage."""

from generator.cli.progress import Lines, duration


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def lines_of(steps, of):
    """What is told, where `steps` come at these seconds, with so many at once."""
    told, clock = [], Clock()
    lines = Lines(told.append, clock)
    lines.stage("Writing", of)
    for at, count in steps:
        clock.now = 100.0 + at
        lines.step(count)
    return told


def test_a_short_stage_is_one_line():
    assert lines_of([(1, 10), (29, 10)], 20) == ["Writing (20)"]


def test_a_long_one_says_its_rate_and_what_is_left():
    assert lines_of([(10, 1_000), (40, 3_000), (60, 10), (71, 1_100)], 10_000) == [
        "Writing (10000)",
        "Writing: 4,000 of 10,000, 100 a second, 1 min 0 s left",
        "Writing: 5,110 of 10,000, 72 a second, 1 min 8 s left",
    ]


def test_where_the_end_is_not_known_none_is_promised():
    assert lines_of([(50, 5_000)], None) == ["Writing", "Writing: 5,000, 100 a second"]


def test_times_are_told_no_more_exactly_than_can_be_known():
    assert [duration(each) for each in (0, 59.6, 61, 3601, -4)] == [
        *("0 s", "1 min 0 s", "1 min 1 s", "60 min 1 s", "0 s"),
    ]
