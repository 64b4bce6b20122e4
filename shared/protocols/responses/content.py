"""What stands in an item: text, or parts of text and pictures."""

from typing import Any

from shared.errors import InvalidRequest
from shared.llm.answers.replies import Json

_TEXTS = {"input_text": "text", "output_text": "text", "text": "text", "refusal": "refusal"}
_SHOWING = {"user", "tool"}  # who may show pictures


def read(said: Any, path: str, role: str) -> Any:
    """As a chat has it: text wherever there is nothing else, since some models take no parts."""
    if isinstance(said, str):
        return said
    if not isinstance(said, list):
        raise InvalidRequest("field_missing", param=path, field=path)
    parts = [_part(part, f"{path}[{place}]", role) for place, part in enumerate(said)]
    if any(part["type"] != "text" for part in parts):
        return parts
    return ("" if role == "assistant" else "\n").join(part["text"] for part in parts)


def texts(said: Any) -> str:
    """The texts of parts of any shape."""
    parts = said if isinstance(said, list) else ()
    found = [part.get("text") for part in parts if isinstance(part, dict)]
    return "\n".join(text for text in found if isinstance(text, str))


def _part(part: Any, path: str, role: str) -> Json:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind == "input_image" and role in _SHOWING:
        return _picture(part, path)
    name = _TEXTS.get(kind) if isinstance(kind, str) else None
    if not name:
        raise InvalidRequest("item_not_offered", param=f"{path}.type", name=str(kind))
    text = part.get(name)
    if not isinstance(text, str):
        where = f"{path}.{name}"
        raise InvalidRequest("field_missing", param=where, field=where)
    return {"type": "text", "text": text}


def _picture(part: Json, path: str) -> Json:
    url, detail = part.get("image_url"), part.get("detail")
    if not isinstance(url, str):
        where = f"{path}.{'file_id' if part.get('file_id') else 'image_url'}"
        reason = "field_not_offered" if part.get("file_id") else "field_missing"
        raise InvalidRequest(reason, param=where, field=where)
    closely = {"detail": detail} if isinstance(detail, str) and detail != "auto" else {}
    return {"type": "image_url", "image_url": {"url": url, **closely}}
