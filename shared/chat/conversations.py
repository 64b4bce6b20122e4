"""Conversations of a user: kept turn by turn, listed, renamed, removed."""

import functools
from typing import Any, NamedTuple

import msgspec

from shared import ids, plain_text, times
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest, NotFound, Unauthorized
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Search
from shared.labels import aigc
from shared.labels.aigc import Aigc
from shared.llm.messages import Turn
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.store import conversations, messages, rows
from shared.store.conversations import Conversation
from shared.store.messages import Message
from shared.store.users import User

_REMEMBERED = 40  # turns that go back to the model
_SHOWN = 1000  # turns that a conversation shows
_TITLE_LENGTH = 60  # characters of a title made from the first question
_LONGEST_TITLE = 200


class Heading(msgspec.Struct, frozen=True):
    """A conversation in a list."""

    id: str
    title: str
    type: str
    created_at: str
    updated_at: str


class Answer(NamedTuple):
    """What a model said to the last turn, and why it ended there."""

    content: str
    model: str
    finish_reason: str


class Spoken(msgspec.Struct, frozen=True):
    """A message of a conversation."""

    id: str
    role: str
    content: str
    model: str | None
    finish_reason: str | None
    created_at: str
    aigc: Aigc | None = None  # of an answer


class Whole(Heading, frozen=True):
    """A conversation with its messages, oldest first; `aigc` is the label of the whole, where there
    is an answer."""

    messages: list[Spoken]
    aigc: Aigc | None = None


def page(owner: User, paging: Search) -> Page[Heading]:
    """The newest; a search looks at ten thousand, and `next_cursor` goes on."""
    find = functools.partial(
        conversations.page, like=paging.like, before=paging.before, limit=paging.limit + 1
    )
    if not paging.q:
        with transactions.asking() as tx:
            return _page(find(tx, owner.id), paging.limit)
    with transactions.reading() as tx:
        since = rows.before_some(tx, "conversations", paging.before, LOOKED_AT, user_id=owner.id)
        return _page(find(tx, owner.id, since=since), paging.limit, since)


def _page(found: list[Conversation], limit: int, since: str = "") -> Page[Heading]:
    return pagination.page([_heading(c) for c in found], [c.id for c in found], limit, since)


def get(owner: User, conversation_id: str) -> Whole:
    with transactions.reading() as tx:
        found = conversations.get(tx, conversation_id, owner.id)
        turns = messages.latest(tx, found.id, _SHOWN)
    heading, said = msgspec.structs.asdict(_heading(found)), [_spoken(t) for t in turns]
    is_answered = any(message.aigc for message in said)
    return Whole(**heading, messages=said, aigc=aigc.of(found.id) if is_answered else None)


def rename(owner: User, conversation_id: str, title: str) -> Heading:
    clean = plain_text.line(plain_text.joined(title))
    if clean is None or plain_text.is_blank(clean) or len(clean) > _LONGEST_TITLE:
        raise InvalidRequest("name_invalid", param="title")
    screen.require([clean], "name", Whose(owner.id, conversation_id), "title")
    with transactions.writing() as tx:
        conversations.rename(tx, conversation_id, owner.id, clean)
        return _heading(conversations.get(tx, conversation_id, owner.id))


def remove(owner: User, conversation_id: str) -> None:
    with transactions.writing() as tx:
        conversations.remove(tx, conversation_id, owner.id)


def turns(
    owner: User | None, conversation_id: str | None, replaced: str | None = None
) -> list[dict[str, Any]]:
    """The last turns as the model is told them, before a question that is `replaced`; NotFound
    unless the conversation is `owner`'s, and that question is in it."""
    if not conversation_id:
        if replaced:
            raise InvalidRequest("replaces_nothing", param="replaces")
        return []
    if not owner:
        raise Unauthorized()
    with transactions.asking() as tx:
        kept = messages.get_latest(tx, conversation_id, owner.id, _REMEMBERED, until=replaced)
    if replaced:
        _require_question(kept.pop() if kept else None, replaced)
    said = [message for message in kept if message.content.strip()]  # pictures leave no text
    return [{"role": message.role, "content": message.content} for message in said]


def _require_question(message: Message | None, message_id: str) -> None:
    if not message or message.id != message_id or message.role != "user":
        raise NotFound()


def begin(
    tx: Transaction,
    owner: User,
    conversation_id: str,
    persona: str,
    asked: list[Turn],
    answer: Answer,
) -> str:
    """A new conversation with its first turns, with the next statement or the commit."""
    now = times.now()
    begun = Conversation(conversation_id, owner.id, persona, _title(asked), now, now)
    conversations.add_later(tx, begun)
    _add_turns(tx, conversation_id, asked, answer, now)
    return conversation_id


def go_on(
    tx: Transaction,
    owner: User,
    conversation_id: str,
    asked: list[Turn],
    answer: Answer,
    replaced: str | None = None,
) -> str | None:
    """Add turns, in the place of a question and what follows it, if one is `replaced`.

    None when the conversation was removed while the model was thinking.
    """
    now = times.now()
    try:
        conversations.touch(tx, conversation_id, owner.id, now)
    except NotFound:
        return None
    if replaced:
        messages.remove_since_later(tx, conversation_id, replaced)
    _add_turns(tx, conversation_id, asked, answer, now)
    return conversation_id


def _add_turns(
    tx: Transaction, conversation_id: str, asked: list[Turn], answer: Answer, now: int
) -> None:
    for turn in asked:
        messages.add_later(
            tx, Message(ids.make(), conversation_id, turn.role, turn.text, None, now)
        )
    said, model, reason = answer
    own = ids.make()
    messages.add_later(tx, Message(own, conversation_id, "assistant", said, model, now, reason))


def _title(spoken: list[Turn]) -> str:
    shown = plain_text.shown(spoken[0].text, _TITLE_LENGTH)
    return "…" if plain_text.is_blank(shown) else shown


def _heading(conversation: Conversation) -> Heading:
    return Heading(
        id=conversation.id,
        title=conversation.title,
        type=conversation.persona,
        created_at=times.iso(conversation.created_at),
        updated_at=times.iso(conversation.updated_at),
    )


def _spoken(message: Message) -> Spoken:
    return Spoken(
        id=message.id,
        role=message.role,
        content=message.content,
        model=message.model,
        finish_reason=message.finish_reason,
        created_at=times.iso(message.created_at),
        aigc=aigc.of(message.id) if message.role == "assistant" else None,
    )
