"""The label that China's rules ask for, as a field `AIGC` of whatever leaves (GB 45438-2025, 5)."""

import json
from typing import Any

import msgspec

from shared.config import environment

FIELDS = (
    *("Label", "ContentProducer", "ProduceID", "ReservedCode1"),
    *("ContentPropagator", "PropagateID", "ReservedCode2"),
)
HEADER = "X-AIGC-Label"
IS, MAY_BE, SUSPECTED = "1", "2", "3"  # what `Label` says of being generated
Fields = dict[str, str]  # a label as it stands in a file, of others too: nothing of it is lost


class Aigc(msgspec.Struct, frozen=True, rename=dict(zip(
    ("label", "producer", "produce_id", "reserved_1", "propagator", "propagate_id", "reserved_2"),
    FIELDS, strict=True,
))):  # fmt: skip
    """`Label` 1 says that it is generated, 2 that it may be, 3 that it is suspected to be;
    `ProduceID` is our id of the answer, the task or the conversation."""

    label: str = IS
    producer: str = ""
    produce_id: str = ""
    reserved_1: str = ""
    propagator: str = ""
    propagate_id: str = ""
    reserved_2: str = ""


def of(produce_id: str) -> Aigc:
    """Ours, of what was generated under this id."""
    return Aigc(producer=environment.settings().aigc_producer, produce_id=produce_id)


def fields(label: Aigc) -> Fields:
    told: Fields = msgspec.to_builtins(label)
    return told


def text(label: Aigc | Fields) -> str:
    """JSON of ASCII: headers and tags of old players bear no more."""
    told = label if isinstance(label, dict) else fields(label)
    return json.dumps(told, separators=(",", ":"))


def headers(produce_id: str) -> dict[str, str]:
    """Of an answer with generated content."""
    return {HEADER: text(of(produce_id))}


def read(value: Any) -> Fields | None:
    """The label in a JSON value, alone or in a field `AIGC`; None where there is none."""
    if isinstance(value, dict) and isinstance(value.get("AIGC"), dict):
        value = value["AIGC"]
    if not isinstance(value, dict) or len(value.keys() & set(FIELDS)) < _LEAST:
        return None
    told = {str(name): str(told) for name, told in value.items() if told is not None}
    is_one = told.get("Label") in (IS, MAY_BE, SUSPECTED) and len(text(told)) <= _LONGEST
    return told if is_one else None


_LEAST = 2  # of its fields: a "Label" alone is anybody's word
_LONGEST = 12_288  # characters: five times as many, escaped, fit the 64 KB of XMP in JPEG
