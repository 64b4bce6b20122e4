"""LangChain's `langchain-openai`: ChatOpenAI with either API, OpenAIEmbeddings."""

from typing import Any

from driver import ADDRESS, API, QUESTION, serve
from driver import weather as forecast
from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel


class City(BaseModel):
    """What is known of a city."""

    name: str
    people: int


def client(model: str, key: str) -> ChatOpenAI:
    return ChatOpenAI(
        model=model,
        api_key=key,
        base_url=f"{ADDRESS}/v1",
        max_retries=0,
        use_responses_api=API == "responses",
    )


def whole(model: str, key: str) -> dict[str, Any]:
    return {"text": client(model, key).invoke(QUESTION).text}


def stream(model: str, key: str) -> dict[str, Any]:
    return {"pieces": [chunk.text for chunk in client(model, key).stream(QUESTION)]}


def tool(model: str, key: str) -> dict[str, Any]:
    bound = client(model, key).bind_tools([forecast])
    turns: list[Any] = [HumanMessage(QUESTION)]
    first = bound.invoke(turns)
    call = first.tool_calls[0]
    told = {"role": "tool", "tool_call_id": call["id"], "content": forecast(**call["args"])}
    return {"text": bound.invoke([*turns, first, told]).text}


def shape(model: str, key: str) -> dict[str, Any]:
    found: Any = client(model, key).with_structured_output(City).invoke(QUESTION)
    return {"shape": found.model_dump()}


def embeddings(model: str, key: str) -> dict[str, Any]:
    client = OpenAIEmbeddings(
        model=model,
        api_key=key,
        base_url=f"{ADDRESS}/v1",
        dimensions=8,
        check_embedding_ctx_length=False,
    )
    return {"sizes": [len(vector) for vector in client.embed_documents(["山", "水"])]}


serve(whole, stream, tool, shape, embeddings)
