"""The stock `openai` SDK hears and speaks through the gateway, whose own threads do the work."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest
import requests
from openai import OpenAI

from shared.labels import rhythm
from shared.speech.speaking.speakers import characters
from tests.engines import ffmpeg
from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_tts import PIECE
from tests.simulators.oss import OssSimulator

CREDITS = 1_000
WHOLE = "大家好，今天讨论云栈的发布计划。我负责语音转写，周五之前完成。好的，散会。"
pytestmark = pytest.mark.xdist_group("openai-audio")  # one server is started for all


@pytest.fixture(scope="module")
def studio() -> Iterator[DashScopeSimulator]:
    with DashScopeSimulator(looks=0) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def address(studio: DashScopeSimulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `make run` starts, with Model Studio and OSS simulated."""
    folder, port = tmp_path_factory.mktemp("audio"), free_port()
    with (
        OssSimulator() as bucket,
        launched(
            "local", "--direct", folder=ROOT, log=folder / "log", port=port,
            APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
            PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
            LOCAL_OCR="off", DASHSCOPE_API_KEY=studio.key, DASHSCOPE_API_URL=studio.url,
            ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS=str(CREDITS), **bucket.variables,
        ) as server,
    ):  # fmt: skip
        wait_until_ready(server)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[OpenAI]:
    body = {"email": "mei@example.com", "password": PASSWORD}
    account = requests.post(f"{address}/api/auth/register", json=body, timeout=10).json()
    key = account["access_token"]
    with OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    return ffmpeg.tone(folder / "talk.wav", "-ar", "16000", "-ac", "1", seconds=8)


def hear(client: OpenAI, wav: Path, **asked: Any) -> Any:
    with wav.open("rb") as file:
        return client.audio.transcriptions.create(model="whisper-1", file=file, **asked)


def test_a_transcription_is_an_object_with_its_text(client: OpenAI, wav: Path) -> None:
    told = hear(client, wav)

    assert (told.text, told.usage.seconds) == (WHOLE, 8)


@pytest.mark.parametrize("form", ["text", "srt", "vtt"])
def test_texts_are_strings(client: OpenAI, wav: Path, form: str) -> None:
    assert "大家好" in hear(client, wav, response_format=form)


def test_a_verbose_one_has_segments_and_words(client: OpenAI, wav: Path) -> None:
    told = hear(
        client, wav, response_format="verbose_json", timestamp_granularities=["word", "segment"]
    )

    assert (told.duration, len(told.segments)) == (8, 3)
    assert (told.words[0].word, told.segments[0].end) == ("大", 2.6)


def test_a_diarized_one_has_speakers(client: OpenAI, wav: Path) -> None:
    told = hear(client, wav, response_format="diarized_json")

    assert [segment.speaker for segment in told.segments] == ["A", "B", "A"]


def test_a_stream_ends_with_the_whole(client: OpenAI, wav: Path) -> None:
    events = list(hear(client, wav, stream=True))

    assert [event.type for event in events[-2:]] == [
        "transcript.text.delta",
        "transcript.text.done",
    ]
    assert events[-1].text == WHOLE


def test_an_sdk_that_tries_again_is_not_billed_twice(
    client: OpenAI, wav: Path, studio: DashScopeSimulator
) -> None:
    """The first answer is lost: the time-out is shorter than the work, of which there is one."""
    before = len(studio.creations)
    impatient = client.with_options(timeout=0.4, max_retries=8)

    told = hear(impatient, wav, language="zh")

    assert told.text == WHOLE
    assert len(studio.creations) == before + 1


def test_what_is_no_sound_is_a_bad_request(client: OpenAI, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound at all")

    with pytest.raises(openai.BadRequestError):
        hear(client, tmp_path / "a.wav")


@pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")
def test_a_translation_says_who_could(client: OpenAI, wav: Path) -> None:
    with wav.open("rb") as file, pytest.raises(openai.BadRequestError, match="translate"):
        client.audio.translations.create(model="whisper-1", file=file)


def test_speech_is_streamed(client: OpenAI) -> None:
    text = "今天天气真好。"
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="alloy", input=text, response_format="pcm"
    ) as answer:
        sound = answer.read()
        charged = int(answer.headers["x-credits-charged"])

    assert sound == rhythm.pcm() + PIECE * len(text)
    assert charged == -(-characters(text) // 10)
