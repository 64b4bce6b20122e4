"""Instructor: answers of a given shape, by the tools that are its default."""

from typing import Any

import instructor
from driver import ADDRESS, QUESTION, serve
from openai import OpenAI
from pydantic import BaseModel

TURNS: Any = [{"role": "user", "content": QUESTION}]


class City(BaseModel):
    name: str
    people: int


def client(key: str) -> Any:
    openai = OpenAI(base_url=f"{ADDRESS}/v1", api_key=key, max_retries=0)
    return instructor.from_openai(openai)


def shape_by_tool(model: str, key: str) -> dict[str, Any]:
    found = client(key).create(model=model, messages=TURNS, response_model=City, max_retries=1)
    return {"shape": found.model_dump()}


def shape_stream(model: str, key: str) -> dict[str, Any]:
    create = client(key).create_partial
    *_, last = create(model=model, messages=TURNS, response_model=City, max_retries=1)
    return {"shape": last.model_dump()}


serve(shape_by_tool, shape_stream)
