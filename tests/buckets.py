"""Fixtures: storage of either kind, configured."""

from collections.abc import Iterator

import pytest

from shared.storage import patience
from tests.conftest import Configure
from tests.simulators.oss import OssSimulator
from tests.simulators.s3 import S3Simulator


@pytest.fixture
def bucket(configure: Configure, monkeypatch: pytest.MonkeyPatch) -> Iterator[OssSimulator]:
    """A simulated bucket; attempts follow each other quickly."""
    monkeypatch.setattr(patience, "PAUSE", 0.001)
    with OssSimulator() as simulator:
        configure(**simulator.variables)
        yield simulator


@pytest.fixture
def s3(configure: Configure, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Simulator]:
    """A simulated bucket of S3's protocol."""
    monkeypatch.setattr(patience, "PAUSE", 0.001)
    with S3Simulator() as simulator:
        configure(OSS_BUCKET_NAME="", **simulator.variables)
        yield simulator


@pytest.fixture
def folder(configure: Configure) -> None:
    """A folder in the test's own directory."""
    configure(OSS_BUCKET_NAME="", UPLOAD_DIR="")


@pytest.fixture(params=["folder", "bucket", "s3", pytest.param("moto", marks=pytest.mark.deploy)])
def storage(request: pytest.FixtureRequest) -> str:
    """Any; the test runs on each."""
    kind: str = request.param
    request.getfixturevalue(kind)
    return kind


@pytest.fixture(params=["folder", "bucket", "s3"])
def guarded(request: pytest.FixtureRequest) -> str:
    """Any that holds clients to their addresses, as moto does not, and can be looked into."""
    kind: str = request.param
    request.getfixturevalue(kind)
    return kind
