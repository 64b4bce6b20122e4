"""A key goes to the hosts that the environment names for it, however an address is written."""

import pytest

from shared.config.key_hosts import may_send

BOUND = {
    "ARK_API_HOST": "ark.cn-beijing.volces.com, API.example.com:8443,[::1]",
    "DEEP_API_URL": "https://api.deep.example.com/v1",
}
OWN = "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.com/v1",
        "https://ark.cn-beijing.volces.com.evil.example.com/v1",
        "https://evil-ark.cn-beijing.volces.com/v1",
        "https://x.ark.cn-beijing.volces.com/v1",
        "https://ark.cn-beijing.volces.com@evil.example.com/v1",
        "https://evil.example.com\\@ark.cn-beijing.volces.com/v1",
        "https://ark.cn-beijing.volces.com\\.evil.example.com/v1",
        "https://evil.example.com/@ark.cn-beijing.volces.com",
        "https://evil.example.com#@ark.cn-beijing.volces.com/",
        "https://ark.cn-beijing.volces.com\t.evil.example.com/",
        "https://ark.cn-beijing.volces.com\n",
        " https://ark.cn-beijing.volces.com",
        "https://ark。cn-beijing.volces.com/v1",
        "https://%61rk.cn-beijing.volces.com/v1",
        "https://api.example.com/v1",
        "https://api.example.com:443/v1",
        "ftp://ark.cn-beijing.volces.com/v1",
        "//ark.cn-beijing.volces.com/v1",
        "https:///v1",
        "",
    ],
)
def test_key_does_not_leave_for_another_host(url: str) -> None:
    assert not may_send("ARK_API_KEY", url, BOUND, OWN)


@pytest.mark.parametrize(
    "url",
    [
        "https://ark.cn-beijing.volces.com/api/v3",
        "HTTPS://ARK.cn-beijing.volces.com:8443/api/v3",
        "https://ark.cn-beijing.volces.com.",
        "https://api.example.com:8443",
        "http://[::1]:9000/v1",
    ],
)
def test_key_goes_to_the_hosts_of_its_setting(url: str) -> None:
    assert may_send("ARK_API_KEY", url, BOUND, OWN)


@pytest.mark.parametrize(
    ("variable", "url", "may"),
    [
        ("DEEP_API_KEY", "https://api.deep.example.com/other", True),
        ("DEEP_API_KEY", "https://api.deep.example.com:443/v1", True),
        ("DEEP_API_KEY", "https://api.deep.example.com:8443/v1", False),
        ("DEEP_API_KEY", "http://api.deep.example.com/v1", False),
        ("DEEP_API_KEY", "https://ark.cn-beijing.volces.com/v1", False),
        ("OPENAI_API_KEY", OWN, True),
        ("OPENAI_API_KEY", "http://127.0.0.1:8081/v1", False),
        ("OPENAI_API_KEY", "https://dashscope.aliyuncs.com/v1", False),
        ("DASHSCOPE_API_KEY", "https://dashscope.aliyuncs.com/compatible-mode/v1", True),
        ("DASHSCOPE_API_KEY", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", True),
        ("DASHSCOPE_API_KEY", "https://dashscope.cn-hangzhou.fcapp.run/v1", False),
        ("DASHSCOPE_API_KEY", "https://dashscope.oss-cn-hangzhou.aliyuncs.com/v1", False),
        ("DASHSCOPE_API_KEY", OWN, False),
        ("UNBOUND_API_KEY", "https://api.example.com/v1", False),
        ("JWT_SECRET", "https://ark.cn-beijing.volces.com/v1", False),
    ],
)
def test_key_goes_to_the_address_it_came_with(variable: str, url: str, may: bool) -> None:
    assert may_send(variable, url, BOUND | {"JWT_SECRET_HOST": "x"}, OWN) is may


def test_address_that_is_not_set_binds_nothing() -> None:
    assert not may_send("OPENAI_API_KEY", "https://api.example.com", {}, "")
