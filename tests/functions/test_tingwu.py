"""POST /api/speech by Tingwu: signed as its SDK signs, with speakers, paid for by its count."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import acs3
from shared.acs3 import AccessKey
from shared.speech.listening import tingwu
from shared.speech.listening.wishes import Wish
from shared.tasks import steps
from tests.buckets import bucket as bucket
from tests.client import Client
from tests.conftest import Clock, Configure
from tests.conftest import clock as clock
from tests.simulators.tingwu import SKEW, TingwuSimulator
from tests.speech.hearing import WORKS, ask, ordered, recording, row, sent, set_aside, shown, worked
from tests.speech.hearing import quick as quick

pytestmark = pytest.mark.usefixtures("quick", "bucket")


@pytest.fixture
def service(configure: Configure) -> Iterator[TingwuSimulator]:
    with TingwuSimulator() as simulator:
        configure(**simulator.variables, ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="1000")
        yield simulator


def test_a_language_that_it_does_not_know_is_refused(
    client: Client, service: TingwuSimulator
) -> None:
    answer = ask(client, client.register(), url="https://example.com/a.mp3", language="fr")

    assert (answer.status, answer.json["error"]["param"]) == (422, "language")


def test_an_unknown_price_is_refused_where_credits_count(
    client: Client, service: TingwuSimulator, configure: Configure
) -> None:
    configure(TINGWU_PRICE="")

    answer = ask(client, client.register(), url="https://example.com/a.mp3")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert set_aside() == (0, 0)


def test_a_meeting_is_heard_with_its_speakers(
    client: Client, service: TingwuSimulator, tmp_path: Path
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path, 9))

    task_id = ordered(client, account, file_id=file_id, diarize=True)
    worked(task_id)

    task = shown(client, account, task_id)
    result = task["result"]
    assert (task["status"], task["model"]) == ("succeeded", "tingwu")
    assert (result["text"], result["language"]) == ("您好，开会。好的。", "zh")
    assert [(one["speaker"], one["start"], one["end"]) for one in result["segments"]] == [
        ("A", 4.97, 6.2),
        ("B", 6.4, 8.0),
    ]
    asked = service.creations[0]
    assert asked["Input"]["SourceLanguage"] == "fspk"
    assert asked["Parameters"]["Transcription"]["Diarization"] == {"SpeakerCount": 0}
    assert service.fetched
    assert task["credits"]["charged"] == 2  # 9 s at 600 credits an hour
    assert service.refusals == []


def test_without_speakers_nobody_is_named(
    client: Client, service: TingwuSimulator, tmp_path: Path
) -> None:
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path, 9)))
    worked(task_id)

    result = shown(client, account, task_id)["result"]
    assert result["speakers"] == []
    assert all("speaker" not in one for one in result["segments"])


def test_silence_is_a_success(client: Client, service: TingwuSimulator, tmp_path: Path) -> None:
    service.hearing = "silent"
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))

    assert worked(task_id).status == "succeeded"
    assert shown(client, account, task_id)["result"]["text"] == ""


@pytest.mark.parametrize(
    ("hearing", "code"),
    [
        ("failed", "upstream_error"),
        ("unreadable", "invalid_request"),
        ("drop", "upstream_error"),
        ("html", "upstream_error"),
    ],
)
def test_what_fails_costs_nothing_and_is_not_created_twice(
    hearing: str, code: str, client: Client, service: TingwuSimulator, tmp_path: Path
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path))
    service.hearing = hearing

    task_id = ordered(client, account, file_id=file_id)
    worked(task_id, 40)

    task = shown(client, account, task_id)
    assert (task["status"], task["error"]["code"]) == ("failed", code)
    assert len(service.creations) <= 1
    assert set_aside() == (0, 0)


def test_throttling_and_odd_words_are_waited_out(
    client: Client, service: TingwuSimulator, tmp_path: Path
) -> None:
    account = client.register()
    file_id = sent(client, account, recording(tmp_path))
    service.hearing = "odd-status"
    task_id = ordered(client, account, file_id=file_id)
    for _ in range(5):
        steps.advance(WORKS, task_id)
    assert row(task_id).unfinished
    service.hearing = "ok"

    assert worked(task_id, 40).status == "succeeded"


def test_the_wrong_secret_is_refused_and_said_to_be_ours(
    client: Client, service: TingwuSimulator, configure: Configure, tmp_path: Path
) -> None:
    configure(TINGWU_ACCESS_KEY_SECRET="another")
    account = client.register()

    task_id = ordered(client, account, file_id=sent(client, account, recording(tmp_path)))
    failed = worked(task_id)

    assert (failed.status, failed.error) == ("failed", "upstream_error")
    assert service.refusals == ["SignatureDoesNotMatch"]


def test_a_key_of_the_role_goes_with_its_token(
    service: TingwuSimulator, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.gateway.token = "STS.token"
    configure(TINGWU_ACCESS_KEY_ID="", TINGWU_ACCESS_KEY_SECRET="")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", service.key_id)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", service.secret)
    monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", service.gateway.token)
    tenant = tingwu.tenant()

    assert tenant
    assert tingwu.create(tenant, "k", "https://example.com/a.ogg", Wish("zh"))
    assert service.refusals == []


@pytest.mark.parametrize("seconds", [SKEW + 60, -SKEW - 60])
def test_the_simulator_refuses_a_clock_that_is_wrong(
    service: TingwuSimulator, clock: Clock, seconds: int
) -> None:
    clock.advance(seconds=seconds)
    tenant = tingwu.tenant()

    assert tenant
    with pytest.raises(Exception, match=r"InvalidTimeStamp\.Expired"):
        tingwu.create(tenant, "k", "https://example.com/a.ogg", Wish("zh"))


def test_the_simulator_takes_no_nonce_twice_and_no_other_body(service: TingwuSimulator) -> None:
    key = AccessKey(service.key_id, service.secret)
    place = service.url.removeprefix("http://")
    body = b'{"AppKey":"app","Input":{"SourceLanguage":"cn","TaskKey":"k"}}'
    path = "/openapi/tingwu/v2/tasks"
    call = acs3.Call("PUT", place, path, {"type": "offline"}, "CreateTask", "2023-09-30", body)
    headers = acs3.signed_headers(call, key, {"content-type": "application/json"})
    told = {name.lower(): value for name, value in headers.items()}

    first = service.serve("PUT", f"{path}?type=offline", told, body)
    again = service.serve("PUT", f"{path}?type=offline", told, body)
    other = service.serve("PUT", f"{path}?type=offline", told, body + b" ")

    assert [first[0], again[0], other[0]] == [200, 403, 403]
    assert service.refusals == ["SignatureNonceUsed", "InvalidContentSha256"]
