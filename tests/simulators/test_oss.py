"""The OSS simulator, asked by Alibaba Cloud's own client."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

import alibabacloud_oss_v2 as sdk  # type: ignore[import-untyped]
import pytest
import requests
from alibabacloud_oss_v2 import exceptions

from tests.simulators import oss_signatures
from tests.simulators.oss import Cut, OssSimulator, Slow, Status, WrongCrc, crc64

QUERY = {
    "param1": "value1", "+param1": "value3", "|param1": "value4",
    "+param2": "", "|param2": "", "param2": "",
}  # fmt: skip
HEADERS = {
    "x-oss-head1": "value", "abc": "value", "ZAbc": "value", "XYZ": "value",
    "content-type": "text/plain", "x-oss-content-sha256": "UNSIGNED-PAYLOAD",
}  # fmt: skip
KEY = ("access_key_id", "access_key_secret", "security_token")
NAME = "users/01ABC/药 +1.jpg"


@pytest.fixture
def sim() -> Iterator[OssSimulator]:
    with OssSimulator() as simulator:
        yield simulator


def client(sim: OssSimulator, version: str = "v4", **changes: Any) -> Any:
    key = {"access_key_id": sim.id, "access_key_secret": sim.secret}
    key |= {name: changes.pop(name) for name in KEY if name in changes}
    provider = sdk.credentials.StaticCredentialsProvider(**key)
    facts = {
        "region": "cn-hangzhou", "endpoint": sim.address, "signature_version": version,
        "credentials_provider": provider, "retry_max_attempts": 1, **changes,
    }  # fmt: skip
    return sdk.Client(sdk.config.Config(**facts))


def put(client: Any, name: str = NAME, data: bytes = b"123", **facts: Any) -> Any:
    return client.put_object(sdk.PutObjectRequest("files", name, body=data, **facts))


def got(client: Any, name: str = NAME) -> bytes:
    with client.get_object(sdk.GetObjectRequest("files", name)).body as body:
        data: bytes = body.read()
    return data


def refusal(work: Any) -> tuple[int, str]:
    with pytest.raises(exceptions.OperationError) as caught:
        work()
    error = caught.value.unwrap()
    return error.status_code, error.code


def test_a_header_is_signed_as_the_documentation_of_version_1_shows() -> None:
    headers = {
        "content-md5": "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
        "content-type": "text/html",
        "X-OSS-Meta-Author": "foo@bar.com",
        "X-OSS-Magic": "abracadabra",
    }

    signature = oss_signatures.version_1(
        "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV", "PUT", "/oss-example/nelson", headers, {},
        "Thu, 17 Nov 2005 18:49:58 GMT",
    )  # fmt: skip

    assert signature == "26NBxoKdsyly4EDv6inkoDft/yA="


def test_a_url_is_signed_as_the_documentation_of_version_1_shows() -> None:
    signature = oss_signatures.version_1(
        "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV", "GET", "/oss-example/oss-api.pdf", {}, {},
        "1141889120",
    )  # fmt: skip

    assert signature == "EwaNTn1erJGkimiJ9WmXgwnANLc="


@pytest.mark.parametrize(
    ("stamp", "token", "additional", "expected"),
    [
        (
            "20231216T162057Z", "", (),
            "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
        ),
        (
            "20231217T034736Z", "token", (),
            "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
        ),
        (
            "20231216T172512Z", "", ("abc", "zabc"),
            "4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f",
        ),
    ],
)  # fmt: skip
def test_a_header_is_signed_as_in_the_vectors_of_alibabas_clients(
    stamp: str, token: str, additional: tuple[str, ...], expected: str
) -> None:
    headers = {**HEADERS, "x-oss-date": stamp}
    if token:
        headers["x-oss-security-token"] = token

    signature = oss_signatures.version_4(
        "sk", f"{stamp[:8]}/cn-hangzhou/oss/aliyun_v4_request", stamp, "PUT",
        "/bucket/1234+-/123/1.txt", headers, QUERY, additional,
    )  # fmt: skip

    assert signature == expected


def test_a_request_is_reduced_as_the_documentation_of_version_4_shows() -> None:
    """Its signature is of a masked secret; the hash of the request is not."""
    request = (
        "PUT\n/examplebucket/exampleobject\n\ncontent-disposition:attachment\ncontent-length:3\n"
        "content-md5:ICy5YqxZB1uWSwcVLSNLcA==\ncontent-type:text/plain\n"
        "x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20250411T064124Z\n\n"
        "content-disposition;content-length\nUNSIGNED-PAYLOAD"
    )
    headers = {
        "content-disposition": "attachment", "content-length": "3", "content-type": "text/plain",
        "content-md5": "ICy5YqxZB1uWSwcVLSNLcA==", "x-oss-date": "20250411T064124Z",
        "x-oss-content-sha256": "UNSIGNED-PAYLOAD", "host": "examplebucket",
    }  # fmt: skip

    ours = oss_signatures.request_4(
        "PUT",
        "/examplebucket/exampleobject",
        headers,
        {},
        ("content-length", "content-disposition"),
    )

    assert ours == request
    expected = "c46d96390bdbc2d739ac9363293ae9d710b14e48081fcb22cd8ad54b63136eca"
    assert hashlib.sha256(ours.encode()).hexdigest() == expected


def test_the_checksum_is_that_of_ecma_182() -> None:
    assert crc64(b"123456789") == 0x995DC9BBDF1939FA


@pytest.mark.parametrize("version", ["v1", "v4"])
def test_objects_are_kept_shown_and_removed(sim: OssSimulator, version: str) -> None:
    oss = client(sim, version)

    assert put(oss, content_type="image/jpeg").hash_crc64 == str(crc64(b"123"))
    assert got(oss) == b"123"
    head = oss.head_object(sdk.HeadObjectRequest("files", NAME))
    assert (head.content_length, head.content_type) == (3, "image/jpeg")
    oss.delete_object(sdk.DeleteObjectRequest("files", NAME))
    oss.delete_object(sdk.DeleteObjectRequest("files", NAME))

    assert refusal(lambda: got(oss)) == (404, "NoSuchKey")
    assert refusal(lambda: oss.head_object(sdk.HeadObjectRequest("files", NAME))) == (
        404,
        "NoSuchKey",
    )
    assert sim.objects == {}


@pytest.mark.parametrize("version", ["v1", "v4"])
def test_a_list_has_pages(sim: OssSimulator, version: str) -> None:
    for number in range(5):
        sim.add(f"tmp/药 {number}.jpg", b"x" * number)
    sim.add("users/other.jpg", b"")
    request = sdk.ListObjectsV2Request("files", prefix="tmp/", max_keys=2)

    pages = list(client(sim, version).list_objects_v2_paginator().iter_page(request))

    listed = [(found.key, found.size) for page in pages for found in page.contents or []]
    assert len(pages) == 3
    assert listed == [(f"tmp/药 {number}.jpg", number) for number in range(5)]


def test_part_of_an_object_is_shown(sim: OssSimulator) -> None:
    put(client(sim), data=b"0123456789")

    request = sdk.GetObjectRequest("files", NAME, range_header="bytes=2-4")
    with client(sim).get_object(request).body as body:
        assert body.read() == b"234"


@pytest.mark.parametrize("version", ["v1", "v4"])
def test_a_url_is_good_for_what_was_signed(sim: OssSimulator, version: str) -> None:
    put(client(sim))
    request = sdk.GetObjectRequest("files", NAME, response_content_type="text/plain")

    url = client(sim, version).presign(request, expires=datetime.timedelta(minutes=1)).url

    answer = requests.get(url, timeout=10)
    assert (answer.status_code, answer.content) == (200, b"123")
    assert answer.headers["content-type"] == "text/plain"
    for wrong in (requests.put(url, timeout=10), requests.get(url + "0", timeout=10)):
        assert wrong.status_code == 403
        assert b"<Code>SignatureDoesNotMatch</Code>" in wrong.content
    gone = client(sim, version).presign(request, expires=datetime.timedelta(seconds=-1)).url
    assert b"expired" in requests.get(gone, timeout=10).content


@pytest.mark.parametrize("version", ["v1", "v4"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"access_key_id": "nobody"}, (403, "InvalidAccessKeyId")),
        ({"access_key_secret": "wrong"}, (403, "SignatureDoesNotMatch")),
    ],
)
def test_strangers_are_refused(
    sim: OssSimulator, version: str, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refusal(lambda: put(client(sim, version, **changes))) == expected
    assert sim.objects == {}


def test_an_unsigned_request_is_refused(sim: OssSimulator) -> None:
    answer = requests.put(f"{sim.address}/files/x", data=b"1", timeout=10)

    assert (answer.status_code, sim.objects) == (403, {})


def test_another_region_and_another_bucket_are_refused(sim: OssSimulator) -> None:
    assert refusal(lambda: put(client(sim, region="cn-beijing"))) == (400, "InvalidArgument")
    request = sdk.PutObjectRequest("others", NAME, body=b"1")
    assert refusal(lambda: client(sim).put_object(request)) == (404, "NoSuchBucket")


def test_a_temporary_key_needs_its_token_until_that_expires(sim: OssSimulator) -> None:
    sim.keys.secrets["STS.1"], sim.keys.tokens["STS.1"] = "temporary", "token"
    key = {"access_key_id": "STS.1", "access_key_secret": "temporary"}

    put(client(sim, security_token="token", **key))
    assert refusal(lambda: put(client(sim, **key))) == (403, "InvalidSecurityToken")
    sim.keys.expired.add("token")
    late = client(sim, security_token="token", **key)
    assert refusal(lambda: put(late)) == (403, "SecurityTokenExpired")


def test_an_object_can_be_kept_from_being_replaced(sim: OssSimulator) -> None:
    put(client(sim))

    again = refusal(lambda: put(client(sim), data=b"4", forbid_overwrite=True))

    assert again == (409, "FileAlreadyExists")
    assert got(client(sim)) == b"123"


def test_errors_come_in_the_place_of_what_was_asked(sim: OssSimulator) -> None:
    sim.script(Status(500), Status(503, "ServiceUnavailable"))

    assert refusal(lambda: put(client(sim))) == (500, "InternalError")
    assert refusal(lambda: put(client(sim))) == (503, "ServiceUnavailable")
    assert sim.objects == {}
    put(client(sim))


def test_an_answer_can_be_cut_after_it_was_done(sim: OssSimulator) -> None:
    sim.script(Cut(), Cut(after=2), Cut(after=1, clean=True))

    with pytest.raises(exceptions.OperationError) as caught:
        put(client(sim))
    assert isinstance(caught.value.unwrap(), exceptions.RequestError)
    assert sim.objects[NAME].data == b"123"
    for _ in range(2):
        with pytest.raises(requests.RequestException):
            got(client(sim))


def test_a_checksum_can_be_wrong(sim: OssSimulator) -> None:
    sim.script(WrongCrc())

    with pytest.raises(exceptions.OperationError) as caught:
        put(client(sim))
    assert isinstance(caught.value.unwrap(), exceptions.InconsistentError)


def test_an_answer_can_be_late(sim: OssSimulator) -> None:
    sim.script(Slow(60))

    with pytest.raises(exceptions.OperationError) as caught:
        put(client(sim, readwrite_timeout=0.1))
    assert isinstance(caught.value.unwrap(), exceptions.ResponseError)


def test_rules_are_replaced_as_a_whole(sim: OssSimulator) -> None:
    oss = client(sim)
    missing = refusal(lambda: oss.get_bucket_cors(sdk.GetBucketCorsRequest("files")))
    assert missing == (404, "NoSuchCORSConfiguration")
    for origin in ("https://a.example", "https://b.example"):
        rule = sdk.CORSRule(allowed_origins=[origin], allowed_methods=["GET"])
        rules = sdk.CORSConfiguration(cors_rules=[rule])
        oss.put_bucket_cors(sdk.PutBucketCorsRequest("files", cors_configuration=rules))

    found = oss.get_bucket_cors(sdk.GetBucketCorsRequest("files")).cors_configuration
    assert [rule.allowed_origins for rule in found.cors_rules] == [["https://b.example"]]


def begun(oss: Any) -> str:
    answer = oss.initiate_multipart_upload(sdk.InitiateMultipartUploadRequest("files", NAME))
    assert (answer.bucket, answer.key) == ("files", NAME)
    id: str = answer.upload_id
    return id


def sent(oss: Any, id: str, number: int, data: bytes) -> Any:
    request = sdk.UploadPartRequest(
        "files", NAME, part_number=number, upload_id=id, body=data
    )  # fmt: skip
    return sdk.UploadPart(part_number=number, etag=oss.upload_part(request).etag)


def completed(oss: Any, id: str, parts: list[Any]) -> Any:
    listed = sdk.CompleteMultipartUpload(parts=parts)
    return oss.complete_multipart_upload(
        sdk.CompleteMultipartUploadRequest(
            "files", NAME, upload_id=id, complete_multipart_upload=listed
        )
    )


def test_parts_make_an_object_only_when_they_are_completed(sim: OssSimulator) -> None:
    oss, large = client(sim), b"1" * 102_400
    id = begun(oss)
    parts = [sent(oss, id, number, data) for number, data in ((1, b"2"), (1, large), (2, b"3"))]
    assert sim.objects == {}

    answer = completed(oss, id, parts[1:])

    assert got(oss) == large + b"3"
    assert answer.hash_crc64 == str(crc64(large + b"3"))
    assert answer.etag == sim.objects[NAME].etag
    assert refusal(lambda: completed(oss, id, parts[1:])) == (404, "NoSuchUpload")


def test_parts_that_do_not_fit_are_refused(sim: OssSimulator) -> None:
    oss = client(sim)
    id = begun(oss)
    first, small = sent(oss, id, 1, b"1" * 102_400), sent(oss, id, 2, b"2" * 102_399)
    last, unknown = sent(oss, id, 3, b"3"), sdk.UploadPart(part_number=9, etag=small.etag)
    changed = sdk.UploadPart(part_number=1, etag=small.etag)

    for parts, code in (
        ([first, small, last], "EntityTooSmall"),
        ([last, first], "InvalidPartOrder"),
        ([first, first], "InvalidPartOrder"),
        ([first, unknown], "InvalidPart"),
        ([changed, last], "InvalidPart"),
        ([], "MalformedXML"),
    ):
        assert refusal(lambda parts=parts: completed(oss, id, parts)) == (400, code)
    for number in (0, 10_001):
        wrong = refusal(lambda number=number: sent(oss, id, number, b""))
        assert wrong == (400, "InvalidArgument")
    assert sim.objects == {}


def test_an_upload_that_is_aborted_is_gone(sim: OssSimulator) -> None:
    oss = client(sim)
    id = begun(oss)
    sent(oss, id, 1, b"1")

    oss.abort_multipart_upload(sdk.AbortMultipartUploadRequest("files", NAME, upload_id=id))

    assert refusal(lambda: sent(oss, id, 2, b"2")) == (404, "NoSuchUpload")
    assert sim.parts.begun == {}


def test_parts_need_a_signature(sim: OssSimulator) -> None:
    stranger = client(sim, access_key_secret="x")
    id = begun(client(sim))

    for work in (
        lambda: begun(stranger),
        lambda: sent(stranger, id, 1, b"1"),
        lambda: completed(stranger, id, []),
    ):
        assert refusal(work) == (403, "SignatureDoesNotMatch")


def test_a_range_goes_to_the_end_of_the_object_that_was_meant(sim: OssSimulator) -> None:
    oss = client(sim)
    etag = put(oss, data=b"12345").etag
    request = sdk.GetObjectRequest("files", NAME, range_header="bytes=2-", if_match=etag)
    with oss.get_object(request).body as body:
        assert body.read() == b"345"

    request.if_match = '"0"'
    assert refusal(lambda: oss.get_object(request)) == (412, "PreconditionFailed")
