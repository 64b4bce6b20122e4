"""What administrators are told, once in a while, by a robot that may fail."""

import functools
from collections.abc import Iterator

import pytest

from shared import ids
from shared.config.environment import ConfigError, load
from shared.config.settings import Settings
from shared.database import transactions
from shared.errors import UpstreamError, UpstreamTimeout
from shared.operations import alert_conditions, alerts, wecom
from shared.scheduling import leases
from shared.scheduling.leases import Term
from shared.store import answers, usage
from shared.store import leases as kept
from shared.store.usage import Call
from tests.conftest import Clock, Configure
from tests.simulators.wecom import Fault, Status, WecomSimulator
from tests.store.samples import added_user, at_once

MINUTE = 60_000
LATE = {"sweep": 3600}
SAID = "一句话"


@pytest.fixture
def robot(configure: Configure, capfd: pytest.CaptureFixture[str]) -> Iterator[WecomSimulator]:
    with WecomSimulator() as simulator:
        configure(WECOM_WEBHOOK=simulator.url)
        yield simulator
    assert simulator.key not in "".join(capfd.readouterr())


def answered(clock: Clock, status: int, calls: int, endpoint: str = "/api/chat") -> None:
    minute = clock.now() - clock.now() % MINUTE
    with transactions.writing() as tx:
        answers.add(tx, minute, endpoint, status, calls, calls * 10)


def called(clock: Clock, end_reason: str, count: int, user: str = "", provider: str = "p") -> None:
    for _ in range(count):
        status = "ok" if end_reason == "stop" else "failed"
        words = (user, "", "", "m", provider, "chat", status, end_reason)
        call = Call(ids.make(), *words, 0, 0, 0, 0, 0, 0, 0, clock.now())
        with transactions.writing() as tx:
            usage.add(tx, call)


def run() -> dict[str, int]:
    return alerts.run({})


def broken(clock: Clock) -> None:
    answered(clock, 200, 70)
    answered(clock, 503, 30)


# The robot.


@pytest.mark.usefixtures("configure")
def test_a_text_arrives_as_it_is(robot: WecomSimulator) -> None:
    wecom.send(SAID)

    assert robot.messages == [SAID]


def test_a_text_that_is_too_long_is_cut_between_characters(robot: WecomSimulator) -> None:
    wecom.send("a" + "药" * 1000)

    assert robot.messages == ["a" + "药" * 682]


def test_a_message_is_signed_where_there_is_a_secret(configure: Configure) -> None:
    with WecomSimulator(secret="SEC-robots-own") as robot:
        configure(WECOM_WEBHOOK=robot.url)
        with pytest.raises(UpstreamError):
            wecom.send(SAID)
        configure(ALERT_SECRET="SEC-other")
        with pytest.raises(UpstreamError):
            wecom.send(SAID)
        configure(ALERT_SECRET="SEC-robots-own")
        wecom.send(SAID)

    assert robot.messages == [SAID]


def test_the_signature_is_the_one_that_openssl_computes() -> None:
    expected = "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="
    assert wecom.signature("this is secret", 1_577_262_236_757) == expected


@pytest.mark.parametrize("fault", [Status(500), Status(404), "broken"])
def test_what_the_robot_did_not_take_is_an_error(robot: WecomSimulator, fault: Fault) -> None:
    robot.script(fault)

    with pytest.raises(UpstreamError):
        wecom.send(SAID)
    assert robot.messages == []


def test_an_unknown_key_is_an_error_that_says_its_code(
    robot: WecomSimulator, configure: Configure
) -> None:
    configure(WECOM_WEBHOOK=robot.url + "x")

    with pytest.raises(UpstreamError) as raised:
        wecom.send(SAID)
    assert str(raised.value.__cause__) == "HTTP 200, errcode 93000"


def test_more_than_the_robot_takes_in_a_minute_is_an_error(robot: WecomSimulator) -> None:
    for _ in range(20):
        wecom.send(SAID)

    with pytest.raises(UpstreamError) as raised:
        wecom.send(SAID)
    assert str(raised.value.__cause__) == "HTTP 200, errcode 45009"


def test_a_line_that_died_is_tried_once_more(robot: WecomSimulator) -> None:
    robot.script("hang up")
    wecom.send(SAID)
    robot.script("hang up", "hang up")
    with pytest.raises(UpstreamError):
        wecom.send(SAID)

    assert robot.messages == [SAID]


def test_a_silent_robot_is_left_in_time(
    robot: WecomSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wecom, "_SECONDS", 0.3)
    robot.script("silence")

    with pytest.raises(UpstreamTimeout):
        wecom.send(SAID)


PRODUCTION = {
    "AIGC_PRODUCER": "云栈测试",
    "APP_ENV": "production",
    "JWT_SECRET": "0123456789abcdef" * 2,
}


@pytest.mark.parametrize("url", ["http://robots.example/send?key=k-1", "ftp://x/k-1", "k-1"])
def test_an_address_that_others_could_read_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load({**PRODUCTION, "WECOM_WEBHOOK": url})

    assert "WECOM_WEBHOOK" in str(raised.value)
    assert "k-1" not in str(raised.value)
    assert "k-1" not in repr(Settings(wecom_webhook=url))


def test_an_https_address_is_taken() -> None:
    url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    assert load({**PRODUCTION, "WECOM_WEBHOOK": url}).wecom_webhook == url


# What is wrong.


@pytest.mark.parametrize(("good", "bad"), [(81, 20), (0, 19), (1000, 0)])
def test_few_errors_are_no_reason(
    database: str, robot: WecomSimulator, clock: Clock, good: int, bad: int
) -> None:
    answered(clock, 200, good)
    answered(clock, 404, 500, "/api/files")
    answered(clock, 500, bad)

    assert run() == {"told": 0, "over": 0}
    assert robot.messages == []


def test_many_errors_of_an_endpoint_are_told_with_its_rate(
    database: str, robot: WecomSimulator, clock: Clock
) -> None:
    broken(clock)

    assert run() == {"told": 1, "over": 0}
    assert robot.messages == [
        "【云栈告警】接口错误率过高（local）\n"
        "/api/chat：最近 15 分钟 100 次请求中有 30 次出错（30%）"
    ]


def test_the_language_and_the_rate_are_settings(
    database: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ALERT_ERROR_RATE="31", ALERT_LOCALE="en")
    broken(clock)
    run()
    assert robot.messages == []

    configure(ALERT_ERROR_RATE="30")
    run()
    (said,) = robot.messages
    assert said.endswith("/api/chat: 30 of 100 requests of 15 minutes failed (30%)")


def test_no_rate_is_no_alert(
    database: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ALERT_ERROR_RATE="0")
    broken(clock)

    assert run()["told"] == 0


def test_a_provider_that_fails_is_told_and_what_callers_did_wrong_is_not(
    sqlite: str, robot: WecomSimulator, clock: Clock
) -> None:
    called(clock, "stop", 17)
    called(clock, "upstream_error", 3)
    called(clock, "timeout", 1)
    called(clock, "refused", 20, provider="other")
    called(clock, "client_gone", 20, provider="other")

    run()
    assert robot.messages == []

    called(clock, "upstream_error", 1)
    run()
    (said,) = robot.messages
    assert said.split("\n")[1:] == ["p：最近 15 分钟 22 次调用中有 5 次失败（23%）"]


def test_low_balances_of_users_who_are_there_are_told_masked(
    database: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", ALERT_LOW_CREDITS="100")
    low = added_user(email="mei@example.com", credits=99)
    rich = added_user(credits=100)
    gone = added_user(disabled=1)
    added_user(email="never-asked@example.com")
    run()
    assert robot.messages == []
    for user in (low, rich, gone):
        called(clock, "stop", 1, user.id)

    configure(ENABLE_CREDIT_SYSTEM="false")
    assert run()["told"] == 0
    configure(ENABLE_CREDIT_SYSTEM="true")
    run()

    (said,) = robot.messages
    assert said.split("\n")[1:] == ["m***@example.com：剩余 99 积分"]


def test_balances_are_looked_at_of_who_called_last(
    database: str,
    robot: WecomSimulator,
    clock: Clock,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", ALERT_LOW_CREDITS="100")
    monkeypatch.setattr(alert_conditions, "_CALLS", 3)
    earlier, last = added_user(credits=1), added_user(email="last@example.com", credits=2)
    called(clock, "stop", 1, earlier.id)
    clock.advance(seconds=1)
    called(clock, "stop", 3, last.id)

    run()

    (said,) = robot.messages
    assert said.split("\n")[1:] == ["l***@example.com：剩余 2 积分"]


def test_who_is_low_is_told_once_a_day(
    database: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", ALERT_LOW_CREDITS="100")
    called(clock, "stop", 1, added_user().id)

    told = []
    for _ in range(25):
        told.append(run()["told"])
        clock.advance(seconds=3601)
    assert [hour for hour, count in enumerate(told) if count] == [0, 24]


def test_of_many_lines_ten_are_told(
    sqlite: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", ALERT_LOW_CREDITS="100")
    for _ in range(13):
        called(clock, "stop", 1, added_user().id)

    run()

    lines = robot.messages[0].split("\n")
    assert len(lines) == 12
    assert lines[-1] == "……另有 3 项"


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("mei@example.com", "m***@example.com"),
        ("<@all>@a.cn", "***@all.cn"),
        ("admin", "a***@"),
        ("a@" + "x" * 200, "a***@" + "x" * 40),
    ],
)
def test_an_address_shows_neither_its_owner_nor_what_a_robot_reads(email: str, shown: str) -> None:
    found = alert_conditions.masked(email)

    assert found == shown if "<" not in email else "<" not in found and "@all>" not in found


def test_a_job_that_failed_is_told_until_it_is_done(
    database: str, robot: WecomSimulator, clock: Clock
) -> None:
    with pytest.raises(ZeroDivisionError), leases.held("sweep", Term(600)):
        _ = 1 / 0
    assert alerts.run(LATE) == {"told": 1, "over": 0}
    with leases.held("sweep", Term(600)):
        assert alerts.run(LATE) == {"told": 0, "over": 1}, "it is being done"
    assert alerts.run(LATE) == {"told": 0, "over": 0}

    assert robot.messages[0].startswith("【云栈告警】定时任务异常（local）\nsweep：")
    assert "运行失败（ZeroDivisionError）" in robot.messages[0]
    assert robot.messages[1:] == ["【云栈恢复】已恢复正常：定时任务异常（local）"]


def test_a_job_that_never_ended_is_told(database: str, robot: WecomSimulator, clock: Clock) -> None:
    with transactions.writing() as tx:
        assert kept.take(tx, "sweep", "somebody", clock.now(), clock.now() + 600_000, 1 << 62)
    assert alerts.run(LATE)["told"] == 0

    clock.advance(seconds=601)
    assert alerts.run(LATE)["told"] == 1
    assert "开始运行后没有结束" in robot.messages[0]


@pytest.mark.parametrize("ran", [False, True])
def test_a_job_that_is_not_run_any_more_or_never_was_is_told(
    database: str, robot: WecomSimulator, clock: Clock, ran: bool
) -> None:
    if ran:
        with leases.held("sweep", Term(600)):
            pass
    assert alerts.run(LATE)["told"] == 0
    clock.advance(seconds=3598)
    assert alerts.run(LATE)["told"] == 0

    clock.advance(seconds=60)
    assert alerts.run(LATE)["told"] == 1
    assert "没有运行" in robot.messages[0]


# How often.


def test_the_same_is_told_again_after_the_pause(
    database: str, robot: WecomSimulator, clock: Clock, configure: Configure
) -> None:
    configure(ALERT_PAUSE="10m")
    told = []
    for _ in range(5):
        broken(clock)
        told.append(run()["told"])
        clock.advance(seconds=300)

    assert told == [1, 0, 1, 0, 1]
    assert len(robot.messages) == 3


def test_instances_that_find_the_same_tell_it_once(
    database: str, robot: WecomSimulator, clock: Clock
) -> None:
    broken(clock)

    done = [outcome.result() for outcome in at_once([functools.partial(alerts.run, LATE)] * 10)]

    assert sum(counts["told"] for counts in done) == 1
    assert len(robot.messages) == 1


def test_what_is_over_is_told_once_and_nothing_else_is(
    database: str, robot: WecomSimulator, clock: Clock
) -> None:
    assert run() == {"told": 0, "over": 0}
    broken(clock)
    run()
    clock.advance(seconds=16 * 60)

    assert [run()["over"] for _ in range(3)] == [1, 0, 0]
    assert robot.messages[1:] == ["【云栈恢复】已恢复正常：接口错误率过高（local）"]


@pytest.mark.parametrize("fault", [Status(500), "broken"])
def test_what_could_not_be_sent_is_tried_again_by_the_next_run(
    database: str, robot: WecomSimulator, clock: Clock, fault: Fault
) -> None:
    broken(clock)
    robot.script(fault)

    with pytest.raises(UpstreamError):
        run()
    assert run()["told"] == 1

    clock.advance(seconds=16 * 60)
    robot.script(fault)
    with pytest.raises(UpstreamError):
        run()
    assert run()["over"] == 1
    assert len(robot.messages) == 2


def test_what_was_never_told_is_not_told_to_be_over(
    database: str, robot: WecomSimulator, clock: Clock
) -> None:
    broken(clock)
    robot.script("broken")
    with pytest.raises(UpstreamError):
        run()
    clock.advance(seconds=16 * 60)

    assert run() == {"told": 0, "over": 0}
    assert robot.messages == []


def test_one_message_that_cannot_be_sent_does_not_hold_up_the_others(
    sqlite: str, robot: WecomSimulator, clock: Clock
) -> None:
    broken(clock)
    called(clock, "upstream_error", 20)
    robot.script("broken")

    with pytest.raises(UpstreamError):
        run()

    assert len(robot.messages) == 1
    assert run()["told"] == 1


def test_without_a_robot_the_log_says_it(
    database: str, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(clock)

    assert run() == {"told": 1, "over": 0}

    assert '"message":"alert","kind":"errors","over":false' in capsys.readouterr().out
