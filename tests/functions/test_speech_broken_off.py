"""POST /api/speech that is broken off: what is not wanted is not paid for, what was paid for is not
lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared.ffmpeg import process
from shared.speech import recordings
from shared.speech.listening import short_calls
from shared.storage import patience
from shared.tasks import leases, runs, steps
from tests.buckets import bucket as bucket
from tests.client import Account, Client
from tests.conftest import Clock, Configure
from tests.engines import ffmpeg
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_tasks import Call, Reply
from tests.simulators.oss import OssSimulator
from tests.simulators.oss_faults import Status
from tests.speech.hearing import (
    TASKS,
    WORKS,
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
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(autouse=True)
def heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "BEAT", 0.02)


@pytest.fixture
def two_pieces(tmp_path: Path, configure: Configure) -> bytes:
    """250 s, where nobody can fetch them: pieces of 240 s at most."""
    configure(OSS_BUCKET_NAME="", LOCAL_SPEECH="off")
    return ffmpeg.tone(tmp_path / "long.ogg", "-ar", "16000", "-ac", "1", seconds=250).read_bytes()


def credits_of(client: Client, account: Account) -> int:
    return int(client.call("GET", "/api/auth/me", token=account.token).json["credits"])


def cancel(client: Client, account: Account, task_id: str) -> None:
    gone = client.call("DELETE", f"{TASKS}/{task_id}", token=account.token)
    assert gone.status == 200, gone.body


def before(mocker: MockerFixture, where: Any, name: str, act: Callable[..., None]) -> None:
    """Let something happen while a step is at that, once."""
    real, acts = getattr(where, name), [act]

    def disturbed(*given: Any, **named: Any) -> Any:
        if acts:
            acts.pop()(*given)
        return real(*given, **named)

    mocker.patch.object(where, name, disturbed)


@pytest.mark.parametrize("model", ["fun-asr", "qwen3-asr-flash"])
def test_one_that_is_cancelled_while_it_is_prepared_is_never_asked_for(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    mocker: MockerFixture,
    model: str,
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path))
    task_id = ordered(client, account, file_id=file_id, model=model)
    stopped: list[Path] = []

    def meanwhile(source: Path, longest: float, watch: process.Watch, *_: Any) -> None:
        cancel(client, account, task_id)
        until(watch.is_cancelled)
        stopped.append(source)

    before(mocker, recordings, "prepare", meanwhile)

    assert worked(task_id).status == "cancelled"
    assert stopped, "ffmpeg is not left running"
    assert studio.creations == []
    assert (credits_of(client, account), set_aside()) == (1000, (0, 0))


def test_one_that_is_cancelled_between_two_pieces_pays_for_the_first_alone(
    client: Client, studio: DashScopeSimulator, two_pieces: bytes, mocker: MockerFixture
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, two_pieces, "audio/ogg"))
    before(mocker, short_calls, "hear", lambda *_: cancel(client, account, task_id))

    done = worked(task_id)

    assert (done.status, len(studio.creations)) == ("cancelled", 1)
    whole = 1000 - credits_of(client, account)
    assert whole == done.credits == shown(client, account, task_id)["credits"]["charged"] > 0
    assert json.loads(done.units_json or "")["seconds"] == pytest.approx(240, abs=1)
    assert set_aside() == (0, 0)


def test_what_a_provider_could_not_fetch_is_not_asked_for_again_once_it_is_cancelled(
    client: Client, studio: DashScopeSimulator, bucket: OssSimulator, tmp_path: Path
) -> None:
    studio.hearing = "FILE_SERVER_ERROR"
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))

    def runs_there() -> bool:
        steps.advance(WORKS, task_id)
        return [task.status for task in studio.tasks.all.values()] == ["RUNNING"]

    until(runs_there)
    cancel(client, account, task_id)

    assert worked(task_id).status == "cancelled"
    assert len(studio.creations) == 1
    assert credits_of(client, account) == 1000


def test_what_a_provider_does_not_forget_is_heard_to_its_end_and_charged(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    mocker: MockerFixture,
) -> None:
    refusal = Reply(403, b'{"code": "AccessDenied", "message": "no"}')
    mocker.patch.object(studio.tasks, "cancel", return_value=refusal)
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    steps.advance(WORKS, task_id)
    cancel(client, account, task_id)

    done = worked(task_id)

    assert (done.status, done.credits, credits_of(client, account)) == ("cancelled", 2, 998)
    assert [task.status for task in studio.tasks.all.values()] == ["SUCCEEDED"]


def test_a_worker_that_ends_while_it_prepares_leaves_the_task_to_another(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    mocker: MockerFixture,
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    before(mocker, recordings, "prepare", lambda *_: runs.stop())

    steps.advance(WORKS, task_id)
    assert (row(task_id).step, row(task_id).attempt, studio.creations) == ("new", 0, [])

    assert worked(task_id).status == "succeeded"
    assert len(studio.creations) == 1


def test_a_worker_that_ends_between_two_pieces_leaves_the_rest_to_another(
    client: Client, studio: DashScopeSimulator, two_pieces: bytes, mocker: MockerFixture
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, two_pieces, "audio/ogg"))
    before(mocker, short_calls, "hear", lambda *_: runs.stop())

    steps.advance(WORKS, task_id)
    assert (row(task_id).step, len(studio.creations)) == ("new", 1)

    assert worked(task_id).status == "succeeded"
    assert shown(client, account, task_id)["result"]["text"] == "第1段。第2段。"
    assert len(studio.creations) == 2


def test_a_storage_that_is_away_while_it_prepares_is_asked_again(
    client: Client,
    studio: DashScopeSimulator,
    bucket: OssSimulator,
    tmp_path: Path,
    clock: Clock,
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    bucket.script(*[Status(503, "ServiceUnavailable")] * patience.ATTEMPTS)

    steps.advance(WORKS, task_id)
    assert (row(task_id).step, row(task_id).attempt) == ("new", 1)
    clock.advance(seconds=4)

    assert worked(task_id).status == "succeeded"
    assert len(studio.creations) == 1


def test_a_piece_that_is_refused_for_now_loses_none_that_was_heard(
    client: Client,
    studio: DashScopeSimulator,
    two_pieces: bytes,
    mocker: MockerFixture,
    clock: Clock,
) -> None:
    """The provider says to come back in a minute: nobody sleeps so long with a worker."""
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, two_pieces, "audio/ogg"))
    serve, refused = studio.serve, list[Call]()

    def throttled(call: Call) -> Reply:
        if len(studio.creations) == 1 and not refused:
            refused.append(call)
            body = b'{"code": "Throttling.RateQuota", "message": "later"}'
            return Reply(429, body, headers={"Retry-After": "60"})
        return serve(call)

    mocker.patch.object(studio, "serve", throttled)

    steps.advance(WORKS, task_id)
    assert (row(task_id).attempt, len(refused)) == (1, 1)
    assert not steps.advance(WORKS, task_id), "a minute has to pass"
    clock.advance(seconds=61)

    assert worked(task_id).status == "succeeded"
    assert shown(client, account, task_id)["result"]["text"] == "第1段。第2段。"
    assert len(studio.creations) == 2


def test_programs_get_no_more_time_than_the_worker_has(
    client: Client,
    studio: DashScopeSimulator,
    two_pieces: bytes,
    mocker: MockerFixture,
) -> None:
    account = client.register()
    task_id = ordered(client, account, file_id=sent(client, account, two_pieces, "audio/ogg"))
    ran = mocker.spy(process, "run")

    steps.advance(WORKS, task_id, 30)

    limits = [call.args[2].seconds for call in ran.call_args_list]
    assert len(limits) == 4, "the voice, where to cut, and two pieces"
    assert max(limits) <= 30
