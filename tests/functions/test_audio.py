"""/v1/audio as OpenAI's API has it: every format, what is refused, what comes twice."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from shared.tasks import steps, waiting
from tests.buckets import bucket as bucket
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.engines import ffmpeg
from tests.forms import form
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.oss import OssSimulator
from tests.speech.hearing import WORKS, set_aside
from tests.speech.hearing import quick as quick
from tests.speech.hearing import studio as studio
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("quick")
TRANSCRIPTIONS = "/v1/audio/transcriptions"
WHOLE = "大家好，今天讨论云栈的发布计划。我负责语音转写，周五之前完成。好的，散会。"


@pytest.fixture
def wav(tmp_path: Path) -> bytes:
    return ffmpeg.tone(tmp_path / "talk.wav", "-ar", "16000", "-ac", "1", seconds=8).read_bytes()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_EVERY", 0.02)
    monkeypatch.setattr(waiting, "_AWAKE", 1_000_000)


@contextmanager
def working() -> Iterator[None]:
    """A worker beside the request, in a thread of its own."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            steps.advance(WORKS)
            over.wait(0.01)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def ask(
    client: Client,
    account: Account,
    content: bytes,
    path: str = TRANSCRIPTIONS,
    headers: dict[str, str] | None = None,
    **fields: Any,
) -> Answer:
    asked: dict[str, Any] = {"model": "whisper-1", **fields}
    raw, typed = form(content, filename="talk.wav", **asked)
    sent = typed | (headers or {})
    return client.call("POST", path, raw=raw, headers=sent, token=account.token)


def heard(client: Client, content: bytes, **fields: Any) -> Answer:
    with working():
        answer = ask(client, client.register(), content, **fields)
    assert answer.status == 200, answer.body
    return answer


def test_strangers_are_refused_as_by_openai(client: Client, wav: bytes) -> None:
    raw, headers = form(wav, model="whisper-1")

    answer = client.call("POST", TRANSCRIPTIONS, raw=raw, headers=headers)

    assert (answer.status, answer.code) == (401, "invalid_api_key")


def test_without_anybody_who_listens_it_is_said_and_nothing_kept(
    client: Client, configure: Configure, wav: bytes
) -> None:
    configure(LOCAL_SPEECH="off")

    answer = ask(client, client.register(), wav)

    assert (answer.status, answer.code) == (503, "unavailable")


@pytest.mark.usefixtures("studio", "bucket")
@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"response_format": "yaml"}, "response_format"),
        ({"timestamp_granularities[]": "letter"}, "timestamp_granularities[]"),
        ({"model": ""}, "model"),
        ({"language": "xx", "model": "qwen3-asr-flash"}, "language"),
    ],
)
def test_fields_that_make_no_sense_are_refused(
    client: Client, wav: bytes, fields: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), wav, **fields)

    assert answer.status == 400
    assert answer.json["error"]["param"] == param


@pytest.mark.usefixtures("studio", "bucket")
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no sound"])
def test_what_is_no_sound_is_refused(client: Client, content: bytes) -> None:
    answer = ask(client, client.register(), content)

    assert (answer.status, answer.json["error"]["param"]) == (400, "file")


@pytest.mark.usefixtures("studio", "bucket")
def test_a_model_that_does_not_listen_is_not_found(client: Client, wav: bytes) -> None:
    answer = ask(client, client.register(), wav, model="qwen-plus")

    assert (answer.status, answer.code) == (404, "model_not_found")


@pytest.mark.usefixtures("studio", "bucket")
def test_nobody_here_translates(client: Client, wav: bytes, configure: Configure) -> None:
    configure(LOCAL_SPEECH="off")

    answer = ask(client, client.register(), wav, "/v1/audio/translations")

    assert (answer.status, answer.code) == (400, "invalid_request")
    assert "translate" in answer.json["error"]["message"]


@pytest.mark.usefixtures("studio", "bucket")
def test_json_has_the_text_and_the_seconds(client: Client, wav: bytes) -> None:
    answer = heard(client, wav)

    assert answer.json == {"text": WHOLE, "usage": {"type": "duration", "seconds": 8.0}}
    assert answer.headers["x-credits-charged"] == "2"
    assert answer.headers["x-task-id"]


@pytest.mark.usefixtures("studio", "bucket")
@pytest.mark.parametrize(
    ("kind", "beginning"),
    [
        ("text", "大家好"),
        ("srt", "0\n00:00:00,000 --> 00:00:00,001\nAIGC {"),
        ("vtt", "WEBVTT\n\nNOTE AIGC {"),
    ],
)
def test_texts_are_plain(client: Client, wav: bytes, kind: str, beginning: str) -> None:
    answer = heard(client, wav, response_format=kind)

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.body.decode().startswith(beginning)
    assert "大家好" in answer.body.decode()
    assert json.loads(answer.headers["x-aigc-label"])["ProduceID"] == answer.headers["x-task-id"]


@pytest.mark.usefixtures("studio", "bucket")
def test_verbose_json_has_segments_in_seconds(client: Client, wav: bytes) -> None:
    told = heard(client, wav, response_format="verbose_json").json

    assert (told["task"], told["duration"], told["text"]) == ("transcribe", 8, WHOLE)
    assert told["segments"][1] == {"id": 1, "start": 2.9, "end": 5.4, "text": WHOLE[16:31]}
    assert "words" not in told


@pytest.mark.usefixtures("studio", "bucket")
def test_verbose_json_has_words_where_they_are_wanted(client: Client, wav: bytes) -> None:
    fields: dict[str, Any] = {"timestamp_granularities[]": "word"}
    told = heard(client, wav, response_format="verbose_json", **fields).json

    assert "segments" not in told
    assert told["words"][0] == {"word": "大", "start": 0.0, "end": pytest.approx(0.162)}


@pytest.mark.usefixtures("studio", "bucket")
def test_diarized_json_says_who_spoke(client: Client, wav: bytes) -> None:
    told = heard(client, wav, response_format="diarized_json", language="zh").json

    assert [one["speaker"] for one in told["segments"]] == ["A", "B", "A"]
    first = told["segments"][0]
    assert (first["type"], first["start"], first["end"]) == ("transcript.text.segment", 0, 2.6)


@pytest.mark.usefixtures("studio")
def test_without_oss_speakers_are_not_told_apart(
    client: Client, wav: bytes, configure: Configure
) -> None:
    configure(OSS_BUCKET_NAME="", LOCAL_SPEECH="off")

    answer = ask(client, client.register(), wav, response_format="diarized_json")

    assert (answer.status, answer.code) == (400, "diarize_unavailable")


@pytest.mark.usefixtures("studio", "bucket")
def test_a_stream_has_deltas_and_an_end(client: Client, wav: bytes) -> None:
    answer = heard(client, wav, stream="true")

    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [json.loads(data) for data in re.findall(r"^data: (.*)$", answer.body.decode(), re.M)]
    assert {event["type"] for event in events[:-1]} == {"transcript.text.delta"}
    assert "".join(event["delta"] for event in events[:-1]) == WHOLE
    assert (events[-1]["type"], events[-1]["text"]) == ("transcript.text.done", WHOLE)


@pytest.mark.usefixtures("bucket")
def test_a_stream_that_fails_says_so(
    client: Client, studio: DashScopeSimulator, wav: bytes
) -> None:
    studio.hearing = "fail-task"

    answer = heard(client, wav, stream="true")

    (told,) = re.findall(r"^data: (.*)$", answer.body.decode(), re.M)
    assert json.loads(told)["error"]["code"] == "upstream_error"


@pytest.mark.usefixtures("studio", "bucket")
def test_what_is_not_passed_on_is_named(client: Client, wav: bytes) -> None:
    answer = heard(client, wav, prompt="云栈", temperature="0", **{"include[]": "logprobs"})

    assert answer.headers["x-ignored-fields"] == "include[], prompt, temperature"


@pytest.mark.usefixtures("bucket")
def test_silence_is_an_empty_text(client: Client, studio: DashScopeSimulator, wav: bytes) -> None:
    studio.hearing = "silent"

    assert heard(client, wav).json["text"] == ""


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize(
    ("mode", "status", "code"),
    [
        ("moderated-in", 400, "invalid_request"),
        ("DECODE_ERROR", 400, "invalid_request"),
        ("fail-task", 502, "upstream_error"),
    ],
)
def test_what_fails_is_answered_with_its_error_and_costs_nothing(
    client: Client, studio: DashScopeSimulator, wav: bytes, mode: str, status: int, code: str
) -> None:
    studio.hearing = mode
    account = client.register()

    with working():
        answer = ask(client, account, wav)

    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["x-task-id"]
    me = client.call("GET", "/api/auth/me", token=account.token).json
    assert (me["credits"], set_aside()) == (1000, (0, 0))


@pytest.mark.usefixtures("bucket")
def test_a_post_that_an_sdk_repeats_is_heard_and_billed_once(
    client: Client, studio: DashScopeSimulator, wav: bytes
) -> None:
    account = client.register()

    with working():
        answers = [
            ask(client, account, wav, headers={"X-Stainless-Retry-Count": str(count)})
            for count in range(2)
        ]

    assert len({answer.headers["x-task-id"] for answer in answers}) == 1
    assert answers[0].json == answers[1].json
    assert len(studio.creations) == 1
    assert client.call("GET", "/api/auth/me", token=account.token).json["credits"] == 998


@pytest.mark.usefixtures("bucket")
def test_the_same_recording_in_flight_is_joined_and_later_heard_anew(
    client: Client, studio: DashScopeSimulator, wav: bytes
) -> None:
    account, answers = client.register(), list[Answer]()
    studio.held.set()

    def post() -> None:
        answers.append(ask(client, account, wav))

    with working():
        threads = [threading.Thread(target=post) for _ in range(2)]
        for thread in threads:
            thread.start()
        until(lambda: studio.creations)
        studio.held.clear()
        for thread in threads:
            thread.join()
        post()

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(studio.creations) == 2
    assert len({answer.headers["x-task-id"] for answer in answers[:2]}) == 1


@pytest.mark.usefixtures("bucket")
def test_who_waits_too_long_gets_the_tasks_id(
    client: Client, studio: DashScopeSimulator, wav: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.1)
    account = client.register()

    answer = ask(client, account, wav)

    assert (answer.status, answer.code) == (504, "upstream_timeout")
    task_id = answer.headers["x-task-id"]
    assert task_id in answer.json["error"]["message"]
    shown = client.call("GET", f"/api/tasks/{task_id}", token=account.token)
    assert shown.json["status"] == "queued"


@pytest.mark.usefixtures("studio", "bucket")
def test_more_than_25_mb_are_refused_before_they_are_read(client: Client) -> None:
    answer = ask(client, client.register(), b"RIFF" + bytes(26_400_000))

    assert (answer.status, answer.code) == (413, "payload_too_large")


@pytest.mark.usefixtures("bucket")
def test_a_long_transcript_is_whole(
    client: Client, studio: DashScopeSimulator, wav: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: Any = tuple((n, n + 1, 0, f"第{n}句话。") for n in range(4000))
    monkeypatch.setattr("tests.simulators.dashscope_speech._SAID", said)

    told = heard(client, wav, response_format="verbose_json").json

    assert len(told["segments"]) == 4000


def test_pieces_are_heard_where_nobody_can_fetch(
    client: Client, studio: DashScopeSimulator, tmp_path: Path, configure: Configure
) -> None:
    """Local storage: 250 s are two pieces of at most 240 s."""
    configure(OSS_BUCKET_NAME="", LOCAL_SPEECH="off")
    ogg = ffmpeg.tone(tmp_path / "long.ogg", "-ar", "16000", "-ac", "1", seconds=250).read_bytes()

    told = heard(client, ogg, response_format="verbose_json").json

    assert told["text"] == "第1段。第2段。"
    assert [(one["start"], one["end"]) for one in told["segments"]] == [
        (0, 240),
        (240, pytest.approx(250, abs=0.1)),
    ]
    sizes = [len(str(call.body)) for call in studio.creations]
    assert len(sizes) == 2
    assert all(size < 4_000_000 for size in sizes)


def kept(bucket: OssSimulator) -> list[str]:
    return [key for key in bucket.objects if "heard/" in key]


def test_without_credits_nothing_is_kept(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    wav: bytes,
    configure: Configure,
) -> None:
    configure(SIGNUP_CREDITS="0")

    answer = ask(client, client.register(), wav)

    assert (answer.status, bucket.objects) == (429, {})


def test_beyond_five_unfinished_ones_nothing_is_kept(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    wav: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.02)
    account = client.register()

    answers = [ask(client, account, wav + bytes(2 * n)) for n in range(6)]

    assert [answer.status for answer in answers] == [504] * 5 + [429]
    assert len(kept(bucket)) == 5


@pytest.mark.parametrize("history", ["true", "false"])
@pytest.mark.parametrize("mode", ["", "fail-task"])
def test_a_recording_is_gone_when_its_task_has_ended(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    wav: bytes,
    configure: Configure,
    mode: str,
    history: str,
) -> None:
    configure(STORE_HISTORY=history)
    studio.hearing = mode

    with working():
        ask(client, client.register(), wav)

    assert kept(bucket) == []


def test_a_recording_is_gone_when_its_task_is_cancelled(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    wav: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 0.02)
    account = client.register()
    task_id = ask(client, account, wav).headers["x-task-id"]
    assert len(kept(bucket)) == 1

    client.call("DELETE", f"/api/tasks/{task_id}", token=account.token)

    assert kept(bucket) == []
