"""The real model for vectors behind the real engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from local import embedder
from local.engine import ROOT, Engine, start
from local.progress import Progress
from local.weights import WeightsError
from tests.engines.availability import do_without

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    try:
        path = embedder.fetch(embedder.MINILM, ROOT / ".cache" / "models", Progress())
    except WeightsError as error:
        do_without(str(error))
    log: Path = tmp_path_factory.mktemp("embedder") / "engine.log"
    running = start(path, embedder.NAME, log=log, embeds=True)
    yield running
    running.stop()


def test_texts_are_as_near_as_the_models_page_says(engine: Engine) -> None:
    """Source: the example of "Sentence similarity" on the page of all-MiniLM-L6-v2."""
    texts = [
        "That is a happy person",
        "That is a happy dog",
        "That is a very happy person",
        "Today is a sunny day",
    ]
    answer = requests.post(
        f"{engine.url}/embeddings", json={"input": texts, "model": engine.model}, timeout=60
    ).json()

    first, *others = [one["embedding"] for one in answer["data"]]
    near = [sum(a * b for a, b in zip(first, other, strict=True)) for other in others]
    assert len(first) == 384
    assert near == pytest.approx([0.695, 0.943, 0.257], abs=0.002)
