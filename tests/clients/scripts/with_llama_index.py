"""LlamaIndex: OpenAILike as it is (completions), as a chat, and its responses and embeddings."""

from typing import Any

from driver import ADDRESS, API, QUESTION, serve
from driver import weather as forecast
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.openai_like import OpenAILike, OpenAILikeResponses

TURNS = [ChatMessage(role="user", content=QUESTION)]


def client(model: str, key: str) -> Any:
    place = {"model": model, "api_key": key, "api_base": f"{ADDRESS}/v1", "max_retries": 0}
    if API == "responses":
        return OpenAILikeResponses(**place, is_function_calling_model=True)
    chat = API == "chat"
    return OpenAILike(**place, is_chat_model=chat, is_function_calling_model=chat)


def whole(model: str, key: str) -> dict[str, Any]:
    if API == "completions":
        return {"text": client(model, key).complete(QUESTION).text}
    return {"text": client(model, key).chat(TURNS).message.content}


def stream(model: str, key: str) -> dict[str, Any]:
    llm = client(model, key)
    if API == "completions":
        return {"pieces": [piece.delta for piece in llm.stream_complete(QUESTION)]}
    return {"pieces": [piece.delta or "" for piece in llm.stream_chat(TURNS)]}


def tool(model: str, key: str) -> dict[str, Any]:
    llm, tools = client(model, key), [FunctionTool.from_defaults(forecast)]
    first = llm.chat_with_tools(tools, chat_history=TURNS)
    call = llm.get_tool_calls_from_response(first)[0]
    told = ChatMessage(
        role="tool",
        content=forecast(**call.tool_kwargs),
        additional_kwargs={"tool_call_id": call.tool_id, "call_id": call.tool_id},
    )
    second = llm.chat_with_tools(tools, chat_history=[*TURNS, first.message, told])
    return {"text": second.message.content}


def embeddings(model: str, key: str) -> dict[str, Any]:
    client = OpenAIEmbedding(
        model_name=model, api_key=key, api_base=f"{ADDRESS}/v1", dimensions=8, max_retries=0
    )
    return {"sizes": [len(vector) for vector in client.get_text_embedding_batch(["山", "水"])]}


serve(whole, stream, tool, embeddings)
