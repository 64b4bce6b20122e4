"""Alibaba Cloud's signature: byte for byte what its SDK makes.

The calls below were sent by alibabacloud_tingwu20230930 2.0.27 to a server on loopback.
"""

import hashlib
from datetime import UTC, datetime

import pytest

from shared import acs3
from shared.acs3 import AccessKey, Call

SECRET = "secret-of-a-test"
BODY = (
    '{"AppKey":"app","Input":{"FileUrl":"https://bucket.oss-cn-beijing.aliyuncs.com/会议.wav'
    '?Expires=1&Signature=a%2Bb","SourceLanguage":"cn","TaskKey":"01J"},"Parameters":'
    '{"Transcription":{"Diarization":{"SpeakerCount":0},"DiarizationEnabled":true}}}'
).encode()
CREATE = Call(
    "PUT",
    "127.0.0.1:35863",
    "/openapi/tingwu/v2/tasks",
    {"type": "offline"},
    "CreateTask",
    "2023-09-30",
    BODY,
)
GET = Call(
    "GET",
    "127.0.0.1:35863",
    f"/openapi/tingwu/v2/tasks/{acs3.encoded('a task/编号~1')}",
    {},
    "GetTaskInfo",
    "2023-09-30",
)
STS = {"x-acs-accesskey-id": "LTAI-test", "x-acs-security-token": "STS.token+/="}


def _sent(call: Call, nonce: str, provider: str, **others: str) -> dict[str, str]:
    """What the SDK signed."""
    typed = {"content-type": "application/json; charset=utf-8"} if call.body else {}
    return {
        "host": call.host,
        "x-acs-version": call.version,
        "x-acs-action": call.action,
        "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
        "x-acs-date": "2026-11-28T06:34:36Z",
        "x-acs-signature-nonce": nonce,
        "accept": "application/json",
        "x-acs-content-sha256": hashlib.sha256(call.body).hexdigest(),
        "x-acs-credentials-provider": provider,
        **typed,
        **others,
    }


@pytest.mark.parametrize(
    ("call", "headers", "signature"),
    [
        (
            CREATE,
            _sent(CREATE, "087a9de80f3c9ce4843f4108e6def1df", "static_ak"),
            "c1aa4bcbf084c3b5f1e7a44e0f1a4c533d1f32cca15198a0c8cc4d78c4cb2444",
        ),
        (
            GET,
            _sent(GET, "291a07be23cc82ebe903d63715de9959", "static_ak"),
            "c3a267adc4fd118f787bebf4332943f45404ee4ef0f9f08b7d099e07978efcf6",
        ),
        (
            CREATE,
            _sent(CREATE, "d29b81046241fc1e87468a0b58fc83e4", "static_sts", **STS),
            "8f0df956af3ce000e95eab9ac2fd8973f854b2c6ed2ea69a3c3fa3d527250b79",
        ),
        (
            GET,
            _sent(GET, "c14f5e20b9c3a76583496af949fcac29", "static_sts", **STS),
            "5b34d8f32fbe0b0fd5e0b91b2eb99f1e83934b193edb31baa5be173c3840edad",
        ),
    ],
)
def test_a_call_is_signed_as_the_sdk_signs_it(
    call: Call, headers: dict[str, str], signature: str
) -> None:
    names = ";".join(sorted(headers))

    assert acs3.authorization(call, headers, AccessKey("LTAI-test", SECRET)) == (
        f"ACS3-HMAC-SHA256 Credential=LTAI-test,SignedHeaders={names},Signature={signature}"
    )


def test_what_is_signed_is_what_is_sent() -> None:
    key = AccessKey("LTAI-test", SECRET, "STS.token")
    sent = acs3.signed_headers(CREATE, key, {"Content-Type": "application/json"})

    signed = {name: value for name, value in sent.items() if name != "Authorization"}
    assert sent["Authorization"] == acs3.authorization(CREATE, signed, key)
    assert sent["x-acs-security-token"] == "STS.token"
    assert sent["x-acs-content-sha256"] == hashlib.sha256(BODY).hexdigest()
    made = datetime.strptime(sent["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - made).total_seconds()) < 60


def test_no_nonce_is_used_twice() -> None:
    key = AccessKey("LTAI-test", SECRET)
    nonces = {acs3.signed_headers(GET, key, {})["x-acs-signature-nonce"] for _ in range(100)}

    assert len(nonces) == 100


def test_a_query_is_sorted_and_encoded() -> None:
    assert acs3.canonical_query({"b": "1 2/~", "a": "云"}) == "a=%E4%BA%91&b=1%202%2F~"


def test_a_secret_does_not_show() -> None:
    assert SECRET not in repr(AccessKey("LTAI-test", SECRET, SECRET))
