"""What a provider's error means for our caller, and that nothing of it leaks to them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import ApiError
from shared.llm import errors
from shared.llm.errors import ProviderError
from tests.simulators import openai_statuses as said
from tests.simulators.openai_statuses import Status

CONTRACT = {
    "moderated": (422, "invalid_request"),
    "context_too_long": (422, "invalid_request"),
    "request_refused": (422, "invalid_request"),
    "upstream_refused": (502, "upstream_error"),
    "upstream_error": (502, "upstream_error"),
    "upstream_cut": (502, "upstream_error"),
    "upstream_busy": (503, "unavailable"),
    "upstream_timeout": (504, "upstream_timeout"),
}


def meaning(status: Status, retry_after: str | None = None) -> ProviderError:
    return errors.of_status(status.http, status.reply("chatcmpl-1").payload, retry_after)


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (said.DATA_INSPECTION_FAILED, "moderated", False),
        (said.ARK_SENSITIVE, "moderated", False),
        (Status(400, "content_filter", "The response was filtered."), "moderated", False),
        (said.CONTEXT_OVERFLOW, "context_too_long", False),
        (Status(400, "context_length_exceeded", "Too long."), "context_too_long", False),
        (Status(500, "500", "input (9 tokens) is too large to process"), "context_too_long", False),
        (said.UNREADABLE, "request_refused", False),
        (said.ARREARAGE, "upstream_refused", False),
        (said.INVALID_API_KEY, "upstream_refused", False),
        (said.ACCESS_DENIED, "upstream_refused", False),
        (said.FREE_TIER_ONLY, "upstream_refused", False),
        (said.MODEL_NOT_FOUND, "upstream_refused", False),
        (said.COMMODITY_NOT_PURCHASED, "upstream_refused", False),
        (said.ARK_SET_LIMIT, "upstream_refused", False),
        (said.ARK_OVERDUE, "upstream_refused", False),
        (said.ARK_NOT_FOUND, "upstream_refused", False),
        (Status(429, "PrepaidBillOverdue", "Overdue."), "upstream_refused", False),
        (Status(429, "AccountQuotaExceeded", "Used up.", shape="ark"), "upstream_refused", False),
        (said.LIMIT_REQUESTS, "upstream_busy", True),
        (said.LIMIT_BURST_RATE, "upstream_busy", True),
        (said.THROTTLING, "upstream_busy", True),
        (said.INSUFFICIENT_QUOTA, "upstream_busy", True),
        (said.ARK_RATE_LIMIT, "upstream_busy", True),
        (said.ARK_OVERLOADED, "upstream_busy", True),
        (said.INTERNAL_ERROR, "upstream_error", True),
        (said.MODEL_UNAVAILABLE, "upstream_error", True),
        (said.BAD_GATEWAY, "upstream_error", True),
        (Status(408, "RequestTimeOut", "Timed out."), "upstream_error", True),
        (Status(504, "", "Gateway", shape="plain"), "upstream_error", True),
        (Status(302, "", "Elsewhere", shape="plain"), "upstream_refused", False),
        (Status(204, "", "", shape="plain"), "upstream_refused", False),
    ],
    ids=lambda value: value.code or str(value.http) if isinstance(value, Status) else None,
)
def test_each_error_of_a_provider_has_one_meaning(
    status: Status, reason: str, retryable: bool
) -> None:
    found = meaning(status)

    assert (found.error.reason, found.retryable) == (reason, retryable)
    assert (found.error.status, found.error.code) == CONTRACT[reason]
    assert str(status.http) in found.detail


def test_an_error_that_is_the_callers_names_the_field() -> None:
    assert meaning(said.DATA_INSPECTION_FAILED).error.param == "messages"
    assert meaning(said.CONTEXT_OVERFLOW).error.param == "messages"
    assert meaning(said.INVALID_API_KEY).error.param is None


@pytest.mark.parametrize(
    "body",
    [
        b'data: {"error":{"code":"data_inspection_failed","message":"no"}}\n\n',
        b'  {"error":{"type":"data_inspection_failed","code":null}}',
        b'{"code":"DataInspectionFailed","message":"no","request_id":"1"}',
        b'{"error":"<400> InternalError.Algo.DataInspectionFailed: Input may be bad."}',
        b'{"error":{"code":"x","message":"InternalError.Algo.DataInspectionFailed: bad"}}',
    ],
)
def test_moderation_is_understood_in_every_shape(body: bytes) -> None:
    assert errors.of_status(400, body, None).error.reason == "moderated"


@pytest.mark.parametrize(
    ("retry_after", "wait", "told"),
    [
        (None, None, "5"),
        ("7", 7.0, "7"),
        (" 30 ", 30.0, "30"),
        ("0", 0.0, "5"),
        ("", None, "5"),
        ("-1", None, "5"),
        ("1.5", None, "5"),
        ("²", None, "5"),
        ("9" * 400, None, "5"),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None, "5"),
    ],
)
def test_a_wait_that_the_provider_asks_for_is_passed_on(
    retry_after: str | None, wait: float | None, told: str
) -> None:
    found = meaning(said.LIMIT_REQUESTS, retry_after)

    assert found.wait == wait
    assert found.error.headers == {"Retry-After": told}


def test_an_overloaded_provider_that_names_a_wait_is_busy() -> None:
    assert meaning(said.MODEL_UNAVAILABLE, "3").error.reason == "upstream_busy"
    assert meaning(said.MODEL_UNAVAILABLE, None).error.reason == "upstream_error"


def test_nothing_that_the_provider_says_reaches_the_caller() -> None:
    secret = "sk-live-0123456789"
    for http in (400, 401, 403, 404, 429, 500):
        body = json.dumps({"error": {"code": "odd", "message": f"key {secret} in {http}"}}).encode()

        found = errors.of_status(http, body, None)

        assert secret not in found.detail
        assert secret not in repr(vars(found.error))


def test_a_code_is_cut_for_the_log() -> None:
    body = json.dumps({"error": {"code": "x" * 5000, "message": ""}}).encode()

    assert len(errors.of_status(500, body, None).detail) <= 220


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"text"', b"{}", b'{"error":null}', b'{"error":[]}', b'{"error":5}',
        b'{"error":{"code":5,"message":{"deep":[1]}}}', b"\xff\xfe", b"<html>",
        b"[" * 100_000, b'{"error":' * 50_000,
    ],
)  # fmt: skip
def test_a_body_that_makes_no_sense_is_an_error_all_the_same(body: bytes) -> None:
    assert errors.of_status(400, body, None).error.reason == "request_refused"
    assert errors.of_status(401, body, None).error.reason == "upstream_refused"
    assert errors.of_status(500, body, None).error.reason == "upstream_error"


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.integers(100, 599),
    st.binary() | JSON.map(lambda value: json.dumps({"error": value}).encode()),
    st.none() | st.text(),
)
def test_every_status_and_body_becomes_an_error_of_the_contract(
    status: int, body: bytes, retry_after: str | None
) -> None:
    found = errors.of_status(status, body, retry_after)

    assert (found.error.status, found.error.code) == CONTRACT[found.error.reason]


@given(JSON)
def test_every_error_in_a_stream_ends_it(error: Any) -> None:
    found = errors.of_stream(error)

    assert isinstance(found.error, ApiError)
    assert found.error.reason in CONTRACT
    assert found.error.reason not in {"upstream_busy", "upstream_refused"}
    assert not found.retryable


@pytest.mark.parametrize(
    ("refusal", "reason", "retryable"),
    [
        (errors.broken("x"), "upstream_error", True),
        (errors.unreachable("x"), "upstream_error", True),
        (errors.cut("x"), "upstream_cut", False),
        (errors.late("x"), "upstream_timeout", False),
    ],
)
def test_what_happens_on_the_way_has_a_meaning_too(
    refusal: ProviderError, reason: str, retryable: bool
) -> None:
    assert (refusal.error.reason, refusal.retryable) == (reason, retryable)
    assert (refusal.error.status, refusal.error.code) == CONTRACT[reason]
