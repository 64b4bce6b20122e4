"""A question in Anthropic's protocol as one in OpenAI's, for a certain model."""

from shared.errors import InvalidRequest
from shared.llm.answers.replies import Json
from shared.llm.catalogue import Model
from shared.protocols.anthropic import turns
from shared.protocols.anthropic.question import Conversation, Question, Tool, ToolChoice

_CHOICES = {"auto": "auto", "any": "required", "none": "none"}
_SWITCHED = ("qwen", "ark")  # dialects whose models think or not, as they are told


def of(asked: Question, model: Model) -> Json:
    """Without what is null; InvalidRequest for tools that only Anthropic has."""
    said: Json = {
        **conversation(asked),
        "max_tokens": min(asked.max_tokens, model.max_output),
        "temperature": asked.temperature,
        "top_p": asked.top_p,
        "top_k": asked.top_k,
        "stop": asked.stop_sequences or None,
        **_thinking(asked, model.provider.quirks),
    }
    if said["messages"][-1]["role"] == "assistant" and model.provider.quirks == "qwen":
        said["messages"][-1]["partial"] = True  # it goes on from there
    return said


def conversation(asked: Conversation) -> Json:
    """All that is read, and so counts as tokens of the prompt."""
    said: Json = {"messages": turns.of(asked)}
    if asked.tools:
        said["tools"] = [_tool(tool, place) for place, tool in enumerate(asked.tools)]
        said |= _choice(asked.tool_choice) if asked.tool_choice else {}
    return said


def _tool(tool: Tool, place: int) -> Json:
    if tool.type not in (None, "custom"):
        raise InvalidRequest("built_in_tool", param=f"tools[{place}].type", name=tool.type)
    if tool.input_schema is None:
        path = f"tools[{place}].input_schema"
        raise InvalidRequest("field_missing", param=path, field=path)
    function: Json = {"name": tool.name, "parameters": tool.input_schema}
    if tool.description:
        function["description"] = tool.description
    return {"type": "function", "function": function}


def _choice(choice: ToolChoice) -> Json:
    if choice.type != "tool":
        said: Json = {"tool_choice": _CHOICES[choice.type]}
    elif choice.name:
        said = {"tool_choice": {"type": "function", "function": {"name": choice.name}}}
    else:
        path = "tool_choice.name"
        raise InvalidRequest("field_missing", param=path, field=path)
    return said | ({"parallel_tool_calls": False} if choice.disable_parallel_tool_use else {})


def _thinking(asked: Question, quirks: str) -> Json:
    """Others decide for themselves: what switches their thinking differs from model to model."""
    wanted = asked.thinking
    if wanted is None or wanted.type == "adaptive" or quirks not in _SWITCHED:
        return {}
    if wanted.type == "disabled":
        return {"enable_thinking": False}
    budget = {"thinking_budget": wanted.budget_tokens} if quirks == "qwen" else {}
    return {"enable_thinking": True, **budget}
