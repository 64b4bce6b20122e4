"""ULIDs."""

import time
from concurrent.futures import ThreadPoolExecutor

from shared import ids

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def milliseconds(made: str) -> int:
    """The time that an id says, as the ULID specification reads it."""
    number = 0
    for character in made[:10]:
        number = number * 32 + ALPHABET.index(character)
    return number


def test_id_is_26_characters_of_crockfords_alphabet() -> None:
    made = ids.make()

    assert len(made) == 26
    assert set(made) <= set(ALPHABET)


def test_id_says_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000

    said = milliseconds(ids.make())

    assert before <= said <= time.time_ns() // 1_000_000 + 1


def test_ids_sort_in_the_order_they_were_made() -> None:
    made = [ids.make() for _ in range(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_many_threads_differ() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ids.make(), range(10_000)))

    assert len(set(made)) == len(made)


def test_next_milliseconds_id_cannot_be_guessed_from_the_last() -> None:
    first = ids.make()
    while (second := ids.make())[:10] == first[:10]:
        pass

    assert first[10:] != second[10:]
