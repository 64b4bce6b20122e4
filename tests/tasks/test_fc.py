"""Workers on Function Compute, woken by signed asynchronous invocations."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from shared.hosts.worker import Worker
from shared.tasks import sweeping
from tests.conftest import Configure
from tests.simulators.fc import FcSimulator
from tests.tasks.counting import PAINT, Counting, Painting, said
from tests.tasks.ordering import RICH, caller, credits_of, ordered, row, set_aside
from tests.waiting import until

KEY, SECRET = "STS.NUgYrLnoC37mZZCNnAbez", "c2VjcmV0-of-a-role"
TOKEN = "token-of-a-role"
CONTEXT = SimpleNamespace(request_id="1", function=SimpleNamespace(timeout=300))
WORKER = Worker(Counting(), Painting())


def deliver(function: str, event: bytes) -> None:
    assert function == "yunzhan-worker"
    WORKER(event, CONTEXT)


@pytest.fixture
def platform(
    sqlite: str, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FcSimulator]:
    with FcSimulator(deliver, KEY, SECRET, token=TOKEN, twice=2) as simulator:
        monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", KEY)
        monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)
        monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", TOKEN)
        configure(ENABLE_CREDIT_SYSTEM="true", TASK_CARRIER="fc", INVOKE_URL=simulator.address)
        yield simulator
        assert simulator.failures == []


def test_a_task_is_done_though_some_wakes_come_twice(platform: FcSimulator, tmp_path: Path) -> None:
    who = caller()
    made = [ordered(who, tmp_path, PAINT, polls=1, reserve=10) for _ in range(4)]

    until(lambda: all(row(task.id).unfinished == 0 for task in made))

    assert platform.refusals == []
    assert [row(task.id).status for task in made] == ["succeeded"] * 4
    for number in range(4):
        starts = [said(str(path)).count("start") for path in tmp_path.glob("diary-*")]
        assert starts == [1] * 4, number
    assert (credits_of(who), set_aside()) == (RICH - 28, (0, 0))


def test_the_second_wake_of_the_same_minute_is_a_success(
    platform: FcSimulator, tmp_path: Path
) -> None:
    platform.status = 500
    task = ordered(caller(), tmp_path)
    platform.status = 0

    platform._deliver = lambda function, event: None  # which loses what it took
    sweeping.run()
    sweeping.run()

    assert len(platform.taken) + platform.conflicts == 2
    assert platform.conflicts <= 1
    assert row(task.id).status == "queued"


@pytest.mark.parametrize("status", [500, 403, 429, -1])
def test_a_platform_that_refuses_is_no_failure_of_a_post(
    platform: FcSimulator, tmp_path: Path, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    platform.status = status

    task = ordered(caller(), tmp_path)

    assert "worker not woken" in capfd.readouterr().out
    platform.status = 0
    sweeping.run()
    until(lambda: row(task.id).status == "succeeded")


@pytest.mark.parametrize("secret", ["another", ""])
def test_a_wrong_key_is_told_to_the_log_alone(
    platform: FcSimulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    secret: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret)

    task = ordered(caller(), tmp_path)

    assert "worker not woken" in capfd.readouterr().out
    assert platform.taken == []
    assert row(task.id).status == "queued"


def test_what_waits_asks_to_be_woken_later(platform: FcSimulator, tmp_path: Path) -> None:
    task = ordered(caller(), tmp_path, PAINT, polls=1, pause=1.5)

    until(lambda: row(task.id).status == "succeeded")

    assert any(delay >= 1 for _, _, delay in platform.taken)
