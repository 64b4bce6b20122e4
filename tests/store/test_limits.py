"""Table `limits`."""

from shared.database import transactions
from shared.store import limits
from tests.store.samples import at_once, count


def hit(name: str = "chat", who: str = "203.0.113.7", window: int = 60) -> int:
    return transactions.atomically(lambda tx: limits.hit(tx, name, who, window))


def since(window: int, name: str = "chat", who: str = "203.0.113.7") -> int:
    with transactions.reading() as tx:
        return limits.of_both(tx, (name, who), ("nothing", ""), window)[0]


def test_hits_are_counted_one_by_one(database: str) -> None:
    assert [hit() for _ in range(4)] == [1, 2, 3, 4]
    assert count("limits") == 1


def test_things_people_and_windows_are_counted_apart(database: str) -> None:
    hit()

    assert hit(name="login") == hit(who="203.0.113.8") == hit(window=120) == 1
    assert hit(who="") == hit(who="药") == hit(who="A") == hit(who="a") == hit(who="á") == 1
    assert hit() == 2


def test_fifty_at_once_are_counted_exactly(database: str) -> None:
    outcomes = at_once([hit] * 50)

    assert sorted(outcome.result() for outcome in outcomes) == list(range(1, 51))
    assert since(0) == 50


def test_fifty_at_once_beside_each_other_are_counted_exactly(database: str) -> None:
    works = [lambda who=f"w{number % 5}": hit(who=who) for number in range(50)]

    outcomes = at_once(works)

    assert sorted(outcome.result() for outcome in outcomes) == sorted([*range(1, 11)] * 5)


def test_what_is_given_back_did_not_happen(database: str) -> None:
    hit()
    hit()

    with transactions.writing() as tx:
        limits.give_back(tx, "chat", "203.0.113.7", 60)
    assert hit() == 2


def test_no_more_is_given_back_than_was_taken(database: str) -> None:
    hit()

    with transactions.writing() as tx:
        for _ in range(3):
            limits.give_back(tx, "chat", "203.0.113.7", 60)
        limits.give_back(tx, "chat", "nobody", 60)

    assert hit() == 1


def test_windows_can_be_summed_from_one_on(database: str) -> None:
    for window in (60, 60, 120, 180):
        hit(window=window)
    hit(who="other", window=180)

    assert [since(window) for window in (0, 60, 61, 120, 180, 181)] == [4, 4, 2, 2, 1, 0]


def test_one_persons_hits_can_be_forgotten(database: str) -> None:
    for who in ("a:1", "a:2", "b:1"):
        hit(who=who)
    hit(name="login", who="a:1")

    with transactions.writing() as tx:
        limits.remove(tx, "chat", "a:1")
        assert limits.remove_like(tx, "chat", "a:%") == 1

    assert [since(0, who=who) for who in ("a:1", "a:2", "b:1")] == [0, 0, 1]
    assert since(0, "login", "a:1") == 1


def test_old_windows_are_removed(database: str) -> None:
    for window in (60, 120, 180):
        hit(window=window)

    with transactions.writing() as tx:
        assert limits.remove_older(tx, "login", 120, most=9) == 0
        assert limits.remove_older(tx, "chat", 120, most=9) == 1

    assert since(0) == 2


def test_names_are_leapt_over_one_by_one(database: str) -> None:
    for name in ("chat", "chat", "read", "chat", "day"):
        hit(name=name)

    with transactions.reading() as tx:
        assert limits.next_name(tx, "") == "chat"
        assert limits.next_name(tx, "chat") == "day"
        assert limits.next_name(tx, "read") is None
