"""Fixtures of `make test-deploy`: images, the stack of Compose, programs that check."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.stack import Stack
from tests.engines import deploy_tools, podman
from tests.engines.availability import require
from tests.engines.podman import ROOT, Podman

PRODUCT = "localhost/yunzhan:test"
STANDINS = (
    "engines",
    "node-exporter",
    "mysqld-exporter",
    "redis-exporter",
    "nginx-exporter",
    "blackbox-exporter",
)


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of docker-compose, kubectl and others."""
    return require(
        deploy_tools.find_or_install(), "the programs of requirements/deploy.txt are missing"
    )


@pytest.fixture(scope="session")
def engine() -> Podman:
    return require(podman.find_or_install(), "images need Debian, root, and its podman")


@pytest.fixture(scope="session")
def product(engine: Podman) -> str:
    """The image of the product, built as its Dockerfile says."""
    return engine.build(ROOT, PRODUCT, "--file", ROOT / "deploy" / "container" / "Dockerfile")


@pytest.fixture(scope="session")
def standins(engine: Podman) -> dict[str, str]:
    """Images with the programs of others, by what they stand for."""
    folder = ROOT / "tests" / "deploy" / "standins"
    return {
        name: engine.build(folder, f"localhost/standin-{name}:test", "--target", name)
        for name in STANDINS
    }


@pytest.fixture(scope="module")
def stack(
    engine: Podman,
    product: str,
    standins: dict[str, str],
    tools: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stack]:
    """compose.yml as it is, up; with a model and a robot outside, and nothing of before."""
    with engine.served() as socket:
        made = Stack(engine, tools, socket, tmp_path_factory.mktemp("stack"), product, standins)
        try:
            made.up()
            yield made
        finally:
            made.down()
