"""Where a bucket is, as the settings say in one way or another."""

import pytest

from shared.config import environment
from shared.config.environment import ConfigError, OssKey
from shared.config.settings import Settings
from shared.storage import oss_endpoint
from tests.conftest import Configure

HANGZHOU = "https://files.oss-cn-hangzhou.aliyuncs.com/"


def settings(endpoint: str, **changes: str) -> Settings:
    variables = {"OSS_BUCKET_NAME": "files", "OSS_ENDPOINT": endpoint}
    return environment.load({**variables, **changes})


@pytest.mark.parametrize(
    ("endpoint", "inner", "outer", "region"),
    [
        ("oss-cn-hangzhou.aliyuncs.com", HANGZHOU, HANGZHOU, "cn-hangzhou"),
        ("https://oss-cn-hangzhou.aliyuncs.com/", HANGZHOU, HANGZHOU, "cn-hangzhou"),
        ("files.oss-cn-hangzhou.aliyuncs.com", HANGZHOU, HANGZHOU, "cn-hangzhou"),
        ("https://files.oss-cn-hangzhou.aliyuncs.com", HANGZHOU, HANGZHOU, "cn-hangzhou"),
        (
            "http://oss-ap-southeast-1.aliyuncs.com",
            *["http://files.oss-ap-southeast-1.aliyuncs.com/"] * 2,
            "ap-southeast-1",
        ),
        (
            "oss-cn-hangzhou-internal.aliyuncs.com",
            "https://files.oss-cn-hangzhou-internal.aliyuncs.com/",
            HANGZHOU,
            "cn-hangzhou",
        ),
    ],
)
def test_an_endpoint_says_where_the_bucket_and_what_its_region_is(
    endpoint: str, inner: str, outer: str, region: str
) -> None:
    found = settings(endpoint)

    assert oss_endpoint.inner(found).url == inner
    assert oss_endpoint.outer(found).url == outer
    assert oss_endpoint.inner(found).region == oss_endpoint.outer(found).region == region
    assert not oss_endpoint.inner(found).in_path


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000/"]
)
def test_an_address_has_the_bucket_in_its_path(endpoint: str) -> None:
    found = oss_endpoint.outer(settings(endpoint, OSS_REGION="cn-beijing"))

    assert found.in_path
    assert (found.url, found.region) == (f"{endpoint.rstrip('/')}/files/", "cn-beijing")


@pytest.mark.parametrize("endpoint", ["oss-accelerate.aliyuncs.com", "assets.example.com"])
def test_other_endpoints_need_the_region_to_be_said(endpoint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        oss_endpoint.inner(settings(endpoint))

    assert [problem.split()[0] for problem in caught.value.problems] == ["OSS_REGION"]
    found = oss_endpoint.inner(settings(endpoint, OSS_REGION="cn-hangzhou"))
    assert found.url == f"https://files.{endpoint}/"


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = settings("", OSS_BUCKET_NAME="Files_", OSS_ACCESS_KEY_ID="LTAI")

    with pytest.raises(ConfigError) as caught:
        oss_endpoint.inner(wrong)

    named = [problem.split()[0] for problem in caught.value.problems]
    assert named == ["OSS_BUCKET_NAME", "OSS_ENDPOINT", "OSS_REGION", "OSS_ACCESS_KEY_SECRET"]


def test_the_configured_key_comes_before_the_roles(configure: Configure) -> None:
    role = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "STS.1", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"}
    configure(**role, ALIBABA_CLOUD_SECURITY_TOKEN="token", OSS_ACCESS_KEY_ID="")
    assert environment.oss_key() == OssKey("STS.1", "s", "token")

    configure(OSS_ACCESS_KEY_ID="LTAI", OSS_ACCESS_KEY_SECRET="own")
    assert environment.oss_key() == OssKey("LTAI", "own", "")

    configure(OSS_ACCESS_KEY_ID="", ALIBABA_CLOUD_ACCESS_KEY_SECRET="")
    assert environment.oss_key() is None
