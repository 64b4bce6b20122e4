"""Questions to POST /api/chat, and what is kept of the answers."""

from typing import Any

from tests.client import Account, Answer, Client


def question(text: str = "你好", **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], **more}


def ask(client: Client, text: str = "你好", account: Account | None = None, **more: Any) -> Answer:
    token = account.token if account else None
    return client.call("POST", "/api/chat", question(text, **more), token=token)


def titles(client: Client, account: Account, **query: str) -> list[str]:
    """The conversations of an account, newest first."""
    answer = client.call("GET", "/api/conversations", token=account.token, query=query)
    assert answer.status == 200, answer.body
    return [heading["title"] for heading in answer.json["data"]]


def spoken(client: Client, account: Account, conversation_id: str) -> list[tuple[str, str]]:
    """The turns of a conversation, as (role, content)."""
    answer = client.call("GET", f"/api/conversations/{conversation_id}", token=account.token)
    assert answer.status == 200, answer.body
    return [(turn["role"], turn["content"]) for turn in answer.json["messages"]]
