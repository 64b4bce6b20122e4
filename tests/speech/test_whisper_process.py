"""The program of Whisper: heard line by line, held to its time, ended for good."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.ffmpeg.errors import Cancelled, FfmpegError, TimedOut, TooHeavy
from shared.ffmpeg.process import Watch
from shared.speech.listening import whisper_process
from shared.speech.listening.whisper_process import WhisperFailed
from tests.waiting import takes_at_most

Play = Callable[[str], None]
PROLOGUE = "import json, os, sys, time\norder = json.loads(sys.argv[1])\n"


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Play:
    """A program in the place of Whisper's."""

    def write(lines: str) -> None:
        program = tmp_path / "program.py"
        program.write_text(PROLOGUE + lines)
        monkeypatch.setattr(whisper_process, "_PROGRAM", program)

    return write


def _hear(tmp_path: Path, seconds: float = 10, watch: Watch | None = None) -> Iterator[Any]:
    return whisper_process.lines({"sound": "a.wav"}, tmp_path, seconds, watch or Watch())


def test_it_is_heard_as_it_speaks(play: Play, tmp_path: Path) -> None:
    play("for n in range(3): print(json.dumps({'said': order['sound'], 'n': n}), flush=True)")

    assert list(_hear(tmp_path)) == [{"said": "a.wav", "n": n} for n in range(3)]


def test_it_has_no_environment_and_its_own_folder(play: Play, tmp_path: Path) -> None:
    play("print(json.dumps([sorted(os.environ), os.getcwd(), os.nice(0)]))")

    ((environment, folder, nice),) = _hear(tmp_path)
    assert (set(environment) <= {"LC_CTYPE"}, folder) == (True, str(tmp_path))
    assert nice >= 10


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("sys.exit('no such model')", WhisperFailed),
        ("os.kill(os.getpid(), 9)", TooHeavy),
        ("x = bytearray(5 << 30)", WhisperFailed),
    ],
)
def test_how_it_ends_is_told(
    lines: str, error: type[FfmpegError], play: Play, tmp_path: Path
) -> None:
    play(f"print(1, flush=True)\n{lines}")
    heard = _hear(tmp_path)

    assert next(heard) == 1
    with pytest.raises(error) as caught:
        next(heard)
    if error is WhisperFailed:
        assert ("no such model" in caught.value.said) or ("MemoryError" in caught.value.said)


def test_its_time_ends(play: Play, tmp_path: Path) -> None:
    play("time.sleep(60)")

    with takes_at_most(3), pytest.raises(TimedOut):
        list(_hear(tmp_path, seconds=0.5))


def test_who_does_not_want_it_any_more_ends_it(play: Play, tmp_path: Path) -> None:
    play("print(json.dumps(os.getpid()), flush=True)\ntime.sleep(60)")
    until = time.monotonic() + 0.3
    heard = _hear(tmp_path, watch=Watch(is_cancelled=lambda: time.monotonic() > until))

    (tmp_path / "pid").write_text(str(next(heard)))
    with takes_at_most(3), pytest.raises(Cancelled):
        next(heard)
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


def test_leaving_in_the_middle_ends_it(play: Play, tmp_path: Path) -> None:
    play("print(json.dumps(os.getpid()), flush=True)\ntime.sleep(60)")
    heard: Any = _hear(tmp_path)
    pid = next(heard)

    heard.close()

    assert not Path(f"/proc/{pid}").exists()
