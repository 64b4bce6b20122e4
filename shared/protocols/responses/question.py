"""The body of POST /v1/responses, and what of it is not offered."""

import itertools
import re
from typing import Annotated, Any, Literal

import msgspec

from shared.errors import InvalidRequest
from shared.llm.answers.replies import Json

MOST_ITEMS = 2000
PASSED_ON = frozenset(  # that this protocol does not know, and providers do
    "enable_thinking thinking_budget thinking enable_search seed stop top_k presence_penalty"
    " frequency_penalty repetition_penalty logit_bias".split()
)
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_MOST_NAMED = 32
ENCRYPTED = "reasoning.encrypted_content"


class Format(msgspec.Struct, omit_defaults=True):
    type: Literal["text", "json_object", "json_schema"] = "text"
    name: str | None = None
    schema: Json | None = None
    strict: bool | None = None
    description: str | None = None


class Text(msgspec.Struct, omit_defaults=True):
    format: Format | None = None
    verbosity: str | None = None


class Reasoning(msgspec.Struct):
    effort: str | None = None
    summary: str | None = None


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/responses; what is not passed on is named in `X-Ignored-Fields`."""

    model: str
    input: str | Annotated[list[Json], msgspec.Meta(max_length=MOST_ITEMS)]
    instructions: str | None = None
    previous_response_id: str | None = None
    store: bool | None = None
    stream: bool | None = None
    tools: list[Json] | None = None
    tool_choice: str | Json | None = None
    parallel_tool_calls: bool | None = None
    text: Text | None = None
    reasoning: Reasoning | None = None
    max_output_tokens: Annotated[int, msgspec.Meta(ge=1, le=2**31)] | None = None
    temperature: float | None = None
    top_p: float | None = None
    metadata: dict[str, str] | None = None
    include: list[str] | None = None
    truncation: Literal["auto", "disabled"] | None = None
    background: bool | None = None
    conversation: Any = None
    prompt: Any = None

    @property
    def items(self) -> list[Json]:
        """The input, always as items."""
        if not isinstance(self.input, str):
            return self.input
        part = {"type": "input_text", "text": self.input}
        return [{"type": "message", "role": "user", "content": [part]}]

    @property
    def summarises(self) -> bool:
        """Whether thoughts are told as a summary, which is what OpenAI's own models give."""
        return bool(self.reasoning and self.reasoning.summary)

    @property
    def encrypts(self) -> bool:
        """Whether thoughts are also given in a form that only we can read."""
        return ENCRYPTED in (self.include or ())


def require_offered(question: Question) -> None:
    """InvalidRequest for what only OpenAI's own service has."""
    for name in ("background", "conversation", "prompt"):
        if getattr(question, name):
            raise InvalidRequest("field_not_offered", param=name, field=name)
    if not question.items and not question.previous_response_id:
        raise InvalidRequest("text_empty", param="input")


def ignored(question: Question, others: Json) -> list[str]:
    """The fields that nobody reads, as far as a header can name them."""
    unread = [name for name, value in others.items() if value is not None]
    if question.truncation == "auto":
        unread.append("truncation")
    named = (name for name in unread if name not in PASSED_ON and _NAME.fullmatch(name))
    return list(itertools.islice(named, _MOST_NAMED))
