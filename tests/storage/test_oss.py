"""A bucket that fails: what passes is tried again, the rest is said."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.errors import NotFound, Unavailable, UpstreamError
from shared.storage import objects, patience
from shared.storage import oss_client as calls
from tests.buckets import bucket as bucket
from tests.conftest import Configure
from tests.simulators.oss import Cut, Fault, OssSimulator, Slow, Status, WrongCrc

KEY = "users/01JABCDEFGHJKMNPQRSTVWXYZ0/2026/11/01JABCDEFGHJKMNPQRSTVWXYZ1.jpg"
DATA = bytes(range(256)) * 40
PASSING: dict[str, Fault] = {
    "500": Status(500),
    "503": Status(503, "ServiceUnavailable"),
    "429": Status(429, "QpsLimitExceeded"),
    "reset": Cut(),
    "closed": Cut(clean=True),
}
WORK: dict[str, tuple[Callable[[], Any], Any]] = {
    "put": (lambda: objects.put(KEY, DATA, "image/jpeg"), None),
    "get": (lambda: objects.get(KEY, 100_000), DATA),
    "beginning": (lambda: objects.beginning(KEY, 4), DATA[:4]),
    "size": (lambda: objects.size(KEY), len(DATA)),
    "remove": (lambda: objects.remove(KEY), None),
    "list": (lambda: [s.key for s in objects.list_older("users/", 1 << 60)], [KEY]),
}
each = pytest.mark.parametrize("name", WORK)


@pytest.fixture
def kept(bucket: OssSimulator) -> OssSimulator:
    """A bucket with the object."""
    bucket.add(KEY, DATA, "image/jpeg", age=60)
    return bucket


@each
@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_tried_again(kept: OssSimulator, name: str, fault: str) -> None:
    work, expected = WORK[name]
    kept.script(PASSING[fault], PASSING[fault])

    assert work() == expected

    assert len(kept.seen) == 3


@pytest.mark.parametrize(
    "fault", [Cut(after=0), Cut(after=5000), Cut(after=5000, clean=True), WrongCrc()]
)
def test_a_damaged_answer_is_asked_for_again(kept: OssSimulator, fault: Any) -> None:
    kept.script(fault, fault)

    assert objects.get(KEY, 100_000) == DATA

    assert len(kept.seen) == 3


def test_what_arrived_damaged_is_put_again(bucket: OssSimulator) -> None:
    bucket.script(WrongCrc())

    objects.put(KEY, DATA, "image/jpeg")

    assert len(bucket.seen) == 2
    assert bucket.objects[KEY].data == DATA


@each
def test_what_does_not_pass_in_time_is_unavailable(kept: OssSimulator, name: str) -> None:
    kept.script(*[Status(500)] * 10)

    with pytest.raises(Unavailable) as caught:
        WORK[name][0]()

    assert (caught.value.status, caught.value.reason) == (503, "storage_unavailable")
    assert caught.value.headers == {"Retry-After": "1"}
    assert "500 InternalError" in str(caught.value.__cause__)
    assert len(kept.seen) == patience.ATTEMPTS


def test_damage_that_stays_is_not_handed_on(kept: OssSimulator) -> None:
    kept.script(*[WrongCrc()] * 10)

    with pytest.raises(Unavailable):
        objects.get(KEY, 100_000)


def test_no_attempt_begins_when_patience_is_at_its_end(
    kept: OssSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    kept.script(Status(500))

    with pytest.raises(Unavailable):
        objects.get(KEY, 100_000)

    assert len(kept.seen) == 1


@each
def test_a_silent_server_is_not_waited_for(
    kept: OssSimulator, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(calls, "READ", 0.1)
    work, expected = WORK[name]
    kept.script(Slow(60))

    assert work() == expected


@each
@pytest.mark.parametrize(
    "fault",
    [
        Status(403, "AccessDenied", "You have no right."),
        Status(400, "InvalidArgument"),
        Status(404, "NoSuchBucket"),
    ],
)
def test_what_lasts_is_said_at_once(kept: OssSimulator, name: str, fault: Status) -> None:
    kept.script(fault)

    with pytest.raises(UpstreamError) as caught:
        WORK[name][0]()

    assert (caught.value.status, caught.value.reason) == (502, "storage_failed")
    assert f"{fault.status} {fault.code} {fault.message}" in str(caught.value.__cause__)
    assert len(kept.seen) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"OSS_ACCESS_KEY_ID": "nobody"}, {"OSS_ACCESS_KEY_SECRET": "x"}, {"OSS_REGION": "cn-beijing"}],
)
def test_a_wrong_setting_is_said_without_secrets(
    bucket: OssSimulator, configure: Configure, wrong: dict[str, str]
) -> None:
    configure(**wrong)

    with pytest.raises(UpstreamError) as caught:
        objects.put(KEY, DATA, "image/jpeg")

    assert bucket.secret not in repr(caught.value.__cause__)
    assert bucket.objects == {}


def test_a_put_whose_answer_was_lost_leaves_the_right_object(bucket: OssSimulator) -> None:
    bucket.script(Cut())

    objects.put(KEY, DATA, "image/jpeg")

    assert {key: found.data for key, found in bucket.objects.items()} == {KEY: DATA}


def role(bucket: OssSimulator, token: str) -> dict[str, str]:
    bucket.keys.secrets["STS.1"], bucket.keys.tokens["STS.1"] = "temporary", token
    return {
        "OSS_ACCESS_KEY_ID": "",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "STS.1",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "temporary",
        "ALIBABA_CLOUD_SECURITY_TOKEN": token,
    }


def test_a_roles_key_is_read_again_at_every_use(
    bucket: OssSimulator, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(**role(bucket, "first"))
    objects.put(KEY, DATA, "image/jpeg")
    bucket.keys.expired.add("first")
    with pytest.raises(Unavailable) as caught:
        objects.get(KEY, 100_000)
    assert "SecurityTokenExpired" in str(caught.value.__cause__)

    for name, value in role(bucket, "second").items():
        monkeypatch.setenv(name, value)  # as FC does: nobody reads the settings again

    assert objects.get(KEY, 100_000) == DATA
    assert "x-oss-security-token=second" in objects.url(KEY, 60)


def test_a_key_that_is_renewed_between_two_attempts_is_used(
    kept: OssSimulator, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(**role(kept, "first"))

    def renew(seconds: float) -> None:
        for name, value in role(kept, "second").items():
            monkeypatch.setenv(name, value)

    monkeypatch.setattr(time, "sleep", renew)
    kept.keys.expired.add("first")

    assert objects.size(KEY) == len(DATA)
    assert [call.headers["x-oss-security-token"] for call in kept.seen] == ["first", "second"]


def test_without_any_key_the_settings_are_named(bucket: OssSimulator, configure: Configure) -> None:
    configure(OSS_ACCESS_KEY_ID="", ALIBABA_CLOUD_ACCESS_KEY_ID="")

    for work in (
        lambda: objects.put(KEY, DATA, "image/jpeg"),
        lambda: objects.size(KEY),
        lambda: objects.url(KEY, 60),
        lambda: objects.upload(KEY, "image/jpeg", 5, 60),
    ):
        with pytest.raises(Unavailable) as caught:
            work()
        assert caught.value.reason == "storage_keyless"
    assert bucket.seen == []


def test_a_missing_object_is_no_fault(bucket: OssSimulator) -> None:
    with pytest.raises(NotFound):
        objects.get(KEY, 10)
    assert len(bucket.seen) == 1


def test_addresses_are_public_where_we_ourselves_use_an_internal_endpoint(
    bucket: OssSimulator, configure: Configure
) -> None:
    configure(OSS_ENDPOINT="oss-cn-hangzhou-internal.aliyuncs.com")

    for url in (objects.url(KEY, 60), objects.upload(KEY, "image/jpeg", 5, 60).url):
        assert url.startswith("https://files.oss-cn-hangzhou.aliyuncs.com/")


def test_what_only_needs_a_signature_does_not_load_the_client(bucket: OssSimulator) -> None:
    program = f"""
import sys
import time
from shared.storage import objects
objects.url("{KEY}", 60)
objects.upload("{KEY}", "image/jpeg", 5, 60)
loaded = {{name.split(".")[0] for name in sys.modules}}
assert not loaded & {{"alibabacloud_oss_v2", "requests", "urllib3", "Crypto"}}, loaded
assert objects.size("{KEY}") is None
assert "alibabacloud_oss_v2" in sys.modules
"""
    environment = {**os.environ, **bucket.variables, "PYTHONPATH": ":".join(sys.path)}

    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)
