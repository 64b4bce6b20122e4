"""One run of ffmpeg: started with limits, watched, and ended for good whatever happens."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from shared.ffmpeg import binary, launch
from shared.ffmpeg.errors import Cancelled, TimedOut

_MEMORY = 4 << 30  # bytes of addresses: 1 GB is too little for 720p
_FILES = 64  # open at once
_PATIENCE = 2.0  # seconds after SIGTERM, which alone takes up to 5.5 s
_LOOK = 0.2  # seconds between two looks at whether it is still wanted
_KEPT = 262_144  # bytes of what it says, the last ones
_PIECE = 65_536
_QUIET = ("-nostdin", "-hide_banner", "-progress", "pipe:1", "-stats_period", "0.5", "-nostats")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    seconds: float  # by the clock
    file_bytes: int  # of each file that it writes

    @property
    def of_process(self) -> dict[str, tuple[int, int]]:
        """As setrlimit(2) takes them, soft and hard."""
        processors = int(self.seconds * (os.cpu_count() or 1)) + 1
        return {
            "RLIMIT_CPU": (processors, processors + 10),  # SIGXCPU, then SIGKILL
            "RLIMIT_FSIZE": (self.file_bytes, self.file_bytes),
            "RLIMIT_AS": (_MEMORY, _MEMORY),
            "RLIMIT_NOFILE": (_FILES, _FILES),
            "RLIMIT_CORE": (0, 0),
        }


class Watch(msgspec.Struct, frozen=True):
    """Who waits for it: is told the seconds of output that are done, and says when to stop."""

    report: Callable[[float], None] = lambda _: None
    is_cancelled: Callable[[], bool] = lambda: False


class Ended(msgspec.Struct, frozen=True):
    status: int  # of the process; a negative one is a signal
    said: str
    seconds: float  # of output, as it has counted them


def run(arguments: Sequence[str], folder: Path, limits: Limits, watch: Watch) -> Ended:
    """Run in `folder` to the end; TimedOut, Cancelled, and then it does not run any more."""
    process = _started(arguments, folder, limits)
    heard = _Heard(watch)
    try:
        _attend(process, heard, time.monotonic() + limits.seconds)
        return Ended(process.wait(_PATIENCE), heard.said, heard.seconds)
    except subprocess.TimeoutExpired as e:
        raise TimedOut(heard.said) from e
    finally:
        _end(process)


def _started(arguments: Sequence[str], folder: Path, limits: Limits) -> "subprocess.Popen[bytes]":
    launcher = (sys.executable, "-I", "-S", launch.__file__)
    taken = (str(os.getpid()), json.dumps(limits.of_process), binary.require())
    return subprocess.Popen(  # noqa: S603
        (*launcher, *taken, *_QUIET, *arguments),
        cwd=folder,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


class _Heard:
    """What comes by its two pipes: both are read, or it would stand still."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.seconds = 0.0
        self._said, self._line = bytearray(), b""

    @property
    def said(self) -> str:
        return self._said.decode(errors="replace")

    def words(self, piece: bytes) -> None:
        self._said += piece
        del self._said[:-_KEPT]

    def progress(self, piece: bytes) -> None:
        *lines, self._line = (self._line + piece).split(b"\n")
        for line in lines:
            name, _, value = line.partition(b"=")
            if name == b"out_time_us" and value.strip().isdigit():
                self.seconds = max(self.seconds, int(value) / 1e6)
                self.watch.report(self.seconds)


def _attend(process: "subprocess.Popen[bytes]", heard: _Heard, deadline: float) -> None:
    """Until both pipes are closed; TimedOut, Cancelled."""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout or 0, selectors.EVENT_READ, heard.progress)
        selector.register(process.stderr or 0, selectors.EVENT_READ, heard.words)
        while selector.get_map():
            if heard.watch.is_cancelled():
                raise Cancelled()
            if time.monotonic() >= deadline:
                raise TimedOut(heard.said)
            for key, _ in selector.select(_LOOK):
                piece = os.read(key.fd, _PIECE)
                key.data(piece)
                if not piece:
                    selector.unregister(key.fileobj)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """With all that it may have started; SIGTERM first."""
    with process:  # closes the pipes and waits
        if process.poll() is None:
            _signal(process, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
        _signal(process, signal.SIGKILL)


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
