"""Results at links: whose are followed, how far, and how often."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from shared.dashscope import results
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from tests.simulators import dashscope_results
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_tasks import Reply

LIMIT = 1_000_000


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Iterator[DashScopeSimulator]:
    monkeypatch.setattr(results, "_PAUSE", 0.01)
    with DashScopeSimulator() as simulator:
        yield simulator


@pytest.fixture
def account(studio: DashScopeSimulator) -> Account:
    return Account(studio.url, studio.key)


def link(account: Account, mode: str = "ok", kind: str = "png") -> str:
    return dashscope_results.link(account.url, mode, kind, time.time() + 60, (64, 48))


def refused(account: Account, url: str, **limits: Any) -> DashScopeError:
    with pytest.raises(DashScopeError) as caught:
        results.fetch(account, url, **{"seconds": 5, "limit": LIMIT, **limits})
    return caught.value


def test_a_picture_comes_as_it_was_made(account: Account) -> None:
    found = results.fetch(account, link(account), seconds=5, limit=LIMIT)

    assert found == dashscope_results.picture(64, 48)


@pytest.mark.parametrize("mode", ["link-404", "link-expired", "huge-file", "redirect-to-127.0.0.1"])
def test_a_link_that_leads_to_no_result_is_given_up_at_once(
    studio: DashScopeSimulator, account: Account, mode: str
) -> None:
    assert not refused(account, link(account, mode)).retryable
    assert len(studio.fetched) == 1
    assert studio.calls[-1].path.startswith("/result/")


def test_a_result_that_is_longer_than_it_said_is_cut_off(account: Account) -> None:
    assert refused(account, link(account), limit=10).error.code == "upstream_error"


@pytest.mark.parametrize(
    "url",
    [
        "https://pictures.example.com/a.png",
        "https://aliyuncs.com.example.com/a.png",
        "https://evil.example.com/?.aliyuncs.com/a.png",
        "https://oss.aliyuncs.com@127.0.0.1/a.png",
        "https://oss.aliyuncs.com:8443/a.png",
        "https://127.0.0.1/a.png",
        "http://127.0.0.1:1/a.png",
        "file:///etc/passwd",
        "",
    ],
)
def test_links_elsewhere_are_not_followed(account: Account, url: str) -> None:
    assert "elsewhere" in refused(account, url).detail


def test_a_link_to_this_machine_is_followed_only_where_the_provider_is(account: Account) -> None:
    real = Account("https://dashscope.aliyuncs.com", "sk-real")

    assert "elsewhere" in refused(real, link(account)).detail


def test_the_providers_plain_links_are_fetched_over_https() -> None:
    account = Account("https://dashscope.aliyuncs.com", "k")
    url = "http://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/a.png?Expires=1&Signature=x"

    assert results._allowed(account, url) == url.replace("http:", "https:")


def test_a_key_is_never_sent_along(studio: DashScopeSimulator, account: Account) -> None:
    results.fetch(account, link(account), seconds=5, limit=LIMIT)

    assert "authorization" not in studio.calls[-1].headers


def test_a_link_that_fails_for_a_moment_is_tried_again(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([Reply(500, b""), Reply(200, b"abc")])
    monkeypatch.setattr(dashscope_results, "serve", lambda *_: next(answers))

    assert results.fetch(account, link(account), seconds=5, limit=LIMIT) == b"abc"


def test_what_has_no_time_left_is_not_fetched(account: Account) -> None:
    url = dashscope_results.link(account.url, "ok", "png", time.time() + 60, (64, 48))

    assert refused(account, url, seconds=-1).error.code in ("upstream_timeout", "upstream_error")
