"""Signed addresses and forms: equal to Alibaba's vectors, and to what its own client makes."""

import datetime
from urllib.parse import quote, urlsplit

import alibabacloud_oss_v2 as sdk  # type: ignore[import-untyped]
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from shared import times
from shared.config.environment import OssKey
from shared.storage.oss_endpoint import OssEndpoint
from shared.storage.oss_signatures import Signer
from tests.simulators.oss import OssSimulator
from tests.simulators.test_oss import QUERY

HANGZHOU = OssEndpoint(
    "bucket", "cn-hangzhou", "http://oss-cn-hangzhou.aliyuncs.com", in_path=False
)
NAME = "users/01ABC/2026/11/01DEF.jpg"
NOW = 1_764_000_000_000


@pytest.mark.parametrize(
    ("at", "token", "expected"),
    [
        (1702781677, "", "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe"),
        (1702785388, "token", "3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5"),
    ],
)
def test_a_url_is_signed_as_in_the_vectors_of_alibabas_clients(
    at: int, token: str, expected: str
) -> None:
    signer = Signer(HANGZHOU, OssKey("ak", "sk", token), at * 1000)
    headers = {"x-oss-head1": "value", "content-type": "application/octet-stream"}

    url = signer.url("PUT", "1234+-/123/1.txt", 599, query=QUERY, headers=headers)

    assert url.endswith(f"&x-oss-signature={expected}")
    assert urlsplit(url)[:3] == (
        "http",
        "bucket.oss-cn-hangzhou.aliyuncs.com",
        "/1234%2B-/123/1.txt",
    )


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)


@given(texts, texts, st.sampled_from(["", "CAIS+/=token"]), st.integers(1, 604_800))
def test_a_url_is_what_alibabas_client_would_make(
    name: str, shown_as: str, token: str, seconds: int
) -> None:
    name = f"users/{name}/x"
    signer = Signer(HANGZHOU, OssKey("ak", "sk", token), NOW)

    url = signer.url("GET", name, seconds, query={"response-content-disposition": shown_as})

    theirs = _signed_by_the_client(name, shown_as, token, seconds)
    assert url.split("?")[0] == theirs.split("?")[0]
    assert sorted(url.split("?")[1].split("&")) == sorted(theirs.split("?")[1].split("&"))


def _signed_by_the_client(name: str, shown_as: str, token: str, seconds: int) -> str:
    query = f"response-content-disposition={quote(shown_as, safe='')}"
    request = sdk.types.HttpRequest("GET", f"{HANGZHOU.url}{quote(name)}?{query}")
    context = sdk.types.SigningContext(
        product="oss", region="cn-hangzhou", bucket="bucket", key=name, request=request,
        credentials=sdk.Credentials("ak", "sk", token or None),
    )  # fmt: skip
    context.auth_method_query = True
    context.signing_time = datetime.datetime.fromtimestamp(NOW // 1000, datetime.UTC)
    context.expiration_time = context.signing_time + datetime.timedelta(seconds=seconds)
    sdk.signer.SignerV4().sign(context)
    url: str = request.url
    return url


def posted(sim: OssSimulator, at: int, changes: dict[str, str], data: bytes = b"12345") -> int:
    """The status of an answer to a form for 5 bytes and 60 seconds, with changes."""
    place = OssEndpoint(sim.bucket, "cn-hangzhou", sim.address, in_path=True)
    form = Signer(place, OssKey(sim.id, sim.secret, ""), at).form(NAME, "image/jpeg", 5, 60)
    fields = {name: value for name, value in {**form.fields, **changes}.items() if value}
    answer = requests.post(
        form.url, data=fields, files={"file": ("a.png", data, "image/png")}, timeout=10
    )
    return answer.status_code


def test_a_form_is_good_for_what_was_signed_and_for_nothing_else() -> None:
    now = times.now()
    with OssSimulator() as sim:
        wrong = [
            posted(sim, now, {}, b"123456"),
            posted(sim, now, {}, b""),
            posted(sim, now - 61_000, {}),
            *(
                posted(sim, now, {field: value})
                for field, value in {
                    "key": NAME.replace("01ABC", "01XYZ"),
                    "x-oss-content-type": "text/html",
                    "x-oss-forbid-overwrite": "",
                    "policy": "e30=",
                    "x-oss-signature": "0" * 64,
                    "x-oss-credential": "LTAI/20261122/cn-beijing/oss/aliyun_v4_request",
                    "x-oss-date": "20261122T000000Z",
                }.items()
            ),
        ]
        assert all(400 <= status < 500 for status in wrong), wrong
        assert sim.objects == {}

        assert posted(sim, now, {}) == 204
        assert sim.objects[NAME].content_type == "image/jpeg"
        assert posted(sim, now, {}, b"67890") == 409
        assert sim.objects[NAME].data == b"12345"


def test_a_form_by_a_temporary_key_carries_its_token() -> None:
    with OssSimulator() as sim:
        sim.keys.secrets["STS.1"], sim.keys.tokens["STS.1"] = "temporary", "token"
        place = OssEndpoint(sim.bucket, "cn-hangzhou", sim.address, in_path=True)
        signer = Signer(place, OssKey("STS.1", "temporary", "token"), times.now())
        form = signer.form(NAME, "image/jpeg", 5, 60)

        without = {k: v for k, v in form.fields.items() if k != "x-oss-security-token"}
        files = {"file": b"123"}
        assert requests.post(form.url, data=without, files=files, timeout=10).status_code == 403
        assert requests.post(form.url, data=form.fields, files=files, timeout=10).status_code == 204
