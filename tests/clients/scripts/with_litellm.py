"""LiteLLM's SDK: completion, responses and embedding with `openai/` before the model's name."""

import json
from typing import Any

import litellm
from driver import ADDRESS, API, QUESTION, serve
from driver import weather as forecast

TURNS: Any = [{"role": "user", "content": QUESTION}]
CITY = {"type": "object", "properties": {"city": {"type": "string"}}}
FUNCTION = {"name": "weather", "parameters": CITY}


def place(model: str, key: str) -> dict[str, Any]:
    return {
        "model": f"openai/{model}",
        "api_base": f"{ADDRESS}/v1",
        "api_key": key,
        "max_retries": 0,
    }


class Chat:
    @staticmethod
    def whole(model: str, key: str) -> dict[str, Any]:
        answer: Any = litellm.completion(**place(model, key), messages=TURNS)
        return {"text": answer.choices[0].message.content}

    @staticmethod
    def stream(model: str, key: str) -> dict[str, Any]:
        chunks: Any = litellm.completion(**place(model, key), messages=TURNS, stream=True)
        return {"pieces": [chunk.choices[0].delta.content or "" for chunk in chunks]}

    @staticmethod
    def tool(model: str, key: str) -> dict[str, Any]:
        tools = [{"type": "function", "function": FUNCTION}]
        first: Any = litellm.completion(**place(model, key), messages=TURNS, tools=tools)
        message = first.choices[0].message
        call = message.tool_calls[0]
        result = forecast(**json.loads(call.function.arguments))
        told = {"role": "tool", "tool_call_id": call.id, "content": result}
        turns = [*TURNS, message, told]
        second: Any = litellm.completion(**place(model, key), messages=turns, tools=tools)
        return {"text": second.choices[0].message.content}


class Responses:
    @staticmethod
    def whole(model: str, key: str) -> dict[str, Any]:
        answer: Any = litellm.responses(**place(model, key), input=QUESTION)
        return {"text": answer.output_text}

    @staticmethod
    def stream(model: str, key: str) -> dict[str, Any]:
        """It asks for whole answers from models that it does not know to stream."""
        known = {"litellm_provider": "openai", "mode": "chat", "supports_native_streaming": True}
        litellm.register_model({f"openai/{model}": known})
        events: Any = litellm.responses(**place(model, key), input=QUESTION, stream=True)
        return {"pieces": [e.delta for e in events if e.type == "response.output_text.delta"]}

    @staticmethod
    def tool(model: str, key: str) -> dict[str, Any]:
        tools: Any = [{"type": "function", **FUNCTION}]
        turns: Any = [{"type": "message", "role": "user", "content": QUESTION}]
        first: Any = litellm.responses(**place(model, key), input=turns, tools=tools)
        call = first.output[0]
        result = forecast(**json.loads(call.arguments))
        turns += [
            {
                "type": "function_call",
                "call_id": call.call_id,
                "name": call.name,
                "arguments": call.arguments,
            },
            {"type": "function_call_output", "call_id": call.call_id, "output": result},
        ]
        second: Any = litellm.responses(**place(model, key), input=turns, tools=tools)
        return {"text": second.output_text}


def embeddings(model: str, key: str) -> dict[str, Any]:
    """Asks for floats by itself."""
    answer = litellm.embedding(**place(model, key), input=["山", "水"])
    return {"sizes": [len(entry["embedding"]) for entry in answer.data]}


of = Responses if API == "responses" else Chat
serve(of.whole, of.stream, of.tool, embeddings)
