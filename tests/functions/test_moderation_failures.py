"""The moderation service fails: open or closed as the deployment decides, and never in silence."""

import functools
import json
import threading
from typing import Any

import pytest

from shared import instrumentation
from shared.config import environment
from shared.config.environment import ConfigError
from shared.database import transactions
from shared.moderation import resting
from shared.operations import alert_conditions
from tests.administering import balance
from tests.client import Account, WsgiClient
from tests.conftest import Clock, Configure
from tests.functions.moderating import BAD, WAYS, Deltas, ending, heard, say, saying
from tests.functions.moderating import nothing_known as nothing_known
from tests.functions.moderating import service as service
from tests.functions.questions import titles
from tests.functions.test_moderated_chats import GIVEN, GOOD, OUTPUT, calls, counts, payer
from tests.functions.test_streams_left import Reader
from tests.secrets_in_logs import SECRET
from tests.simulators.moderation import ModerationSimulator
from tests.simulators.openai import OpenAISimulator, Pace
from tests.waiting import until

MOODS = ("error-500", "html", "drop", "slow", "throttle", "no-permission", "empty", "deep")
CAUSES = {
    "error-500": "HTTP 500 InternalError",
    "html": "HTTP 502 without JSON",
    "deep": "HTTP 200 without JSON",
    "throttle": "Throttling.User",
    "no-permission": "HTTP 200 408",
}


@pytest.fixture
def near(sqlite: str, model: OpenAISimulator, service: ModerationSimulator) -> WsgiClient:
    return WsgiClient()


class Watcher:
    """An observer that hears of checks."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def checked(self, place: str, outcome: str, seconds: float) -> None:
        self.told.append((place, outcome))

    def __getattr__(self, name: str) -> Any:
        return lambda *_: None


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Watcher:
    found = Watcher()
    monkeypatch.setattr(instrumentation, "observers", [found])
    return found


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, configure: Configure) -> None:
    monkeypatch.setattr("shared.moderation.aliyun._PAUSE", 0.01)
    configure(MODERATION_TIMEOUT="1")


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mood", MOODS)
def test_what_cannot_be_checked_is_refused_where_that_is_wanted(
    near: WsgiClient,
    model: OpenAISimulator,
    service: ModerationSimulator,
    configure: Configure,
    watcher: Watcher,
    capsys: pytest.CaptureFixture[str],
    mood: str,
) -> None:
    configure(MODERATION_ON_FAILURE="closed")
    service.mood = mood

    answer = say(near, None, "/api/chat", stream=True)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    assert model.requests == []
    assert counts() == [("input", "held_back", "", 1)]
    assert calls() == [("failed", "not_moderated", 0)]
    assert watcher.told == [("input", "failed")]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (told,) = [line for line in lines if line["message"] == "content not checked"]
    assert CAUSES.get(mood, "") in told["cause"]
    assert told["outcome"] == "held_back"


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mood", ["error-500", "drop"])
def test_what_cannot_be_checked_passes_where_that_is_wanted_and_is_told(
    near: WsgiClient,
    model: OpenAISimulator,
    service: ModerationSimulator,
    configure: Configure,
    mood: str,
) -> None:
    configure(MODERATION_ON_FAILURE="open")
    service.mood = mood
    model.say(GOOD)

    answer = say(near, None, "/api/chat", stream=True)

    assert heard("/api/chat", answer) == GOOD
    assert counts() == [("input", "let_through", "", 1)]


@pytest.mark.usefixtures("hasty")
def test_strangers_are_refused_and_users_are_not(
    near: WsgiClient, service: ModerationSimulator, configure: Configure
) -> None:
    configure(MODERATION_ON_FAILURE="anonymous")
    account = near.register()
    service.mood = "error-500"

    assert say(near, account, "/api/chat").status == 200
    assert say(near, None, "/api/chat").status == 503


def test_production_is_closed_to_strangers_unless_it_says_otherwise() -> None:
    safe = {"JWT_SECRET": SECRET, "AIGC_PRODUCER": "x"}
    load = environment.load

    assert load({"APP_ENV": "production", **safe}).moderation_failure == "anonymous"
    assert load({"APP_ENV": "test", **safe}).moderation_failure == "open"
    wanted = {"APP_ENV": "production", "MODERATION_ON_FAILURE": "open", **safe}
    assert load(wanted).moderation_failure == "open"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODERATION", "maybe"),
        ("MODERATION_LEVEL", "none"),
        ("MODERATION_ON_FAILURE", "never"),
        ("MODERATION_SERVICES", "inputs=x"),
        ("MODERATION_SERVICES", "input="),
        ("MODERATION_TIMEOUT", "0"),
        ("MODERATION_API_URL", "green-cip"),
        ("MODERATION_API_URL", "http://green-cip.example.com"),
    ],
)
def test_settings_that_mean_nothing_are_refused(name: str, value: str) -> None:
    safe = {"APP_ENV": "test", "JWT_SECRET": SECRET}

    with pytest.raises(ConfigError, match=name):
        environment.load({**safe, name: value})


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mood", ["throttle-once", "drop-once"])
def test_what_fails_once_is_asked_again(
    near: WsgiClient, service: ModerationSimulator, mood: str
) -> None:
    service.mood = mood

    assert say(near, None, "/api/chat", BAD).code == "moderated"
    assert counts() == [("input", "refused", "contraband_gambling", 1)]


@pytest.mark.parametrize(
    ("variables", "cause"),
    [
        ({"MODERATION_ACCESS_KEY_SECRET": "another"}, "SignatureDoesNotMatch"),
        ({"MODERATION_ACCESS_KEY_ID": "LTAI-other"}, "SignatureDoesNotMatch"),
        ({"MODERATION_ACCESS_KEY_ID": "", "MODERATION_ACCESS_KEY_SECRET": ""}, "no access key"),
        ({"MODERATION_SERVICES": "input=no_such_service"}, "401"),
    ],
)
def test_a_wrong_key_does_not_let_everything_pass_in_silence(
    near: WsgiClient,
    configure: Configure,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    cause: str,
) -> None:
    configure(MODERATION_ON_FAILURE="closed", **variables)

    assert say(near, None, "/api/chat").status == 503

    out = capsys.readouterr().out
    assert cause in out
    assert "another" not in out
    assert counts() == [("input", "held_back", "", 1)]


def test_a_key_of_the_role_is_sent_with_its_token(
    near: WsgiClient,
    service: ModerationSimulator,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(MODERATION_ACCESS_KEY_ID="", MODERATION_ACCESS_KEY_SECRET="")
    service.gateway.token = "STS.token"
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", service.key_id)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", service.secret)
    monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", "STS.token")

    assert say(near, None, "/api/chat", BAD).code == "moderated"
    assert service.refusals == []


def test_a_level_that_nobody_knows_refuses(near: WsgiClient, service: ModerationSimulator) -> None:
    service.mood = "odd-level"

    assert say(near, None, "/api/chat").code == "moderated"


def test_a_service_that_keeps_failing_is_left_alone_and_asked_again_later(
    near: WsgiClient,
    service: ModerationSimulator,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(MODERATION_ON_FAILURE="open")
    service.mood = "no-permission"
    for number in range(6):
        say(near, None, "/api/chat", f"{number} 问")
    asked = len(service.checks)
    assert asked == resting.FAILURES

    service.mood = "ok"
    assert say(near, None, "/api/chat", BAD).status == 200
    monkeypatch.setattr(resting, "_until", 0.0)
    assert say(near, None, "/api/chat", BAD).code == "moderated"


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("path", WAYS)
def test_a_stream_that_cannot_be_checked_any_more_breaks_off_and_costs_nothing(
    near: WsgiClient,
    model: OpenAISimulator,
    service: ModerationSimulator,
    configure: Configure,
    path: str,
) -> None:
    account = payer(near, configure)
    configure(MODERATION_ON_FAILURE="closed")

    def fails() -> bool:
        if service.contents(OUTPUT):
            service.mood = "error-500"
        return service.mood != "ok"

    model.script(saying(GOOD, f"去{BAD}", waits={1: fails}))

    answer = say(near, account, path, stream=True)

    assert BAD not in answer.body.decode()
    assert b"rror" in answer.body
    assert balance(near, account) == GIVEN
    assert [outcome for _, outcome, *_ in counts()] == ["held_back"]


def test_failures_are_told_as_an_alert_until_they_end(
    near: WsgiClient, service: ModerationSimulator, configure: Configure, clock: Clock
) -> None:
    configure(MODERATION_ON_FAILURE="open")
    service.mood = "no-permission"
    say(near, None, "/api/chat")

    assert told(clock)[0].startswith("input: 1 checks failed today, and the content was let")
    clock.advance(seconds=16 * 60)
    assert told(clock) == []


def told(clock: Clock) -> list[str]:
    with transactions.reading() as tx:
        found = alert_conditions.find(tx, {}, "en", charges=False)
    return found["moderation"]


# who leaves


@pytest.mark.parametrize("path", ["/api/chat", "/v1/chat/completions"])
def test_who_leaves_while_words_are_held_back_pays_for_what_was_told(
    near: WsgiClient,
    model: OpenAISimulator,
    service: ModerationSimulator,
    configure: Configure,
    path: str,
) -> None:
    account = payer(near, configure)
    more = {"model": "qwen-sim"}
    model.script(told_until_checked(service))
    reading = Reader(near, account, path, body=more)
    seen = b""
    while GOOD not in seen.decode():
        seen += reading.read(1)
    service.mood = "slow"
    going_on = threading.Thread(target=functools.partial(reading.read, 1))
    going_on.start()
    until(lambda: len(service.contents(OUTPUT)) == 2)

    reading.leave()
    going_on.join(10)

    until(lambda: calls() and threads() == [])
    ((status, reason, charged),) = calls()
    assert (status, reason) == ("ok", "client_gone")
    assert 0 < charged == GIVEN - balance(near, account)
    assert counts() == []


def told_until_checked(service: ModerationSimulator) -> Deltas:
    return saying(GOOD, f"去{BAD}", waits={1: lambda: service.mood == "slow"})


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "pump"]


def test_a_reader_who_closes_a_stream_leaves_no_thread(
    near: WsgiClient, model: OpenAISimulator, configure: Configure
) -> None:
    account = payer(near, configure)
    model.normally = Pace(0.05)
    reading = Reader(near, account, "/api/chat", body={"model": "qwen-sim"})
    reading.read(2)

    reading.body.close()

    assert threads() == []
    assert len(calls()) == 1
    assert titles(near, account) in ([], ["你好"])


def test_a_model_that_breaks_off_does_so_behind_what_was_cleared(
    near: WsgiClient, model: OpenAISimulator
) -> None:
    from tests.simulators.openai import Cut

    account: Account = near.register()
    model.script(Cut(after_chunks=3))

    answer = say(near, account, "/api/chat", stream=True)

    assert ending("/api/chat", answer) == "upstream_error"
    assert heard("/api/chat", answer) != ""
    assert threads() == []
