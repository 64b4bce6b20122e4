"""What the clouds charge: read exactly, told once when it is too much, and once when it is over."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.scheduler import index
from shared.clouds.errors import CloudError
from shared.config.environment import ConfigError, load
from shared.costs import bills, budget
from shared.costs.bills import Bill, yesterday
from shared.hosts.timer import TimerFailed
from tests.conftest import Clock, Configure
from tests.simulators import acs3
from tests.simulators.alibaba import AlibabaSimulator
from tests.simulators.tencent import TencentSimulator
from tests.simulators.wecom import WecomSimulator
from tools import cost

DAY = "2026-11-27"
DAY_AND_MORE = 24 * 3600 + 60


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bills, "yesterday", lambda _now: date.fromisoformat(DAY))
    monkeypatch.setattr(cost, "load_dotenv", lambda: None)


@pytest.fixture
def alibaba(configure: Configure) -> Iterator[AlibabaSimulator]:
    with AlibabaSimulator("LTAIbills", "secret-of-bills") as simulator:
        configure(
            COST_CLOUDS="alibaba",
            BILLING_ACCESS_KEY_ID="LTAIbills",
            BILLING_ACCESS_KEY_SECRET="secret-of-bills",
            BILLING_API_URL=simulator.address,
        )
        yield simulator


@pytest.fixture
def tencent(configure: Configure) -> Iterator[TencentSimulator]:
    with TencentSimulator("AKIDbills", "secret-of-bills") as simulator:
        configure(
            COST_CLOUDS="tencent",
            TENCENT_SECRET_ID="AKIDbills",
            TENCENT_SECRET_KEY="secret-of-bills",
            TENCENT_BILLING_API_URL=simulator.address,
        )
        yield simulator


def item(product: str, amount: object) -> dict[str, object]:
    return {"ProductName": product, "ProductCode": product.lower(), "PretaxAmount": amount}


def detail(product: str, *costs: str) -> dict[str, Any]:
    return {"BusinessCodeName": product, "ComponentSet": [{"RealCost": c} for c in costs]}


def run_job() -> None:
    event = {"triggerTime": "", "triggerName": "costs", "payload": "costs"}
    index.handler(json.dumps(event).encode(), SimpleNamespace(request_id="1"))


# Refused.


@pytest.mark.parametrize("name", ["aws", "alibaba;tencent", "Alibaba"])
def test_a_cloud_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="COST_CLOUDS"):
        load({"COST_CLOUDS": name})


def test_without_a_cloud_the_command_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main() == 1
    assert "COST_CLOUDS is empty" in capsys.readouterr().err


def test_without_a_key_nothing_is_asked(alibaba: AlibabaSimulator, configure: Configure) -> None:
    configure(BILLING_ACCESS_KEY_ID="")

    with pytest.raises(CloudError, match="NoKey"):
        budget.look()
    assert alibaba.calls == []


def test_a_wrong_secret_is_refused_and_not_shown(
    alibaba: AlibabaSimulator, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(BILLING_ACCESS_KEY_SECRET="another-secret")

    assert cost.main() == 1
    error = capsys.readouterr().err
    assert "SignatureDoesNotMatch" in error
    assert "another-secret" not in error


@pytest.mark.parametrize("data", [{"Nothing": 1}, {"AvailableAmount": "words"}])
def test_an_answer_that_makes_no_sense_is_told(
    alibaba: AlibabaSimulator, data: dict[str, str]
) -> None:
    alibaba.balance = data

    with pytest.raises(CloudError, match="UnknownAnswer"):
        budget.look()


@pytest.mark.parametrize("fault", ["AuthFailure.UnauthorizedOperation", "RequestLimitExceeded"])
def test_tencents_refusals_are_told(tencent: TencentSimulator, fault: str) -> None:
    tencent.fail = fault

    with pytest.raises(CloudError, match=fault):
        budget.look()


def test_a_wrong_secret_is_refused_by_tencent(
    tencent: TencentSimulator, configure: Configure
) -> None:
    configure(TENCENT_SECRET_KEY="another-secret")

    with pytest.raises(CloudError, match="SignatureFailure"):
        budget.look()


# Read.


def test_alibabas_day_month_and_balance(alibaba: AlibabaSimulator) -> None:
    alibaba.bills[DAY] = [item("函数计算", 1.10), item("OSS", 0.0), item("RDS", "12.345678")]
    alibaba.bills["2026-11"] = [item("函数计算", 27), item(f"P{1}", 27.5)]

    (found,) = budget.look()
    assert found.day == {"函数计算": Decimal("1.1"), "RDS": Decimal("12.345678")}
    assert found.spent == Decimal("13.445678")
    assert found.so_far == Decimal("54.5")
    assert found.forecast == Decimal("60.56")  # 54.50 of 27 days, for 30
    assert found.balance == Decimal("1234.50")


def test_a_bill_of_many_products_is_read_to_its_end(alibaba: AlibabaSimulator) -> None:
    alibaba.bills[DAY] = [item(f"product {number}", "0.01") for number in range(301)]

    (found,) = budget.look()
    assert (len(found.day), found.spent) == (301, Decimal("3.01"))


def test_tencents_day_is_added_up_of_its_details(tencent: TencentSimulator) -> None:
    tencent.details[DAY] = [detail("COS", "0.01", "0.02")] * 301 + [detail("CDN", "0", "0.0")]
    tencent.products["2026-11"] = [{"BusinessCodeName": "COS", "RealTotalCost": "54"}]

    (found,) = budget.look()
    assert found.day == {"COS": Decimal("9.03")}
    assert found.forecast == Decimal("60.00")
    assert found.balance == Decimal("123.45")


def test_the_first_of_a_month_looks_at_the_whole_month_before(
    alibaba: AlibabaSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = yesterday(1_796_059_800_000)  # 2026-12-01T01:30:00+08:00
    monkeypatch.setattr(bills, "yesterday", lambda _now: day)
    alibaba.bills["2026-11"] = [item("OSS", 90)]

    (found,) = budget.look()
    assert (found.date, found.forecast) == (date(2026, 11, 30), Decimal("90.00"))


@given(
    st.lists(st.decimals(0, 10**6, places=6), max_size=20),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_sums_are_exact_and_a_forecast_is_never_less(costs: list[Decimal], day: date) -> None:
    sums: dict[str, Decimal] = {}
    for number, amount in enumerate(costs):
        bills.add(sums, f"p{number % 3}", bills.yuan(f"{amount:,}"))
    found = Bill("x", day, sums, sums, Decimal(0))

    assert found.spent == sum(costs, Decimal(0))
    assert found.forecast >= bills.fen(found.so_far)


# Told.


def test_the_command_shows_the_dearest_first_and_that_it_is_too_much(
    alibaba: AlibabaSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    alibaba.bills[DAY] = [item("OSS", 1.5), item("函数计算", "60.25")]

    assert cost.main() == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:4] == [
        ["60.25", "函数计算"],
        ["1.50", "OSS"],
        ["61.75", "yuan", "in", "all;", "budget", "50:", "OVER"],
    ]
    assert lines[-1][-1] == "docs/cost.md"


def test_a_dear_day_is_told_once_and_once_that_it_is_over(
    alibaba: AlibabaSimulator,
    configure: Configure,
    sqlite: str,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(acs3, "SKEW", 9 * 86_400)  # our clock alone is set forward
    with WecomSimulator() as robot:
        configure(WECOM_WEBHOOK=robot.url, ALERT_LOCALE="en", ALERT_PAUSE="20h")
        alibaba.bills[DAY] = [item("RDS", 40), item("FC", "10.01")]
        run_job()
        clock.advance(seconds=2 * 3600)
        run_job()
        (told,) = robot.messages
        assert "alibaba: 2026-11-27 cost 50.01 yuan, more than 50 a day" in told
        assert told.index("RDS: 40.00 yuan") < told.index("FC: 10.01 yuan")

        alibaba.bills[DAY] = [item("RDS", 50)]  # as much as it may be
        clock.advance(seconds=DAY_AND_MORE)
        run_job()
        clock.advance(seconds=DAY_AND_MORE)
        run_job()
        assert len(robot.messages) == 2
        assert "Over" in robot.messages[1]


def test_a_low_balance_is_told(
    alibaba: AlibabaSimulator, configure: Configure, sqlite: str
) -> None:
    with WecomSimulator() as robot:
        configure(WECOM_WEBHOOK=robot.url, COST_BUDGET="0")
        alibaba.balance = {"AvailableAmount": "99.99"}
        alibaba.bills[DAY] = [item("RDS", 5000)]
        run_job()

        (told,) = robot.messages
        assert "余额仅剩 99.99 元" in told
        assert "RDS" not in told


def test_a_cloud_that_does_not_tell_fails_the_job_and_is_in_the_log(
    alibaba: AlibabaSimulator, sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alibaba.fail["QueryAccountBill"] = (403, {"Code": "NotAuthorized", "Message": "bssapi"})

    with pytest.raises(TimerFailed):
        run_job()
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["outcome"], line["cause"]) == ("failed", "NotAuthorized: bssapi")


def test_where_nobody_is_asked_the_job_does_nothing(
    sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run_job()

    assert json.loads(capsys.readouterr().out.splitlines()[-1])["outcome"] == "done"
