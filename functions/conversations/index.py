"""/api/conversations: list, read, rename and remove one's own."""

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.chat import conversations
from shared.chat.conversations import Heading, Whole
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.inputs.pagination import Page, Search
from shared.http.request import Body
from shared.http.response import JSON, Response
from shared.labels import answers

ALL = "/api/conversations"
ONE = "/api/conversations/{conversation_id}"


class Change(Body, kw_only=True):
    title: fields.AsItIs


@endpoint("GET", ALL, who=authentication.user, limit=limits.READ)
def find(caller: Caller, query: Search) -> Page[Heading]:
    """One's own conversations; `q` searches titles."""
    return conversations.page(caller.user, query)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, answers={200: {JSON: Whole}})
def read(caller: Caller, conversation_id: str) -> Response:
    """One of one's own conversations, with its messages."""
    found = conversations.get(caller.user, conversation_id)
    return answers.labelled(found, found.id if found.aigc else "")


@endpoint("PATCH", ONE, who=authentication.user, limit=limits.WRITE)
def rename(caller: Caller, conversation_id: str, body: Change) -> Heading:
    """Give one of one's own conversations another title."""
    return conversations.rename(caller.user, conversation_id, body.title)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE)
def remove(caller: Caller, conversation_id: str) -> None:
    """Remove one of one's own conversations, with its messages."""
    conversations.remove(caller.user, conversation_id)


handler = Function(find, read, rename, remove)
