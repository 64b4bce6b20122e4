"""What providers want said differently in the OpenAI protocol."""

from typing import Any

Json = dict[str, Any]


def question(quirks: str, asked: Json, *, stream: bool) -> Json:
    """The question as a provider of these `quirks` takes it; the usage is always asked for."""
    said = dict(asked)
    said.pop("stream_options", None)
    if quirks == "ark" and "enable_thinking" in said:
        said["thinking"] = {"type": "enabled" if said.pop("enable_thinking") else "disabled"}
    if stream:
        return said | {"stream": True, "stream_options": {"include_usage": True}}
    return said | {"stream": False}
