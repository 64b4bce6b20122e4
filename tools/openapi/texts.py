"""What every text that a person typed may hold, as `shared/plain_text.py` reads it."""

from typing import Any

import msgspec

from shared.http.inputs import fields
from shared.http.request import Body

LINE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$"


def told(schema: Any) -> Any:
    """The schema of a text, also in a list or in a choice, with what it may hold."""
    if isinstance(schema, dict) and schema.get("type") == "string":
        return schema if schema.keys() & {"pattern", "format"} else {**schema, "pattern": LINE}
    if isinstance(schema, dict):
        return {name: told(value) for name, value in schema.items()}
    return [told(each) for each in schema] if isinstance(schema, list) else schema


def in_body(cls: Any, schema: dict[str, Any]) -> None:
    """Say it of the fields of a body that are lines."""
    if not (isinstance(cls, type) and issubclass(cls, Body)):
        return
    for line in fields.lines(cls):
        name = msgspec.structs.fields(cls)[list(cls.__struct_fields__).index(line.name)].encode_name
        schema["properties"][name] = told(schema["properties"][name])
