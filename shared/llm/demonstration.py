"""Answers of a model that only shows how the product works say so, in a field and in a header."""

from typing import Any


def headers(demonstrates: bool) -> dict[str, str]:
    """Of an answer, whole or streamed."""
    return {"X-Demonstration": "local-model"} if demonstrates else {}


def fields(demonstrates: bool) -> dict[str, Any]:
    """Of each object that the model's words come in."""
    return {"demonstration": True} if demonstrates else {}
