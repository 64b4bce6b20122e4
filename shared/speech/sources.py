"""A recording on its way: from where it is to a worker, and on to where a provider fetches it."""

import contextlib
import time
from collections.abc import Iterable
from pathlib import Path

from shared.config import environment
from shared.errors import ApiError, NotFound, PayloadTooLarge
from shared.ffmpeg.process import Watch
from shared.files import library
from shared.images import fetch
from shared.speech import failures, orders, recordings
from shared.speech.orders import Order
from shared.speech.recordings import Recording
from shared.storage import objects
from shared.tasks.kinds import Failed, Run

SENT = "audio/ogg"
_ACCEPT = "audio/*,video/*,*/*;q=0.1"
_FETCH = 600.0  # seconds for a recording from an address
_LINK = 43_200  # seconds that a provider may fetch it: more than any task lasts
_PIECE = 1 << 20  # bytes
_CUT, _BORDER = "piece.ogg", "border"


def watch(run: Run[Order], share: tuple[int, int] = (0, 0)) -> Watch:
    """Of a program that works on the run's recording, from one percentage to another."""
    first, last = share

    def report(seconds: float) -> None:
        whole = max(run.request.most, 1.0)
        run.progress(first + int((last - first) * min(1.0, seconds / whole)))

    return Watch(report=report, is_cancelled=run.halted.is_set)


def seconds_left(run: Run[Order]) -> float:
    """That a program may take."""
    return max(0.1, min(recordings.MOST_SECONDS, run.deadline - time.monotonic()))


def prepare(run: Run[Order]) -> Recording:
    """The voice in it, once for a run; Failed when there is none, or it lasts longer than it
    may."""
    with contextlib.suppress(FileNotFoundError):
        return recordings.prepared(run.folder)
    source = run.folder / "recording"
    _bring(run, source)
    run.go_on()
    most = orders.seconds_paid(run.request, run.reserved)
    with failures.of_programs(run):
        recording = recordings.prepare(source, most, watch(run), seconds_left(run))
    source.unlink()
    if recording.seconds > most:
        reason = "recording_too_long" if most == run.request.most else "recording_too_dear"
        raise Failed("invalid_request", reason, limit=int(most))
    return recording


def send(run: Run[Order], recording: Recording) -> None:
    """To where a provider can fetch it."""
    target, left = run.folder / "sent.ogg", seconds_left(run)
    with failures.of_programs(run):
        path = recordings.encode(recording, target, watch(run), seconds=left)
    with path.open("rb") as opened:
        objects.put_stream(key(run), iter(lambda: opened.read(_PIECE), b""), SENT)


def cut(run: Run[Order], recording: Recording, start: float, longest: float) -> None:
    """Make the `piece` of at most so many seconds that begins at `start`."""
    with failures.of_programs(run):
        end = recordings.border(recording, start, longest, watch(run), seconds_left(run))
        path = run.folder / _CUT
        recordings.encode(recording, path, watch(run), start, end, seconds_left(run))
    (run.folder / _BORDER).write_text(repr(end))


def piece(run: Run[Order]) -> tuple[Path, float]:
    """What was cut last, and where it ends."""
    return run.folder / _CUT, float((run.folder / _BORDER).read_text())


def link(run: Run[Order]) -> str:
    """A fresh address of what was sent."""
    return objects.url(key(run), _LINK, SENT)


def key(run: Run[Order]) -> str:
    return f"{objects.TEMPORARY}speech-{run.id}.ogg"


def forget(run: Run[Order]) -> None:
    """What was sent: else it lives a day."""
    if run.request.way in ("fetched", "tingwu"):
        with contextlib.suppress(ApiError):
            objects.remove(key(run))


def _bring(run: Run[Order], target: Path) -> None:
    order = run.request
    if order.url:
        limit = environment.settings().max_media_size
        seconds = min(_FETCH, run.deadline - time.monotonic())
        pieces = fetch.pieces(order.url, limit=limit, seconds=seconds, accept=_ACCEPT, param="url")
        _write(run, pieces, target)
    elif order.key:
        _write(run, objects.stream(order.key), target)
    else:
        file = library.ready(run.owner, order.file_id)
        _write(run, objects.stream(file.object_key), target)


def _write(run: Run[Order], pieces: Iterable[bytes], target: Path) -> None:
    try:
        with target.open("wb") as file:
            for piece in pieces:
                run.go_on()
                file.write(piece)
    except NotFound as e:
        raise Failed("not_found", retryable=bool(run.request.key)) from e
    except PayloadTooLarge as e:
        raise Failed(e.code, e.reason, **e.facts) from e
