"""A memory keeps to its bound, whatever is put into it."""

from generator.openbadges.memory import Memory


def test_a_million_things_take_no_more_than_its_bytes():
    memory = Memory(10_000)
    for number in range(1_000_000):
        memory.keep(number, number, 100)
    assert len(memory) == 100
    assert memory.get(999_999) == 999_999
    assert memory.get(0) is None


def test_what_was_asked_for_least_lately_goes_first():
    memory = Memory(200)
    memory.keep("a", 1, 100)
    memory.keep("b", 2, 100)
    assert memory.get("a") == 1
    memory.keep("c", 3, 100)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)


def test_a_thing_too_large_for_it_drives_nothing_out():
    memory = Memory(200)
    memory.keep("a", 1, 100)
    memory.keep("b", 2, 201)
    assert (memory.get("a"), memory.get("b")) == (1, None)


def test_a_thing_kept_again_counts_once():
    memory = Memory(200)
    for value in range(10):
        memory.keep("a", value, 100)
        memory.keep("b", value, 60)
    assert (memory.get("a"), memory.get("b")) == (9, 9)
