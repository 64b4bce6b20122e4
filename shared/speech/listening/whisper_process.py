"""The program of Whisper while it runs: held to limits, heard line by line, ended for good."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.ffmpeg import launch
from shared.ffmpeg.errors import Cancelled, FfmpegError, TimedOut, TooHeavy
from shared.ffmpeg.process import Limits, Watch

_PROGRAM = Path(__file__).with_name("whisper_child.py")
_LOOK = 0.2  # seconds between two looks at whether it is still wanted
_TOLD = 2_000  # bytes of its last words


class WhisperFailed(FfmpegError):
    """It ended without having said all."""


def lines(order: dict[str, Any], folder: Path, seconds: float, watch: Watch) -> Iterator[Any]:
    """What it says, in `folder`; Cancelled, TimedOut after `seconds`, TooHeavy, WhisperFailed."""
    deadline, log = time.monotonic() + seconds, folder / "whisper.log"
    with _started(order, folder, seconds, log) as process:
        heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=_hear, args=(process, heard), daemon=True).start()
        while line := _next(heard, deadline, watch):
            yield json.loads(line)
        _require_well(process.wait(), log)


def _hear(process: "subprocess.Popen[bytes]", heard: "queue.SimpleQueue[bytes]") -> None:
    """Until it is silent for good, which is an empty line."""
    assert process.stdout  # noqa: S101  as it was started
    for line in process.stdout:
        heard.put(line)
    heard.put(b"")


def _next(heard: "queue.SimpleQueue[bytes]", deadline: float, watch: Watch) -> bytes:
    while True:
        if watch.is_cancelled():
            raise Cancelled()
        if time.monotonic() >= deadline:
            raise TimedOut()
        with contextlib.suppress(queue.Empty):
            return heard.get(timeout=_LOOK)


def _require_well(status: int, log: Path) -> None:
    if status == 0:
        return
    said = log.read_bytes()[-_TOLD:].decode(errors="replace")
    raise TooHeavy(said) if status < 0 else WhisperFailed(said)


@contextlib.contextmanager
def _started(
    order: dict[str, Any], folder: Path, seconds: float, log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    limits = Limits(seconds=seconds, file_bytes=1_048_576).of_process
    launcher = (sys.executable, "-I", "-S", launch.__file__, str(os.getpid()), json.dumps(limits))
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603
            (*launcher, sys.executable, "-I", str(_PROGRAM), json.dumps(order)),
            cwd=folder,
            env={},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    with process:  # closes the pipe and waits
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
