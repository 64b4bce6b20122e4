"""Signatures of S3: the examples of its API reference, byte for byte."""

from datetime import UTC, datetime

import pytest

from shared.config.environment import ConfigError
from shared.config.settings import Settings
from shared.storage import s3_place
from shared.storage.s3_signatures import S3Key, S3Place, Signer

PLACE = S3Place("examplebucket", "us-east-1", "https://s3.amazonaws.com", in_path=False)
KEY = S3Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
AT = int(datetime(2013, 5, 24, tzinfo=UTC).timestamp() * 1000)
SIGNER = Signer(PLACE, KEY, AT)


def signature(headers: dict[str, str]) -> str:
    return headers["authorization"].rpartition("Signature=")[2]


def test_a_get_of_some_bytes() -> None:
    headers = SIGNER.headers("GET", "test.txt", {}, b"", range="bytes=0-9")

    expected = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    assert signature(headers) == expected


def test_the_rules_of_a_bucket() -> None:
    headers = SIGNER.headers("GET", "", {"lifecycle": ""}, b"")

    expected = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
    assert signature(headers) == expected


def test_a_list() -> None:
    headers = SIGNER.headers("GET", "", {"max-keys": "2", "prefix": "J"}, b"")

    expected = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    assert signature(headers) == expected


def test_an_address_for_a_day() -> None:
    url = SIGNER.url("GET", "test.txt", 86_400)

    expected = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    assert url.startswith("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=")
    assert url.endswith(f"&X-Amz-Signature={expected}")
    assert KEY.secret not in url + repr(KEY)


@pytest.mark.parametrize(
    ("endpoint", "path_style", "url", "path"),
    [
        ("cos.ap-guangzhou.myqcloud.com", False, "https://f-f.cos.ap-guangzhou.myqcloud.com", "/x"),
        ("https://minio.example.com/", True, "https://minio.example.com", "/f-f/x"),
        ("http://127.0.0.1:9000", False, "http://127.0.0.1:9000", "/f-f/x"),
        ("http://minio:9000", False, "http://minio:9000", "/f-f/x"),
        ("http://[::1]:9000", False, "http://[::1]:9000", "/f-f/x"),
    ],
)
def test_where_a_bucket_is(endpoint: str, path_style: bool, url: str, path: str) -> None:
    place = s3_place.of(
        Settings(
            s3_bucket="f-f",
            s3_endpoint=endpoint,
            s3_path_style=path_style,
            s3_key_id="k",
            s3_key_secret="s",
        )
    )

    assert (place.url, place.path("x")) == (
        url.replace("//f.", "//f-f."),
        path.replace("/f/", "/f-f/"),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"s3_bucket": "No"}, "S3_BUCKET"),
        ({"s3_endpoint": ""}, "S3_ENDPOINT"),
        ({"s3_key_secret": ""}, "S3_SECRET_ACCESS_KEY"),
    ],
)
def test_what_is_missing_is_named(wrong: dict[str, str], said: str) -> None:
    good = {"s3_bucket": "f-f", "s3_endpoint": "x", "s3_key_id": "k", "s3_key_secret": "s"}

    with pytest.raises(ConfigError, match=said):
        s3_place.of(Settings(**good | wrong))  # type: ignore[arg-type]
