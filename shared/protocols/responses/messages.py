"""Items of a response's input as messages of a chat."""

from collections.abc import Callable
from typing import Any

from shared.errors import InvalidRequest
from shared.llm.answers.replies import Json
from shared.protocols.responses import content, thoughts
from shared.protocols.responses.tools import chat_name

_ROLES = {"user": "user", "assistant": "assistant", "system": "system", "developer": "system"}


class Talk:
    """The messages so far. What an assistant said and called is one message, as chats want it."""

    def __init__(self, instructions: str | None, user_id: str) -> None:
        self.messages: list[Json] = []
        self._user_id = user_id
        self._thought = ""
        self._called: set[str] = set()
        if instructions:
            self._instruct(instructions)

    def add(self, item: Json, path: str) -> None:
        """InvalidRequest for items that a chat has no words for."""
        kind = item.get("type") or ("message" if "role" in item else None)
        add = _ADDS.get(str(kind))
        if not add:
            raise InvalidRequest("item_not_offered", param=f"{path}.type", name=str(kind))
        add(self, item, path)

    def told(self) -> list[Json]:
        """All messages. Thoughts go on within a question alone, as those who think want it."""
        asked = [n for n, message in enumerate(self.messages) if message["role"] == "user"]
        for message in self.messages[: asked[-1] if asked else 0]:
            message.pop("reasoning_content", None)
        return self.messages

    def _say(self, item: Json, path: str) -> None:
        role = _ROLES.get(str(item.get("role")))
        if not role:
            raise InvalidRequest("field_value", param=f"{path}.role", field=f"{path}.role")
        said = content.read(item.get("content"), f"{path}.content", role)
        if role == "system":
            self._instruct(said)
        elif role == "assistant":
            self._answer(said)
        else:
            self.messages.append({"role": role, "content": said})

    def _instruct(self, text: Any) -> None:
        """Instructions at the beginning are one message: some models take no second."""
        if len(self.messages) == 1 and self.messages[0]["role"] == "system":
            self.messages[0]["content"] += f"\n\n{text}"
        else:
            self.messages.append({"role": "system", "content": text})

    def _answer(self, text: Any) -> None:
        if self.messages and "tool_calls" in self.messages[-1]:
            self.messages[-1]["content"] += text
        else:
            self.messages.append(self._assistant(text))

    def _assistant(self, text: Any) -> Json:
        message: Json = {"role": "assistant", "content": text}
        if self._thought:
            message["reasoning_content"], self._thought = self._thought, ""
        return message

    def _call(self, item: Json, path: str) -> None:
        namespace = item.get("namespace")
        name = chat_name(namespace if isinstance(namespace, str) else "", _text(item, "name", path))
        function = {"name": name, "arguments": _text(item, "arguments", path)}
        call_id = _text(item, "call_id", path)
        if not self.messages or self.messages[-1]["role"] != "assistant":
            self.messages.append(self._assistant(""))
        calls = self.messages[-1].setdefault("tool_calls", [])
        calls.append({"id": call_id, "type": "function", "function": function})
        self._called.add(call_id)

    def _result(self, item: Json, path: str) -> None:
        call_id = _text(item, "call_id", path)
        if call_id not in self._called:
            raise InvalidRequest("call_unknown", param=f"{path}.call_id", name=call_id)
        said = content.read(item.get("output"), f"{path}.output", "tool")
        self.messages.append({"role": "tool", "tool_call_id": call_id, "content": said})

    def _think(self, item: Json, path: str) -> None:
        sealed = item.get("encrypted_content")
        told = content.texts(item.get("content")) or content.texts(item.get("summary"))
        if not told and isinstance(sealed, str):
            told = thoughts.decrypted(sealed, self._user_id)
        self._thought += told


_ADDS: dict[str, Callable[[Talk, Json, str], None]] = {
    "message": Talk._say,
    "function_call": Talk._call,
    "function_call_output": Talk._result,
    "reasoning": Talk._think,
}


def _text(item: Json, name: str, path: str) -> str:
    value = item.get(name)
    if not isinstance(value, str):
        raise InvalidRequest("field_missing", param=f"{path}.{name}", field=f"{path}.{name}")
    return value
