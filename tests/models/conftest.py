"""A small real model behind the real engine."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.engine import ROOT, Engine, start
from local.progress import Progress
from local.weights import SMOLLM2, WeightsError, fetch
from tests.engines.availability import do_without


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    try:
        path = fetch(SMOLLM2, ROOT / ".cache" / "models", Progress(sys.__stderr__))
    except WeightsError as error:
        do_without(str(error))
    log: Path = tmp_path_factory.mktemp("engine") / "engine.log"
    running = start(path, SMOLLM2.name, log=log)
    yield running
    running.stop()
