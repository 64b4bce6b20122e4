"""Fixtures: storage of either kind, configured."""

from collections.abc import Iterator

import pytest

from shared.storage import oss
from tests.conftest import Configure
from tests.simulators.oss import OssSimulator


@pytest.fixture
def bucket(configure: Configure, monkeypatch: pytest.MonkeyPatch) -> Iterator[OssSimulator]:
    """A simulated bucket; attempts follow each other quickly."""
    monkeypatch.setattr(oss, "PAUSE", 0.001)
    with OssSimulator() as simulator:
        configure(**simulator.variables)
        yield simulator


@pytest.fixture
def folder(configure: Configure) -> None:
    """A folder in the test's own directory."""
    configure(OSS_BUCKET_NAME="", UPLOAD_DIR="")


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest) -> str:
    """Either; the test runs on both."""
    kind: str = request.param
    request.getfixturevalue(kind)
    return kind
