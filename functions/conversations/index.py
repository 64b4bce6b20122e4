"""/api/conversations: list, read, rename and remove one's own."""

import msgspec

from shared import auth, conversations
from shared.conversations import Heading, Whole
from shared.hosts.event import Function
from shared.http import endpoint
from shared.lists import Page, Paging
from shared.store.users import User


class Change(msgspec.Struct, forbid_unknown_fields=True):
    title: str


@endpoint("GET", "/api/conversations", who=auth.user)
def find(caller: User, query: Paging) -> Page[Heading]:
    return conversations.page(caller, query)


@endpoint("GET", "/api/conversations/{conversation_id}", who=auth.user)
def read(caller: User, conversation_id: str) -> Whole:
    return conversations.get(caller, conversation_id)


@endpoint("PATCH", "/api/conversations/{conversation_id}", who=auth.user)
def rename(caller: User, conversation_id: str, body: Change) -> Heading:
    return conversations.rename(caller, conversation_id, body.title)


@endpoint("DELETE", "/api/conversations/{conversation_id}", who=auth.user)
def remove(caller: User, conversation_id: str) -> None:
    conversations.remove(caller, conversation_id)


handler = Function(find, read, rename, remove)
