"""Table `conversations`."""

from collections.abc import Callable

import pytest

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import conversations
from shared.store.conversations import Conversation
from tests.store.samples import NOW, added_conversation, added_message, added_user, count


def got(wanted: Conversation) -> Conversation:
    with transactions.reading() as tx:
        return conversations.get(tx, wanted.id, wanted.user_id)


def titles(owner: str, like: str = "%", before: str = "~", limit: int = 10) -> list[str]:
    with transactions.reading() as tx:
        listed = conversations.page(tx, owner, before=before, like=like, limit=limit)
    return [conversation.title for conversation in listed]


def test_a_conversation_is_got_as_it_was_added(database: str) -> None:
    made = added_conversation(added_user(), "关于 50% 酒精 💊")

    assert got(made) == made


ATTEMPTS: dict[str, Callable[[Transaction, str, str], object]] = {
    "get": conversations.get,
    "rename": lambda tx, id, user_id: conversations.rename(tx, id, user_id, "mine now"),
    "touch": lambda tx, id, user_id: conversations.touch(tx, id, user_id, NOW + 1),
    "remove": conversations.remove,
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_anothers_conversation_is_as_if_it_were_not_there(
    database: str, attempt: Callable[[Transaction, str, str], object]
) -> None:
    made, stranger = added_conversation(added_user()), added_user()

    others = [(id, made.user_id) for id in ("0" * 26, "", "药", made.id + "💊", "a" * 100)]
    for id, user_id in [(made.id, stranger.id), (made.id, ""), *others]:
        with pytest.raises(NotFound), transactions.writing() as tx:
            attempt(tx, id, user_id)

    assert got(made) == made


def test_renaming_and_touching_change_one_fact_of_one_conversation(database: str) -> None:
    owner = added_user()
    made, other = added_conversation(owner), added_conversation(owner)

    with transactions.writing() as tx:
        conversations.rename(tx, made.id, owner.id, "新题")
        conversations.rename(tx, made.id, owner.id, "新题")
        conversations.touch(tx, made.id, owner.id, NOW + 9)
        conversations.touch(tx, made.id, owner.id, NOW + 9)

    assert got(made) == Conversation(made.id, owner.id, "chat", "新题", NOW, NOW + 9)
    assert got(other) == other


def test_a_removed_conversation_takes_its_messages_along(database: str) -> None:
    owner = added_user()
    made, other = added_conversation(owner), added_conversation(owner)
    added_message(made)
    added_message(other)

    with transactions.writing() as tx:
        conversations.remove(tx, made.id, owner.id)

    with pytest.raises(NotFound):
        got(made)
    assert got(other) == other
    assert count("messages") == 1


def test_a_list_has_only_ones_own_newest_first(database: str) -> None:
    owner, stranger = added_user(), added_user()
    for title in ("a", "b", "c"):
        added_conversation(owner, title)
    added_conversation(stranger, "theirs")

    assert titles(owner.id) == ["c", "b", "a"]
    assert titles(stranger.id) == ["theirs"]


def test_a_list_goes_on_below_an_id(database: str) -> None:
    owner = added_user()
    made = [added_conversation(owner, str(number)) for number in range(5)]

    assert titles(owner.id, limit=2) == ["4", "3"]
    assert titles(owner.id, before=made[3].id, limit=2) == ["2", "1"]
    assert titles(owner.id, before=made[0].id) == []


@pytest.mark.parametrize(
    ("like", "expected"),
    [
        ("%aspirin%", ["Aspirin?"]),
        ("%阿司%", ["阿司匹林"]),
        ("%écou%", ["Écoute"]),
        ("%100!%%", ["100% sure"]),
        ("%!_%", ["a_b"]),
        ("%!!%", ["Oh!"]),
        ("%\\%", ["back\\slash"]),
        ("%zzz%", []),
    ],
)
def test_a_list_can_be_searched_by_title(database: str, like: str, expected: list[str]) -> None:
    owner = added_user()
    for title in (
        "Aspirin?", "阿司匹林", "Écoute", "100% sure", "100 percent", "a_b", "acb", "Oh!",
        "back\\slash",
    ):  # fmt: skip
        added_conversation(owner, title)

    assert titles(owner.id, like) == expected
