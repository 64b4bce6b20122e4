"""What a vision model sees in a picture, as facts of a fixed shape."""

import base64
from typing import Any, TypeVar

import msgspec

from shared.errors import UpstreamError
from shared.i18n.locales import Locale
from shared.images.pictures import Picture
from shared.inference import calls
from shared.inference.ask import Ask, Outcome

Facts = TypeVar("Facts")

_LANGUAGE = {"zh": "简体中文", "en": "English"}
_RULES = (
    "Look at the picture and answer with one JSON object and nothing else. It must fit this JSON"
    " schema: {schema} Give null for every fact that cannot be seen; never guess or invent one."
    " Write free text in {language}. {task}"
)
_REPAIR = "That did not fit the schema ({fault}). Answer again with the corrected JSON object only."


def question(picture: Picture, shape: type[Facts], task: str, locale: Locale) -> dict[str, Any]:
    """What to ask a vision model for facts of `shape`."""
    schema = msgspec.json.encode(msgspec.json.schema(shape)).decode()
    rules = _RULES.format(schema=schema, language=_LANGUAGE[locale], task=task)
    image = f"data:{picture.content_type};base64,{base64.b64encode(picture.content).decode()}"
    content = [
        {"type": "image_url", "image_url": {"url": image}},
        {"type": "text", "text": rules},
    ]
    return {
        "messages": [{"role": "user", "content": content}],
        "response_format": {"type": "json_object"},
        "max_tokens": 2048,
        "temperature": 0,
    }


def facts(ask: Ask, again_id: str, shape: type[Facts]) -> tuple[Facts, list[Outcome]]:
    """The facts, and the calls that it took: one, or two when the first answer had to be mended."""
    first = calls.complete(ask)
    said = first.completion.content
    try:
        return _decoded(said, shape), [first]
    except ValueError as e:
        second = calls.complete(_mending(ask, again_id, said, str(e)))
    try:
        return _decoded(second.completion.content, shape), [first, second]
    except ValueError as e:
        raise UpstreamError("unreadable_facts") from e


def _mending(ask: Ask, again_id: str, said: str, fault: str) -> Ask:
    messages = [
        *ask.question["messages"],
        {"role": "assistant", "content": said[:4000]},
        {"role": "user", "content": _REPAIR.format(fault=fault[:200])},
    ]
    return msgspec.structs.replace(
        ask, id=again_id, question={**ask.question, "messages": messages}
    )


def _decoded(said: str, shape: type[Facts]) -> Facts:
    """The object in an answer, also when the model has put it between words or code fences."""
    start, end = said.find("{"), said.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object")
    return msgspec.json.decode(said[start : end + 1].encode(), type=shape)
