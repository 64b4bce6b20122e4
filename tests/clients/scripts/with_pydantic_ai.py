"""Pydantic AI: its default for OpenAI, which is responses, and OpenAIChatModel."""

import asyncio
from typing import Any

from driver import ADDRESS, API, QUESTION, serve
from driver import weather as forecast
from openai import AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider

MODELS = {"chat": OpenAIChatModel, "responses": OpenAIResponsesModel}


class City(BaseModel):
    name: str
    people: int


def agent(model: str, key: str, **more: Any) -> Agent:
    client = AsyncOpenAI(base_url=f"{ADDRESS}/v1", api_key=key, max_retries=0)
    return Agent(MODELS[API](model, provider=OpenAIProvider(openai_client=client)), **more)


def whole(model: str, key: str) -> dict[str, Any]:
    return {"text": agent(model, key).run_sync(QUESTION).output}


def stream(model: str, key: str) -> dict[str, Any]:
    async def heard() -> list[str]:
        async with agent(model, key).run_stream(QUESTION) as result:
            return [piece async for piece in result.stream_text(delta=True, debounce_by=None)]

    return {"pieces": asyncio.run(heard())}


def tool(model: str, key: str) -> dict[str, Any]:
    return {"text": agent(model, key, tools=[forecast]).run_sync(QUESTION).output}


def shape(model: str, key: str) -> dict[str, Any]:
    found: Any = agent(model, key, output_type=NativeOutput(City)).run_sync(QUESTION).output
    return {"shape": found.model_dump()}


serve(whole, stream, tool, shape)
