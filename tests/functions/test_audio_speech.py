"""POST /v1/audio/speech: formats, voices, what is refused, and that a text is billed once."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from shared.ffmpeg import conversion
from shared.ffmpeg.process import Limits, Watch
from shared.labels import rhythm
from tests import label_readers
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_tts import PIECE
from tests.speech.hearing import set_aside
from tests.speech.hearing import studio as studio

SPEECH = "/v1/audio/speech"
TEXT = "今天天气真好。"  # 13 characters, as they are billed


def ask(client: Client, account: Account, **asked: Any) -> Answer:
    body = {"model": "tts-1", "input": TEXT, "voice": "alloy", **asked}
    return client.call("POST", SPEECH, body, token=account.token)


def audited(client: Client) -> list[dict[str, Any]]:
    """What the trail has of speech without a mark."""
    asked = {"action": "generate_unmarked"}
    answer = client.call("GET", "/api/admin/audit", token=administrator(client).token, query=asked)
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def credits_of(client: Client, account: Account) -> int:
    me = client.call("GET", "/api/auth/me", token=account.token)
    return int(me.json["credits"])


def test_strangers_are_refused(client: Client) -> None:
    answer = client.call("POST", SPEECH, {"model": "tts-1", "input": TEXT, "voice": "alloy"})

    assert (answer.status, answer.code) == (401, "invalid_api_key")


def test_without_a_key_it_is_said_before_anything_is_reserved(
    client: Client, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="1000")
    account = client.register()

    answer = ask(client, account)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]
    assert (credits_of(client, account), set_aside()) == (1000, (0, 0))
    assert not client.call("GET", "/api/info").json["features"]["speech_synthesis"]


@pytest.mark.usefixtures("studio")
@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"input": ""}, "input"),
        ({"input": "药" * 5_001}, "input"),
        ({"model": "qwen3-tts-flash", "input": "药" * 301, "response_format": "wav"}, "input"),
        ({"response_format": "flac"}, "response_format"),
        ({"model": "qwen3-tts-flash"}, "response_format"),
        ({"speed": 3}, "speed"),
        ({"speed": 9}, "speed"),
        ({"voice": ""}, "voice"),
    ],
)
def test_what_the_model_does_not_take_is_refused(
    client: Client, studio: DashScopeSimulator, asked: Any, param: str
) -> None:
    answer = ask(client, client.register(), **asked)

    assert (answer.status, answer.json["error"]["param"]) == (400, param)
    assert studio.creations == []


@pytest.mark.usefixtures("studio")
def test_a_model_that_does_not_speak_is_not_found(client: Client) -> None:
    answer = ask(client, client.register(), model="qwen-plus")

    assert (answer.status, answer.code) == (404, "model_not_found")
    assert "cosyvoice-v3-flash" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("form", "kind", "beginning"),
    [
        ("mp3", "audio/mpeg", b"ID3"),
        ("opus", "audio/ogg", b"OggS"),
        ("wav", "audio/wav", b"RIFF"),
        ("pcm", "audio/pcm", rhythm.pcm() + PIECE * len(TEXT)),
    ],
)
def test_a_text_is_spoken_in_every_format(
    client: Client, studio: DashScopeSimulator, form: str, kind: str, beginning: bytes
) -> None:
    account = client.register()

    answer = ask(client, account, response_format=form, speed=1.5, voice="onyx")

    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.body.startswith(beginning)
    assert json.loads(answer.headers["x-aigc-label"])["Label"] == "1"
    given = studio.creations[0].body["input"]
    assert given == {
        "text": TEXT, "voice": "longanyang", "format": form, "sample_rate": 24_000, "rate": 1.5,
    }  # fmt: skip
    # 13 characters at 0.1 credits
    assert answer.headers["x-credits-charged"] == "2"
    assert (credits_of(client, account), set_aside()) == (998, (0, 0))


@pytest.mark.parametrize("form", ["mp3", "opus", "wav"])
def test_speech_says_in_its_file_and_to_the_ear_that_it_is_generated(
    client: Client, studio: DashScopeSimulator, form: str, tmp_path: Path
) -> None:
    answer = ask(client, client.register(), response_format=form)

    (path := tmp_path / f"speech.{form}").write_bytes(answer.body)
    assert label_readers.of_media(path) == json.loads(answer.headers["x-aigc-label"])
    seconds = conversion.length(path, Limits(seconds=20, file_bytes=0), Watch())
    marked = 0 if form == "opus" else 1.2
    assert seconds == pytest.approx(1 + marked, abs=0.15)


@pytest.mark.usefixtures("studio")
def test_the_rhythm_is_left_out_where_the_deployment_lets_users_ask_for_that(
    client: Client, configure: Configure
) -> None:
    account, asked = client.register(), {"response_format": "pcm", "mark": False}

    assert ask(client, account, **asked).json["error"]["param"] == "mark"
    configure(AIGC_MARK_OPTIONAL="true")
    answer = ask(client, account, **asked)

    assert answer.body == PIECE * len(TEXT)
    produce_id = json.loads(answer.headers["x-aigc-label"])["ProduceID"]
    assert [entry["target"] for entry in audited(client)] == [f"speech/{produce_id}"]


def test_qwens_pcm_has_the_head_of_a_wav(client: Client, studio: DashScopeSimulator) -> None:
    answer = ask(
        client, client.register(), model="qwen3-tts-flash", response_format="wav", instructions="慢"
    )

    assert answer.body[:4] + answer.body[8:16] == b"RIFFWAVEfmt "
    assert int.from_bytes(answer.body[24:28], "little") == 24_000
    assert answer.body.endswith(rhythm.pcm() + PIECE * len(TEXT))
    assert answer.headers["x-ignored-fields"] == "instructions"
    assert studio.creations[0].body["input"]["voice"] == "Cherry"


@pytest.mark.usefixtures("studio")
def test_events_bring_the_same_sound(client: Client) -> None:
    answer = ask(client, client.register(), stream_format="sse", response_format="pcm")

    sound = rhythm.pcm() + PIECE * len(TEXT)
    events = [json.loads(data) for data in re.findall(r"^data: (.*)$", answer.body.decode(), re.M)]
    assert b"".join(base64.b64decode(one["audio"]) for one in events[:-1]) == sound
    assert events[-1] == {"type": "speech.audio.done"}


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        ("moderated-in", 400),
        ("fail-500", 502),
        ("drop", 502),
        ("no-sound", 502),
        ("html-error", 502),
    ],
)
def test_what_was_not_spoken_is_not_billed(
    client: Client, studio: DashScopeSimulator, mode: str, status: int
) -> None:
    account = client.register()

    answer = ask(client, account, input=f"[{mode}] 你好")

    assert answer.status == status
    assert (credits_of(client, account), set_aside()) == (1000, (0, 0))


def test_what_breaks_off_says_so_and_was_billed_by_the_provider_too(
    client: Client, studio: DashScopeSimulator
) -> None:
    account = client.register()

    answer = ask(client, account, input="[cut] 你好", stream_format="sse")

    told = re.findall(r"^data: (.*)$", answer.body.decode(), re.M)
    assert json.loads(told[-1])["error"]["code"] == "upstream_error"
    assert credits_of(client, account) < 1000
    assert set_aside() == (0, 0)


def test_a_repeated_key_is_answered_with_the_same_sound_and_billed_once(
    client: Client, studio: DashScopeSimulator
) -> None:
    account = client.register()
    body = {"model": "tts-1", "input": TEXT, "voice": "alloy"}

    first, again = (
        client.call("POST", SPEECH, body, token=account.token, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    )

    assert first.body == again.body
    assert again.headers["idempotency-replayed"] == "true"
    assert (len(studio.creations), credits_of(client, account)) == (1, 998)
