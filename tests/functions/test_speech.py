"""POST /api/speech by Model Studio: what is refused first, what is heard, and what it costs."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from shared.tasks import steps
from tests.buckets import bucket as bucket
from tests.client import Account, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.oss import OssSimulator
from tests.speech.hearing import (
    WORKS,
    ask,
    ordered,
    recording,
    row,
    sent,
    set_aside,
    shown,
    worked,
)
from tests.speech.hearing import quick as quick
from tests.speech.hearing import studio as studio

pytestmark = pytest.mark.usefixtures("quick")
RATE = 220_000  # credits for a million seconds of fun-asr


def credits_of(client: Client, account: Account) -> int:
    answer = client.call("GET", "/api/auth/me", token=account.token)
    return int(answer.json["credits"])


def test_strangers_are_refused(client: Client) -> None:
    answer = client.call("POST", "/api/speech", {"file_id": "x"})

    assert (answer.status, answer.code) == (401, "unauthorized")


def test_without_anybody_who_listens_it_is_said_before_anything_is_reserved(
    client: Client, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="1000", LOCAL_SPEECH="off")
    account = client.register()

    answer = ask(client, account, url="https://example.com/a.mp3")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]
    assert (credits_of(client, account), set_aside()) == (1000, (0, 0))
    assert not client.call("GET", "/api/info").json["features"]["speech"]


@pytest.mark.usefixtures("studio", "bucket")
@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({}, "file_id"),
        ({"file_id": "x", "url": "https://example.com/a.mp3"}, "file_id"),
        ({"url": "ftp://example.com/a.mp3"}, "url"),
        ({"url": "http://127.0.0.1/a.mp3"}, "url"),
        ({"url": "https://example.com/a.mp3", "language": "zh_CN!"}, "language"),
        (
            {"url": "https://example.com/a.mp3", "language": "xx", "model": "qwen3-asr-flash"},
            "language",
        ),
        ({"url": "https://example.com/a.mp3", "speakers": 2}, "speakers"),
    ],
)
def test_what_makes_no_sense_is_refused(client: Client, asked: Any, param: str) -> None:
    answer = ask(client, client.register(), **asked)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param


@pytest.mark.usefixtures("studio", "bucket")
def test_a_model_that_does_not_listen_is_not_found(client: Client) -> None:
    answer = ask(client, client.register(), url="https://example.com/a.mp3", model="qwen-plus")

    assert (answer.status, answer.code) == (404, "model_not_found")
    assert "fun-asr" in answer.json["error"]["message"]


@pytest.mark.usefixtures("studio", "bucket")
def test_another_ones_file_is_not_found(client: Client, tmp_path: Path) -> None:
    file_id = sent(client, client.register(), recording(tmp_path))

    assert ask(client, client.register(), file_id=file_id).status == 404


@pytest.mark.usefixtures("studio", "bucket")
def test_a_picture_is_no_recording(client: Client) -> None:
    account = client.register()
    png = b"\x89PNG\r\n\x1a\n" + bytes(100)

    answer = ask(client, account, file_id=sent(client, account, png, "image/png"))

    assert (answer.status, answer.code) == (415, "unsupported_media_type")


@pytest.mark.usefixtures("studio", "bucket")
def test_a_file_that_was_not_sent_yet_is_refused(client: Client) -> None:
    account = client.register()
    asked = {"filename": "a.wav", "content_type": "audio/wav", "size": 1000}
    begun = client.call("POST", "/api/files", asked, token=account.token)

    answer = ask(client, account, file_id=begun.json["file"]["id"])

    assert (answer.status, answer.code) == (409, "conflict")


@pytest.mark.usefixtures("studio")
def test_without_oss_nobody_tells_speakers_apart(
    client: Client, configure: Configure, tmp_path: Path
) -> None:
    configure(OSS_BUCKET_NAME="", LOCAL_SPEECH="off")
    account = client.register()

    answer = ask(client, account, file_id=sent(client, account, recording(tmp_path)), diarize=True)

    assert (answer.status, answer.code) == (422, "diarize_unavailable")
    assert answer.json["error"]["param"] == "diarize"


def test_a_recording_is_heard_with_times_and_speakers(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path, 8))

    task_id = ordered(client, account, file_id=file_id, language="zh-CN", diarize=True)
    assert shown(client, account, task_id)["credits"]["reserved"] >= 2
    worked(task_id)

    task = shown(client, account, task_id)
    result = task["result"]
    assert (task["status"], task["progress"], task["model"]) == ("succeeded", 100, "fun-asr")
    assert (
        result["text"]
        == "大家好，今天讨论云栈的发布计划。我负责语音转写，周五之前完成。好的，散会。"
    )
    assert (result["language"], result["duration"]) == ("zh", pytest.approx(8, abs=0.1))
    assert result["speakers"] == ["A", "B"]
    first = result["segments"][0]
    assert (first["start"], first["end"], first["speaker"]) == (0, 2.6, "A")
    assert first["words"][-1]["text"] == "划。"
    asked = studio.creations[0].body
    assert asked["parameters"]["language_hints"] == ["zh"]
    assert asked["parameters"]["diarization_enabled"] is True
    assert asked["parameters"]["channel_id"] == [0]
    # 8 s * 0.22 credits
    assert (task["credits"]["charged"], credits_of(client, account)) == (2, 998)
    assert set_aside() == (0, 0)


def test_the_transcript_comes_as_files_of_the_owners(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    worked(task_id)

    files = shown(client, account, task_id)["result"]["files"]
    got = {}
    for kind, file_id in files.items():
        file = client.call("GET", f"/api/files/{file_id}", token=account.token).json
        assert file["filename"] == f"晨会.{kind}"
        got[kind] = requests.get(file["url"], timeout=5)
        assert file["content_type"] == got[kind].headers["content-type"]
    label = got["json"].json()["aigc"]
    assert label["ProduceID"] == task_id
    for kind, cue in (("srt", "1\n00:00:00,000 --> "), ("vtt", "00:00:00.000 --> ")):
        before, _, said = got[kind].content.decode().partition(f"\n\n{cue}")
        assert json.loads(before.partition(" AIGC " if kind == "vtt" else "\nAIGC ")[2]) == label
        assert "大家好" in said.splitlines()[1]
    assert len(got["json"].json()["segments"]) == 3
    left = [name for name in bucket.objects if "speech-" in name]
    assert left == [], "what the provider fetched is removed"


def test_what_is_sent_is_one_voice_much_smaller(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    content = recording(tmp_path, 30)
    studio.held.set()
    task_id = ordered(client, account, file_id=sent(client, account, content))

    steps.advance(WORKS, task_id)

    (size,) = (len(one.data) for key, one in bucket.objects.items() if "speech-" in key)
    assert size < len(content) / 6


@pytest.mark.parametrize("mode", ["silent", "no-fragment"])
def test_silence_is_a_success_with_an_empty_text(
    mode: str, client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    studio.hearing = mode
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))

    assert worked(task_id).status == "succeeded"
    result = shown(client, account, task_id)["result"]
    assert (result["text"], result["segments"], result["speakers"]) == ("", [], [])
    assert result["files"]["srt"]


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("FILE_403_FORBIDDEN", "invalid_request"),
        ("AUDIO_DURATION_TOO_LONG", "invalid_request"),
        ("DECODE_ERROR", "invalid_request"),
        ("fail-task", "upstream_error"),
        ("fail-silent", "upstream_error"),
        ("moderated-in", "content_refused"),
        ("fail-500", "upstream_error"),
        ("html-error", "upstream_error"),
        ("drop", "upstream_error"),
    ],
)
def test_what_fails_has_a_code_and_a_sentence_and_costs_nothing(
    mode: str,
    code: str,
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
) -> None:
    studio.hearing = mode
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    worked(task_id, 40)

    task = shown(client, account, task_id)
    assert (task["status"], task["error"]["code"]) == ("failed", code)
    assert task["error"]["message"]
    assert (task["credits"]["charged"], credits_of(client, account)) == (0, 1000)
    assert set_aside() == (0, 0)


@pytest.mark.parametrize("mode", ["html-error", "drop", "slow-body"])
def test_a_creation_that_may_be_paid_for_is_not_repeated(
    mode: str,
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.dashscope.client.CREATE", 0.5)
    studio.hearing = mode
    account = client.register()

    worked(ordered(client, account, file_id=sent(client, account, recording(tmp_path))), 40)

    assert len([call for call in studio.calls if call.method == "POST"]) == 1


@pytest.mark.parametrize(
    "mode", ["throttle-twice", "poll-500", "poll-html", "poll-drop", "odd-status"]
)
def test_what_passes_is_waited_for(
    mode: str,
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path))
    studio.hearing = mode
    task_id = ordered(client, account, file_id=file_id)
    if mode == "odd-status":  # no end that we know: it goes on until it has one
        for _ in range(6):
            steps.advance(WORKS, task_id)
        assert row(task_id).unfinished
        for task in studio.tasks.all.values():
            task.mode = "ok"

    assert worked(task_id, 40).status == "succeeded"
    assert len(studio.creations) == 1


def test_a_provider_that_could_not_fetch_it_tries_once_more_by_a_fresh_link(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    studio.hearing = "FILE_SERVER_ERROR"

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    failed = worked(task_id)

    assert (failed.status, failed.error) == ("failed", "upstream_error")
    assert len(studio.creations) == 2
    assert set_aside() == (0, 0)


def test_a_task_that_the_provider_forgot_fails_after_three_looks(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    studio.hearing = "stuck"
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    steps.advance(WORKS, task_id)
    studio.tasks.expire()

    failed = worked(task_id)
    assert (failed.status, failed.error) == ("failed", "upstream_error")
    assert set_aside() == (0, 0)


def test_an_absurd_duration_costs_no_more_than_the_recording(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.simulators.dashscope_speech.SECONDS", 900_000)
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    done = worked(task_id)

    assert done.status == "succeeded"
    assert 0 < done.credits <= done.reserved
    assert credits_of(client, account) == 1000 - done.credits


def test_a_recording_that_is_dearer_than_the_balance_is_refused_before_it_is_paid_for(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    configure: Configure,
) -> None:
    configure(SIGNUP_CREDITS="14")  # of 60 s, which must be there
    account = client.register()
    speech = recording(tmp_path, 100, "talk.ogg")

    task_id = ordered(client, account, file_id=sent(client, account, speech, "audio/ogg"))
    failed = worked(task_id)

    task = shown(client, account, task_id)
    assert (failed.status, task["error"]["code"]) == ("failed", "invalid_request")
    assert "63" in task["error"]["message"]
    assert (studio.creations, credits_of(client, account)) == ([], 14)


def test_a_balance_for_less_than_a_minute_is_too_little(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    configure: Configure,
) -> None:
    configure(SIGNUP_CREDITS="13")

    answer = ask(client, client.register(), url="https://example.com/a.mp3")

    assert (answer.status, answer.code) == (402, "insufficient_credits")


def test_without_room_for_its_files_nothing_is_ordered(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    configure: Configure,
) -> None:
    configure(STORAGE_BYTES="1000")

    answer = ask(client, client.register(), url="https://example.com/a.mp3")

    assert (answer.status, answer.code) == (403, "storage_full")
    assert set_aside() == (0, 0)


def test_what_has_no_sound_in_it_fails_with_a_sentence(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator
) -> None:
    account = client.register()
    broken = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(200)

    task_id = ordered(client, account, file_id=sent(client, account, broken))
    worked(task_id)

    task = shown(client, account, task_id)
    assert (task["status"], task["error"]["code"]) == ("failed", "invalid_request")
    assert "录音" in task["error"]["message"]
    assert studio.creations == []


def test_a_pending_one_is_cancelled_at_the_provider_and_costs_nothing(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    studio.held.set()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    steps.advance(WORKS, task_id)
    gone = client.call("DELETE", f"/api/tasks/{task_id}", token=account.token)

    assert gone.status == 200
    assert worked(task_id).status == "cancelled"
    assert [task.status for task in studio.tasks.all.values()] == ["CANCELED"]
    assert (credits_of(client, account), set_aside()) == (1000, (0, 0))


def test_the_same_idempotency_key_makes_one_task(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    account = client.register()
    asked = {"file_id": sent(client, account, recording(tmp_path))}
    headers = {"Idempotency-Key": "k1"}

    first, again = (
        client.call("POST", "/api/speech", asked, token=account.token, headers=headers)
        for _ in range(2)
    )
    worked(first.json["task"]["id"])

    assert again.json["task"]["id"] == first.json["task"]["id"]
    assert len(studio.creations) == 1


def test_a_long_transcript_is_in_its_file(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = tuple((n * 10, n * 10 + 9, 0, f"第{n}句话，很长的会议。") for n in range(2000))
    monkeypatch.setattr("tests.simulators.dashscope_speech._SAID", said)
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path, 21)))
    done = worked(task_id)

    result = shown(client, account, task_id)["result"]
    assert len(done.result_json) <= 65_536 + 1000
    assert (result["truncated"], result["segments"]) == (True, None)
    assert len(result["text"]) == 20_000
    file = client.call("GET", f"/api/files/{result['files']['json']}", token=account.token).json
    assert len(requests.get(file["url"], timeout=5).json()["segments"]) == 2000


def test_an_administrators_price_holds(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    admin = administrator(client)
    entry = {
        "id": "fun-asr", "provider": "dashscope", "upstream_name": "fun-asr",
        "prices": [{"input": 5_000_000, "output": 0}], "capabilities": ["transcription"],
    }  # fmt: skip
    assert client.call("POST", "/api/admin/models", entry, token=admin.token).status == 201
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    worked(task_id)

    assert shown(client, account, task_id)["credits"]["charged"] == 40
    assert "api" not in msgspec.json.decode(row(task_id).request_json or "")
