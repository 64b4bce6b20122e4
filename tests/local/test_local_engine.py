"""The engine is a child process: ready when start() returns, and gone when its parent is."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from local import engine
from local.engine import Engine, EngineError, start

DIRECT = build_opener(ProxyHandler({}))


def get(url: str) -> Any:
    with DIRECT.open(url, timeout=10) as answer:
        return json.load(answer)


def refuses(url: str) -> bool:
    try:
        get(url)
    except URLError:
        return True
    except (ConnectionResetError, HTTPException):
        return False  # it ended while it answered
    return False


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def weights(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"{kind}.gguf"
    path.write_bytes(b"GGUF")
    return path


def pid_in(log: Path) -> int:
    [pid] = re.findall(r"^pid (\d+)$", log.read_text(), re.MULTILINE)
    return int(pid)


@pytest.mark.usefixtures("standin")
def test_it_serves_the_named_model_on_loopback_and_stops(tmp_path: Path) -> None:
    running = start(weights(tmp_path, "good"), "my-model", threads=1, log=tmp_path / "log")
    try:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/v1", running.url)
        assert running.model == "my-model"
        assert get(f"{running.url}/models") == {
            "alias": ["my-model"],
            "threads": 1,
            "context": 8192,
            "slots": 2,
        }
    finally:
        running.stop()
    assert refuses(f"{running.url}/models")


@pytest.mark.usefixtures("standin")
def test_two_engines_get_ports_of_their_own(tmp_path: Path) -> None:
    started: list[Engine] = []
    try:
        for name in ("one", "two"):
            started.append(start(weights(tmp_path, name), name, log=tmp_path / f"{name}.log"))
        assert started[0].url != started[1].url
    finally:
        for running in started:
            running.stop()


@pytest.mark.usefixtures("standin")
def test_stopping_twice_is_harmless(tmp_path: Path) -> None:
    running = start(weights(tmp_path, "good"), "my-model", log=tmp_path / "log")
    running.stop()
    running.stop()


@pytest.mark.usefixtures("standin")
def test_weights_that_cannot_be_loaded_are_told_with_the_end_of_the_log(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="ended while it started") as told:
        start(weights(tmp_path, "broken"), "broken", log=tmp_path / "log")
    assert "Failed to init server" in str(told.value)


@pytest.mark.usefixtures("standin")
def test_an_engine_that_is_never_ready_is_given_up_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "START_SECONDS", 2.0)
    with pytest.raises(EngineError, match="not ready within 2 s"):
        start(weights(tmp_path, "endless"), "endless", log=tmp_path / "log")
    with pytest.raises(ProcessLookupError):
        os.kill(pid_in(tmp_path / "log"), 0)


def test_a_missing_engine_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(EngineError, match=r"xllamacpp, .* is not installed"):
        start(weights(tmp_path, "good"), "my-model", log=tmp_path / "log")


PARENT = """
import sys
from pathlib import Path
from local.engine import start

print(start(Path(sys.argv[1]), "my-model", log=Path(sys.argv[2])).url, flush=True)
sys.stdin.read()
"""


@pytest.mark.usefixtures("standin")
def test_a_killed_parent_takes_its_engine_along(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(weights(tmp_path, "good")), str(tmp_path / "log")]
    with subprocess.Popen(
        command, cwd=engine.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().strip()
        assert get(f"{url}/models")["alias"] == ["my-model"]
        parent.send_signal(signal.SIGKILL)
    assert eventually(lambda: refuses(f"{url}/models"))
