"""One file made into another by ffmpeg, held to limits."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.ffmpeg import binary, conversion, process
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.errors import Cancelled, OutputTooLarge, TimedOut, TooHeavy, Unreadable
from shared.ffmpeg.process import Limits, Watch
from tests.conftest import Configure
from tests.engines import ffmpeg
from tests.waiting import takes_at_most, until

ROOM = Limits(seconds=60, file_bytes=1 << 30)
SLOW = ("-re",)  # reads no faster than the film runs
COPY = ("-map", "0", "-c", "copy")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return ffmpeg.film(tmp_path / "film.mp4", seconds=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "work"
    path.mkdir()
    return path


def test_without_ffmpeg_nothing_is_begun(configure: Configure, film: Path, folder: Path) -> None:
    configure(FFMPEG="/nowhere/ffmpeg")

    with pytest.raises(Unavailable):
        conversion.convert(Source(film), folder / "a.mkv", COPY, ROOM)

    assert binary.find() is None


def test_what_is_no_film_is_unreadable(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(1000))

    with pytest.raises(Unreadable) as refused:
        conversion.convert(Source(path), folder / "a.mkv", COPY, ROOM)

    assert "Invalid data" in refused.value.said
    assert list(folder.iterdir()) == []


def test_a_cancelled_run_ends_and_leaves_nothing(film: Path, folder: Path) -> None:
    told: list[float] = []
    watch = Watch(told.append, lambda: bool(told))

    with takes_at_most(4.5), pytest.raises(Cancelled):
        conversion.convert(Source(film, SLOW), folder / "a.mkv", COPY, ROOM, watch)

    assert list(folder.iterdir()) == []


def test_who_takes_too_long_is_stopped(film: Path, folder: Path) -> None:
    limits = Limits(seconds=0.5, file_bytes=1 << 30)

    with takes_at_most(4.5), pytest.raises(TimedOut):
        conversion.convert(Source(film, SLOW), folder / "a.mkv", COPY, limits)

    assert list(folder.iterdir()) == []


def test_who_uses_the_processors_too_long_is_stopped(folder: Path, film: Path) -> None:
    class Hasty(Limits, frozen=True):
        @property
        def of_process(self) -> dict[str, tuple[int, int]]:
            return {**super().of_process, "RLIMIT_CPU": (1, 20)}

    heavy = ("-vf", "scale=3840:2160", "-c:v", "libx264", "-preset", "placebo")
    with pytest.raises(TimedOut):
        conversion.convert(
            Source(film), folder / "a.mkv", heavy, Hasty(seconds=60, file_bytes=1 << 30)
        )

    assert list(folder.iterdir()) == []


def test_who_writes_too_much_is_stopped(film: Path, folder: Path) -> None:
    raw, limits = ("-c:v", "rawvideo", "-an"), Limits(seconds=60, file_bytes=100_000)

    with pytest.raises(OutputTooLarge):
        conversion.convert(Source(film), folder / "a.avi", raw, limits)

    assert list(folder.iterdir()) == []


def test_who_needs_too_much_memory_is_stopped(
    film: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_MEMORY", 400 << 20)
    large = ("-vf", "scale=7680:4320", "-c:v", "libx264")

    with pytest.raises(TooHeavy):
        conversion.convert(Source(film), folder / "a.mkv", large, ROOM)

    assert list(folder.iterdir()) == []


def test_a_run_tells_how_far_it_is_and_what_it_has_put_out(film: Path, folder: Path) -> None:
    told: list[float] = []

    seconds = conversion.convert(Source(film), folder / "a.mkv", COPY, ROOM, Watch(told.append))

    assert seconds == pytest.approx(5, abs=0.2)
    assert told == sorted(told)
    assert [path.name for path in folder.iterdir()] == ["a.mkv"]


def test_a_run_says_much_and_is_not_held_up(film: Path, folder: Path) -> None:
    loud = (*COPY, "-loglevel", "trace")

    conversion.convert(Source(film), folder / "a.mkv", loud, ROOM)

    assert (folder / "a.mkv").stat().st_size > 1000


def test_progress_is_all_only_at_the_end() -> None:
    assert conversion.percent(5, 10) == 50
    assert conversion.percent(11, 10) == 99
    assert conversion.percent(5, None) == 0


def test_nobody_waits_longer_than_twenty_times_the_duration() -> None:
    assert conversion.seconds_for(10, 3600) == 260
    assert conversion.seconds_for(1000, 3600) == 3600
    assert conversion.seconds_for(None, 3600) == 3600


ORPHAN = """
import sys
from pathlib import Path
from shared.ffmpeg import conversion
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.process import Limits, Watch
film, target = map(Path, sys.argv[1:])
watch = Watch(lambda _: print("running", flush=True))
limits = Limits(seconds=60, file_bytes=1 << 30)
conversion.convert(Source(film, ("-re",)), target, ("-c", "copy"), limits, watch)
"""


def _running(folder: Path) -> bool:
    """Whether any process works on a file of the folder."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in path.read_bytes():
                return True
        except OSError:
            continue
    return False


def test_no_run_outlives_a_worker_that_is_killed(film: Path, folder: Path) -> None:
    command = [sys.executable, "-c", ORPHAN, str(film), str(folder / "a.mkv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == b"running\n"
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(10)

    until(lambda: not _running(folder))


def test_a_run_knows_nothing_of_our_environment(
    film: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JWT_SECRET_OF_OURS", "x" * 40)
    seen: list[bytes] = []

    def look() -> bool:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            if str(folder).encode() in path.read_bytes():
                seen.append((path.parent / "environ").read_bytes())
        return False

    conversion.convert(
        Source(film, SLOW), folder / "a.mkv", (*COPY, "-t", "1"), ROOM, Watch(is_cancelled=look)
    )

    assert set(seen) == {b""}
