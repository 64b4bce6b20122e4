"""Answers as real servers of the OpenAI protocol send them, each with its source.

A whole answer, and the data lines of the same answer as a stream, with what they amount to.
"""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Family:
    """`counted` are the tokens of prompt and answer, None where the provider does not count."""

    name: str
    source: str
    whole: Json
    chunks: tuple[Json, ...]
    text: str
    counted: tuple[int, int] | None


def _whole(message: Json, usage: Any, finish: Any = "stop", **more: Any) -> Json:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return {"id": "x-1", "object": "chat.completion", "created": 1764000000, "model": "m",
            "choices": [choice], "usage": usage, **more}  # fmt: skip


def _chunk(delta: Any, finish: Any = None, **more: Any) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x-1", "object": "chat.completion.chunk", "created": 1764000000, "model": "m",
            "choices": [choice], **more}  # fmt: skip


def _counts(prompt: int, answer: int, **more: Any) -> Json:
    return {"prompt_tokens": prompt, "completion_tokens": answer,
            "total_tokens": prompt + answer, **more}  # fmt: skip


FAMILIES = (
    Family(
        "qwen",
        "Alibaba Cloud Model Studio, OpenAI compatible mode, include_usage",
        _whole({"content": "你好"}, _counts(9, 2, prompt_tokens_details={"cached_tokens": 0})),
        (
            _chunk({"role": "assistant", "content": ""}, usage=None, system_fingerprint=None),
            _chunk({"content": "你"}, usage=None),
            _chunk({"content": "好"}, usage=None),
            _chunk({"content": ""}, "stop", usage=None),
            {"id": "x-1", "choices": [], "model": "m", "usage": _counts(9, 2)},
        ),
        "你好",
        (9, 2),
    ),
    Family(
        "qwen thinking",
        "Alibaba Cloud Model Studio, Deep thinking: reasoning_content beside a null content",
        _whole({"content": "你好", "reasoning_content": "想"},
               _counts(9, 5, completion_tokens_details={"reasoning_tokens": 3})),
        (
            _chunk({"role": "assistant", "content": None, "reasoning_content": "想"}),
            _chunk({"content": "你好", "reasoning_content": None}),
            _chunk({"content": "", "reasoning_content": None}, "stop"),
            {"choices": [], "usage": _counts(9, 5,
                                             completion_tokens_details={"reasoning_tokens": 3})},
        ),
        "你好",
        (9, 5),
    ),
    Family(
        "ark",
        "Volcano Engine, Chat API: service_tier, and null details",
        _whole({"content": "你好"}, _counts(9, 2, completion_tokens_details=None),
               service_tier="default"),
        (
            _chunk({"role": "assistant", "content": "你好"}, service_tier="default"),
            _chunk({"role": "assistant", "content": ""}, "stop"),
            {"choices": [], "usage": _counts(9, 2, prompt_tokens_details=None)},
        ),
        "你好",
        (9, 2),
    ),
    Family(
        "azure",
        "Azure OpenAI: a first chunk of filter results without choices' text",
        _whole({"content": "Hi", "refusal": None}, _counts(9, 2),
               prompt_filter_results=[{"prompt_index": 0, "content_filter_results": {}}]),
        (
            {"choices": [], "created": 0, "id": "", "model": "", "object": "",
             "prompt_filter_results": [{"prompt_index": 0}]},
            _chunk({"role": "assistant", "content": "", "refusal": None}),
            _chunk({"content": "Hi"}, content_filter_results={}),
            _chunk({}, "stop"),
            {"choices": [], "usage": _counts(9, 2)},
        ),
        "Hi",
        (9, 2),
    ),
    Family(
        "vllm",
        "vLLM issue 27755: `reasoning` beside the content; usage with every chunk",
        _whole({"content": "Hi", "reasoning": "hm", "tool_calls": []}, _counts(9, 4)),
        (
            _chunk({"role": "assistant", "content": ""}, usage=_counts(9, 0)),
            _chunk({"reasoning": "hm"}, usage=_counts(9, 2)),
            _chunk({"content": "Hi"}, usage=_counts(9, 4)),
            _chunk({"content": ""}, "stop", stop_reason=None, usage=_counts(9, 4)),
        ),
        "Hi",
        (9, 4),
    ),
    Family(
        "sglang",
        "SGLang: a number as finish_reason's neighbour, null completion_tokens",
        _whole({"content": "Hi"}, {"prompt_tokens": 9, "completion_tokens": None,
                                   "total_tokens": 9}, finish=0, matched_stop=151645),
        (
            _chunk({"role": "assistant", "content": "Hi", "tool_calls": None}),
            _chunk({"content": None}, "stop", matched_stop=151645),
            {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": None}},
        ),
        "Hi",
        None,
    ),
    Family(
        "llama.cpp",
        "llama.cpp server: timings, usage in the last choice's chunk, then [DONE]",
        _whole({"content": "Hi"}, _counts(9, 2), timings={"predicted_ms": 1.5}),
        (
            _chunk({"role": "assistant", "content": None}),
            _chunk({"content": "Hi"}),
            _chunk({}, "stop", usage=_counts(9, 2), timings={"predicted_ms": 1.5}),
        ),
        "Hi",
        (9, 2),
    ),
    Family(
        "mistral",
        "Mistral: parts where text is expected (vercel/ai issue 13703)",
        _whole({"content": [{"type": "thinking", "thinking": []}, {"type": "text", "text": "Hi"}]},
               _counts(9, 2)),
        (
            _chunk({"role": "assistant", "content": ""}),
            _chunk({"content": [{"type": "text", "text": "Hi"}]}),
            _chunk({"content": ""}, "stop", usage=_counts(9, 2)),
        ),
        "Hi",
        (9, 2),
    ),
    Family(
        "openrouter",
        "OpenRouter: native_finish_reason, floats as counts, a cost",
        _whole({"content": "Hi", "reasoning": None, "refusal": None},
               {"prompt_tokens": 9.0, "completion_tokens": 2.0, "total_tokens": 11.0,
                "cost": 0.0001}, native_finish_reason="stop", provider="X"),
        (
            _chunk({"role": "assistant", "content": "Hi"}, provider="X"),
            _chunk({"role": "assistant", "content": ""}, "stop", native_finish_reason="stop"),
            _chunk({"role": "assistant", "content": ""}, None,
                   usage={"prompt_tokens": 9.0, "completion_tokens": 2.0}),
        ),
        "Hi",
        (9, 2),
    ),
    Family(
        "ollama",
        "Ollama: `reasoning`, no usage in streams that did not ask for it",
        _whole({"content": "Hi", "reasoning": "hm"}, _counts(9, 2), system_fingerprint="fp_ollama"),
        (
            _chunk({"role": "assistant", "content": "Hi"}),
            _chunk({"role": "assistant", "content": ""}, "stop"),
        ),
        "Hi",
        None,
    ),
    Family(
        "deepseek",
        "DeepSeek: prompt_cache_hit_tokens, reasoning_content",
        _whole({"content": "Hi", "reasoning_content": "hm"},
               _counts(9, 4, prompt_cache_hit_tokens=8, prompt_cache_miss_tokens=1)),
        (
            _chunk({"role": "assistant", "content": None, "reasoning_content": "hm"}),
            _chunk({"content": "Hi", "reasoning_content": None}),
            _chunk({"content": "", "reasoning_content": None}, "stop", usage=_counts(9, 4)),
        ),
        "Hi",
        (9, 4),
    ),
    Family(
        "zhipu",
        "Zhipu: counts as text, finish_reason in the chunk with the text, request_id",
        _whole({"content": "你好"}, {"prompt_tokens": "9", "completion_tokens": "2"},
               request_id="8"),
        (
            _chunk({"role": "assistant", "content": "你"}),
            _chunk({"role": "assistant", "content": "好"}, "stop",
                   usage={"prompt_tokens": "9", "completion_tokens": "2"}),
        ),
        "你好",
        (9, 2),
    ),
    Family(
        "moonshot",
        "Moonshot: the usage within the choice of a stream",
        _whole({"content": "你好"}, _counts(9, 2, cached_tokens=8)),
        (
            _chunk({"role": "assistant", "content": ""}),
            _chunk({"content": "你好"}),
            {"id": "x-1", "model": "m", "choices": [
                {"index": 0, "delta": {}, "finish_reason": "stop", "usage": _counts(9, 2)}]},
        ),
        "你好",
        (9, 2),
    ),
    Family(
        "responses' names",
        "Gateways that count as the Responses API does",
        _whole({"content": "Hi"}, {"input_tokens": 9, "output_tokens": 2}),
        (
            _chunk({"content": "Hi"}),
            {"choices": [], "usage": {"input_tokens": 9, "output_tokens": 2}},
        ),
        "Hi",
        (9, 2),
    ),
)  # fmt: skip
