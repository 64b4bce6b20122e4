"""The `openai` SDK for Python: chat completions and what stands beside them, or responses."""

import io
import json
import wave
from base64 import b64decode
from typing import Any

from driver import ADDRESS, API, QUESTION, serve, weather
from openai import OpenAI
from pydantic import BaseModel

TURNS: Any = [{"role": "user", "content": QUESTION}]
CITY: Any = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
FUNCTION: Any = {"name": "weather", "parameters": CITY, "strict": True}


class City(BaseModel):
    name: str
    people: int


def client(key: str) -> OpenAI:
    return OpenAI(base_url=f"{ADDRESS}/v1", api_key=key, max_retries=0)


class Chat:
    @staticmethod
    def whole(model: str, key: str) -> dict[str, Any]:
        answer = client(key).chat.completions.create(model=model, messages=TURNS)
        return {"text": answer.choices[0].message.content}

    @staticmethod
    def stream(model: str, key: str) -> dict[str, Any]:
        with client(key).chat.completions.stream(model=model, messages=TURNS) as stream:
            return {"pieces": [e.delta for e in stream if e.type == "content.delta"]}

    @staticmethod
    def tool(model: str, key: str) -> dict[str, Any]:
        chat, tools = client(key).chat.completions, [{"type": "function", "function": FUNCTION}]
        first = chat.create(model=model, messages=TURNS, tools=tools)
        message: Any = first.choices[0].message
        call = message.tool_calls[0]
        result = weather(**json.loads(call.function.arguments))
        told = {"role": "tool", "tool_call_id": call.id, "content": result}
        second = chat.create(model=model, messages=[*TURNS, message, told], tools=tools)
        return {"text": second.choices[0].message.content}

    @staticmethod
    def shape(model: str, key: str) -> dict[str, Any]:
        chat = client(key).chat.completions
        answer = chat.parse(model=model, messages=TURNS, response_format=City)
        return {"shape": answer.choices[0].message.parsed.model_dump()}


class Responses:
    @staticmethod
    def whole(model: str, key: str) -> dict[str, Any]:
        return {"text": client(key).responses.create(model=model, input=QUESTION).output_text}

    @staticmethod
    def stream(model: str, key: str) -> dict[str, Any]:
        with client(key).responses.stream(model=model, input=QUESTION) as stream:
            pieces = [e.delta for e in stream if e.type == "response.output_text.delta"]
            assert stream.get_final_response().output_text == "".join(pieces)
        return {"pieces": pieces}

    @staticmethod
    def tool(model: str, key: str) -> dict[str, Any]:
        responses, tools = client(key).responses, [{"type": "function", **FUNCTION}]
        first = responses.create(model=model, input=QUESTION, tools=tools)
        call: Any = first.output[0]
        result = weather(**json.loads(call.arguments))
        told: Any = {"type": "function_call_output", "call_id": call.call_id, "output": result}
        second = responses.create(
            model=model, input=[told], tools=tools, previous_response_id=first.id
        )
        return {"text": second.output_text}

    @staticmethod
    def shape(model: str, key: str) -> dict[str, Any]:
        answer = client(key).responses.parse(model=model, input=QUESTION, text_format=City)
        return {"shape": answer.output_parsed.model_dump()}


def models(model: str, key: str) -> dict[str, Any]:
    found = [entry.id for entry in client(key).models.list()]
    assert client(key).models.retrieve(model).id == model
    return {"models": found}


def embeddings(model: str, key: str) -> dict[str, Any]:
    """The SDK asks for base64 by itself."""
    answer = client(key).embeddings.create(model=model, input=["山", "水"], dimensions=8)
    return {"sizes": [len(entry.embedding) for entry in answer.data]}


def completions(model: str, key: str) -> dict[str, Any]:
    return {"text": client(key).completions.create(model=model, prompt="从前").choices[0].text}


def transcription(model: str, key: str) -> dict[str, Any]:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        wav.writeframes(bytes(32_000))
    file = ("talk.wav", sound.getvalue())
    return {"text": client(key).audio.transcriptions.create(model=model, file=file).text}


def speech(model: str, key: str) -> dict[str, Any]:
    audio: Any = client(key).audio
    asked = {"model": model, "voice": "alloy", "input": "你好", "response_format": "pcm"}
    return {"bytes": len(audio.speech.create(**asked).read())}


def images(model: str, key: str) -> dict[str, Any]:
    drawn = client(key).images.generate(model=model, prompt="一只猫", size="1024x1024")
    picture = b64decode((drawn.data or [])[0].b64_json or "")
    edited = client(key).images.edit(
        model=model, image=("a.png", picture), prompt="雪", response_format="url"
    )
    return {"begins": picture[1:4].decode(), "links": len(edited.data or [])}


of = Responses if API == "responses" else Chat
serve(
    *(of.whole, of.stream, of.tool, of.shape, models, embeddings, completions),
    *(transcription, speech, images),
)
