"""POST /api/speech on this machine: Whisper's program, summaries by the chat model, no key."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.speech.listening import whisper, whisper_process
from tests.client import Client
from tests.conftest import Configure
from tests.simulators.openai import OpenAISimulator
from tests.speech.hearing import ask, ordered, recording, sent, set_aside, shown, worked
from tests.speech.hearing import quick as quick

pytestmark = pytest.mark.usefixtures("quick")
SUMMARY: dict[str, Any] = {
    "summary": "讨论了发布计划。",
    "chapters": [{"title": "开场", "from": 0, "summary": "问候"}],
    "decisions": ["周五发布"],
    "todos": [{"text": "写公告", "owner": "小王"}],
    "keywords": ["发布"],
}
SAYS = """
import json, sys
order = json.loads(sys.argv[1])
said = {"start": 0.5, "end": 2.0, "text": "大家好。", "words": [], "language": "zh"}
for line in (said, {**said, "start": 3, "end": 4, "text": "周五发布。"}, {"done": 8}):
    print(json.dumps(line), flush=True)
"""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, configure: Configure, tmp_path: Path) -> None:
    """A program in Whisper's place; the real one is tried by make test-models."""
    program = tmp_path / "says.py"
    program.write_text(SAYS)
    monkeypatch.setattr(whisper_process, "_PROGRAM", program)
    monkeypatch.setattr(whisper, "PACKAGES", ("json",))
    made = tmp_path / "models" / whisper.NAME
    made.mkdir(parents=True)
    for name in whisper.FILES:
        (made / name).touch()
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="1000")


def heard(client: Client, tmp_path: Path, **asked: Any) -> Any:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path))
    task_id = ordered(client, account, file_id=file_id, **asked)
    worked(task_id, 40)
    return shown(client, account, task_id)


def test_it_is_free_and_named(client: Client, tmp_path: Path) -> None:
    assert client.call("GET", "/api/info").json["features"]["speech"]

    task = heard(client, tmp_path)

    assert (task["status"], task["model"]) == ("succeeded", "whisper-base")
    assert task["result"]["text"] == "大家好。周五发布。"
    assert task["credits"] == {"reserved": 0, "charged": 0}


def test_it_does_not_pretend_to_tell_speakers_apart(client: Client, tmp_path: Path) -> None:
    answer = ask(client, client.register(), url="https://example.com/a.mp3", diarize=True)

    assert (answer.status, answer.code) == (422, "diarize_unavailable")


@pytest.mark.parametrize("language", ["xx", "tlh", "yue"])
def test_a_language_that_whisper_does_not_know_is_refused(client: Client, language: str) -> None:
    answer = ask(client, client.register(), url="https://example.com/a.mp3", language=language)

    assert (answer.status, answer.json["error"]["param"]) == (422, "language")
    assert "zh" in answer.json["error"]["message"]


def test_a_summary_without_a_model_is_refused_before_anything(
    client: Client, tmp_path: Path
) -> None:
    answer = ask(client, client.register(), url="https://example.com/a.mp3", summary=True)

    assert (answer.status, answer.code) == (503, "unavailable")


def test_a_summary_is_the_chat_models_and_metered_as_such(
    client: Client, model: OpenAISimulator, tmp_path: Path
) -> None:
    model.say(f"```json\n{json.dumps(SUMMARY, ensure_ascii=False)}\n```")

    result = heard(client, tmp_path, summary=True)["result"]

    assert result["summary"] == SUMMARY
    assert "[0] 大家好。" in str(model.requests[0].body)
    assert set_aside() == (0, 0)


def test_a_broken_summary_is_mended_once_and_else_loses_nothing(
    client: Client, model: OpenAISimulator, tmp_path: Path
) -> None:
    model.say("no JSON", "still none")

    result = heard(client, tmp_path, summary=True)["result"]

    assert result["text"] == "大家好。周五发布。"
    assert "summary" not in result
    assert result["summary_error"] == "unreadable"


def test_a_program_that_dies_fails_the_task_with_a_sentence(client: Client, tmp_path: Path) -> None:
    (tmp_path / "says.py").write_text("import sys; sys.exit('broken')")

    task = heard(client, tmp_path)

    assert (task["status"], task["error"]["code"]) == ("failed", "internal_error")
    assert "语音识别程序" in task["error"]["message"]
