"""Vectors as the OpenAI protocol writes them: numbers, or 32-bit floats in base64."""

import base64
import binascii
from array import array

import msgspec

from shared.llm import errors

BASE64 = "base64"


def written(vector: msgspec.Raw, form: str) -> msgspec.Raw | list[float] | str:
    """A provider's vector in this form; ProviderError for what is none.

    Numbers that shall stay such are passed on as they came: each provider has its own precision.
    """
    raw = bytes(vector)
    packed = raw.startswith(b'"')
    try:
        if packed:
            text = msgspec.json.decode(raw, type=str)
            numbers = array("f", base64.b64decode(text, validate=True))
        else:
            numbers = array("f", msgspec.json.decode(raw, type=list[float]))
    except (msgspec.DecodeError, binascii.Error, ValueError) as e:
        raise errors.broken("a vector that is none", paid=True) from e
    if form == BASE64:
        return text if packed else base64.b64encode(numbers.tobytes()).decode()
    return numbers.tolist() if packed else vector
