"""Tools as a response offers them: functions alone, or grouped in namespaces."""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from shared.errors import InvalidRequest
from shared.llm.answers.replies import Json

_LONGEST_NAME = 64  # characters that OpenAI and Qwen take
_WORDS = ("none", "auto", "required")
_TOLD = ("description", "parameters", "strict")


class Named(NamedTuple):
    """What a client calls a function; the namespace is empty for most."""

    namespace: str
    name: str


class Tools(NamedTuple):
    """The functions as a chat offers them, what the client calls each, and what is left out."""

    functions: list[Json]
    names: dict[str, Named]
    ignored: list[str]


def read(tools: list[Json] | None) -> Tools:
    """InvalidRequest for tools that OpenAI runs itself; that the model may do without a search
    of the web that must not reach it (Codex offers one) is left out."""
    found = Tools([], {}, [])
    for place, tool in enumerate(tools or ()):
        path = f"tools[{place}]"
        if _searches_nothing(tool):
            found.ignored.append(path)
            continue
        for where, namespace, function in _functions(tool, path):
            said = Named(namespace, _name(function, where))
            found.functions.append(_offered(function, said))
            found.names[chat_name(*said)] = said
    return found


def chat_name(namespace: str, name: str) -> str:
    """One name for both, since chats know no namespaces."""
    joined = f"{namespace}__{name}" if namespace else name
    if not namespace or len(joined) <= _LONGEST_NAME:
        return joined
    mark = hashlib.sha256(joined.encode()).hexdigest()[:8]
    return f"{joined[: _LONGEST_NAME - 9]}_{mark}"


def choice(wanted: str | Json | None, tools: Tools) -> Json:
    """The fields of a chat that offer tools and say which are to be called."""
    if not tools.functions:
        return {}
    if wanted is None:
        return {"tools": tools.functions}
    if isinstance(wanted, str):
        if wanted not in _WORDS:
            raise InvalidRequest("field_value", param="tool_choice", field="tool_choice")
        return {"tools": tools.functions, "tool_choice": wanted}
    return _chosen(wanted, tools)


def _chosen(wanted: Json, tools: Tools) -> Json:
    if wanted.get("type") == "function":
        function = {"name": _called(wanted, "tool_choice")}
        one = {"type": "function", "function": function}
        return {"tools": tools.functions, "tool_choice": one}
    if wanted.get("type") != "allowed_tools" or not isinstance(wanted.get("tools"), list):
        raise _not_offered(wanted.get("type"), "tool_choice")
    allowed = {
        _called(tool, f"tool_choice.tools[{place}]") for place, tool in enumerate(wanted["tools"])
    }
    some = [each for each in tools.functions if each["function"]["name"] in allowed]
    return choice(wanted.get("mode"), tools._replace(functions=some))


def _functions(tool: Json, path: str) -> Iterator[tuple[str, str, Json]]:
    """Where each function stands, its namespace, and the function."""
    if tool.get("type") == "namespace" and isinstance(tool.get("tools"), list):
        for place, inner in enumerate(tool["tools"]):
            where = f"{path}.tools[{place}]"
            yield where, _name(tool, path), _require_function(inner, where)
    else:
        yield path, "", _require_function(tool, path)


def _require_function(tool: Any, path: str) -> Json:
    if not isinstance(tool, dict) or tool.get("type") != "function":
        raise _not_offered(tool.get("type") if isinstance(tool, dict) else None, path)
    return tool


def _searches_nothing(tool: Json) -> bool:
    return tool.get("type") == "web_search" and tool.get("external_web_access") is False


def _offered(function: Json, said: Named) -> Json:
    told = {name: value for name in _TOLD if (value := function.get(name)) is not None}
    return {"type": "function", "function": {"name": chat_name(*said), **told}}


def _called(tool: Any, path: str) -> str:
    function = _require_function(tool, path)
    namespace = function.get("namespace")
    return chat_name(namespace if isinstance(namespace, str) else "", _name(function, path))


def _name(tool: Json, path: str) -> str:
    name = tool.get("name")
    if not isinstance(name, str) or not name:
        raise InvalidRequest("field_missing", param=f"{path}.name", field=f"{path}.name")
    return name


def _not_offered(kind: Any, path: str) -> InvalidRequest:
    return InvalidRequest("tool_not_offered", param=f"{path}.type", name=str(kind))
