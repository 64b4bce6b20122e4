"""What DashScope's codes mean, each of the documented ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.dashscope import errors
from shared.dashscope.errors import Said

ONCE = ["InvalidURL.Timeout", "InvalidURL.ConnectionRefused", "FILE_SERVER_ERROR"]
REFUSED = (
    "InvalidParameter InvalidParameter.DataTooLarge InvalidFile.Format InvalidImage.Size InvalidURL"
    " InvalidImageResolution FILE_403_FORBIDDEN FILE_404_NOT_FOUND FILE_TOO_LARGE"
    " FILE_PARSE_FAILED AUDIO_DURATION_TOO_LONG CONTENT_LENGTH_CHECK_FAILED DECODE_ERROR"
).split()
ACCOUNT = (
    "Arrearage InvalidApiKey AccessDenied AccessDenied.Unpurchased Model.AccessDenied"
    " Workspace.AccessDenied AllocationQuota.FreeTierOnly ModelNotFound model_not_found"
    " PrepaidBillOverdue PostpaidBillOverdue CommodityNotPurchased"
).split()
BUSY = (
    "Throttling Throttling.RateQuota Throttling.BurstRate Throttling.AllocationQuota"
    " insufficient_quota limit_requests"
).split()
FAULT = (
    "InternalError InternalError.Algo InternalError.Timeout SystemError ModelServiceFailed"
    " RequestTimeOut ResponseTimeout ModelServingError ModelUnavailable"
).split()
MODERATED = (
    "DataInspectionFailed data_inspection_failed IPInfringementSuspect CustomRoleBlocked"
    " FaqRuleBlocked InternalError.Algo.DataInspectionFailed"
).split()


@pytest.mark.parametrize(
    ("codes", "status", "reason", "again"),
    [
        (MODERATED, 422, "moderated", False),
        (ACCOUNT, 502, "upstream_refused", False),
        (BUSY, 503, "upstream_busy", True),
        (ONCE, 422, "request_refused", True),
        (REFUSED, 422, "request_refused", False),
        (FAULT, 502, "upstream_error", True),
        (["Surprise"], 502, "upstream_error", False),
        ([""], 502, "upstream_error", False),
    ],
)
def test_a_code_means_what_the_documents_say(
    codes: list[str], status: int, reason: str, again: bool
) -> None:
    for code in codes:
        found = errors.of_code(Said(code, "what it says"))

        assert (found.error.status, found.error.reason) == (status, reason), code
        assert found.retryable == again, code
        assert found.once == (code in ONCE), code
        assert not found.ambiguous, code


def test_moderation_that_is_told_in_the_sentence_alone_is_moderation() -> None:
    said = Said("InternalError.Algo", "<400> InternalError.Algo.DataInspectionFailed: Input data")

    assert errors.of_code(said).error.reason == "moderated"


def test_a_sentence_never_shows_a_key() -> None:
    found = errors.of_code(Said("InvalidParameter", "wrong: Bearer sk-0123456789abcdef", "r-1"))

    assert "0123456789" not in found.detail + str(found.error.facts)
    assert "r-1" in found.detail


@pytest.mark.parametrize(("status", "ambiguous"), [(502, True), (504, True), (413, False)])
def test_a_page_of_a_gateway_does_not_say_what_became_of_the_call(
    status: int, ambiguous: bool
) -> None:
    found = errors.of_status(status, b"<html>Bad Gateway</html>")

    assert found.ambiguous == ambiguous
    assert found.error.status == 502


def test_how_long_to_wait_is_the_providers_word() -> None:
    throttled = b'{"code": "Throttling", "message": "slow down"}'

    assert errors.of_status(429, throttled, "7").wait == 7
    assert errors.of_status(429, throttled, "Wed, 21 Oct 2026 07:28:00 GMT").wait is None


@given(st.binary(max_size=300), st.integers(400, 599))
def test_whatever_comes_is_an_error_of_ours(body: bytes, status: int) -> None:
    assert errors.of_status(status, body).error.status in (422, 502, 503)
