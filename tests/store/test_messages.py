"""Table `messages`."""

import pytest

from shared.database import transactions
from shared.errors import NotFound
from shared.store import messages
from shared.store.conversations import Conversation
from shared.store.messages import Message
from tests.store.samples import added_conversation, added_message, added_user


def latest(owner: Conversation, limit: int = 10) -> list[Message]:
    with transactions.reading() as tx:
        return messages.latest(tx, owner.id, limit)


def latest_of_user(owner: Conversation, limit: int) -> list[Message]:
    with transactions.asking() as tx:
        return messages.get_latest(tx, owner.id, owner.user_id, limit)


def test_those_of_somebody_else_or_of_no_conversation_are_not_found(database: str) -> None:
    owner, stranger = added_conversation(added_user()), added_user()
    added_message(owner)

    for conversation_id, user_id in ((owner.id, stranger.id), ("0" * 26, owner.user_id)):
        with transactions.asking() as tx, pytest.raises(NotFound):
            messages.get_latest(tx, conversation_id, user_id, 10)


def test_messages_come_back_as_they_were_in_the_order_they_were_said(database: str) -> None:
    owner = added_conversation(added_user())
    said = [
        added_message(owner, "问：药𠮷💊 'q' \\ %s :id\r\n"),
        added_message(owner, "", "qwen-plus"),
        added_message(owner, "答" * 30_000, "qwen-plus"),
    ]

    assert latest(owner) == said


def test_the_latest_are_the_last_ones_oldest_first(database: str) -> None:
    owner = added_conversation(added_user())
    said = [added_message(owner, str(number)) for number in range(6)]

    assert latest(owner, 4) == said[2:]
    assert latest(owner, 0) == []


def test_the_latest_of_a_user_are_the_same(database: str) -> None:
    owner = added_conversation(added_user())
    assert latest_of_user(owner, 4) == []
    said = [added_message(owner, str(number)) for number in range(6)]

    assert latest_of_user(owner, 4) == said[2:]
    assert latest_of_user(owner, 10) == said


def test_conversations_do_not_mix(database: str) -> None:
    user = added_user()
    one, other = added_conversation(user), added_conversation(user)
    first, second = added_message(one), added_message(other)

    assert latest(one) == [first]
    assert latest(other) == [second]


def test_a_message_needs_a_conversation(database: str) -> None:
    gone = Conversation("0" * 26, "", "chat", "", 0, 0)

    with pytest.raises(Exception, match=r"(?i)foreign key constraint"):
        added_message(gone)
