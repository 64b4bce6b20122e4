"""Tasks of media, done by a worker: pictures by OSS or Pillow, films and sound by ffmpeg."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from shared import log
from shared.config import environment
from shared.ffmpeg import conversion, errors, probe
from shared.ffmpeg.errors import FfmpegError
from shared.ffmpeg.process import Limits, Watch
from shared.labels import found, making
from shared.labels import pictures as labels
from shared.labels.found import NOTHING, Found
from shared.media import films, orders, oss_pictures, pictures, prices, stills
from shared.media.errors import MediaError
from shared.media.films import Work as Film
from shared.media.kind import MEDIA, Order, Source
from shared.media.orders import PICTURE, Audio, Compress, Thumbnail, Transcode
from shared.storage import objects
from shared.tasks.kinds import Done, Failed, Run, Work

_TYPES = {
    "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "mp4": "video/mp4", "webm": "video/webm", "m4a": "audio/mp4",
}  # fmt: skip
_ENDINGS = stills.ENDINGS
_CODES: dict[type[FfmpegError], tuple[str, str]] = {
    errors.Unreadable: ("media_unreadable", ""),
    errors.OutputTooLarge: ("too_heavy", "media_output"),
    errors.TooHeavy: ("too_heavy", "media_heavy"),
    errors.TimedOut: ("too_heavy", "media_late"),
}
_FETCHED = 5  # percent of a task: its file is here
_FREE = 3  # times the size of a file that has to be free on the disk


class File(msgspec.Struct, frozen=True):
    """A result; `duration` in seconds, of what has one."""

    file_id: str
    content_type: str
    bytes: int
    width: int | None = None
    height: int | None = None
    duration: float | None = None


class Result(msgspec.Struct, frozen=True):
    files: list[File]


class Media(Work[Order]):
    kind, shape = MEDIA, Order

    def start(self, run: Run[Order]) -> Done:
        try:
            if orders.kind_of(run.request.source.content_type) == PICTURE:
                return _picture(run)
            return _film(run)
        except MediaError as e:
            raise _failed(run, e.code, "", e.said) from e
        except errors.Cancelled:
            run.go_on()
            raise Failed("internal_error", retryable=True) from None
        except FfmpegError as e:
            raise _failed(run, *_CODES[type(e)], e.said) from e


def _failed(run: Run[Order], code: str, reason: str, said: str) -> Failed:
    """Users are told what it means, and the log what ffmpeg said."""
    if said:
        log.write("warning", "media failed", task=run.id, cause=code, said=said[-500:])
    return Failed(code, reason)


def _picture(run: Run[Order]) -> Done:
    order = run.request
    made = oss_pictures.make(order) or _by_pillow(order)
    label = _label(run)
    content = labels.put(made.content, label)
    run.go_on()
    file_id = run.keep(_name(order.source, made.format), _TYPES[made.format], content, label)
    shown = File(file_id, _TYPES[made.format], len(content), made.width, made.height)
    return Done(Result([shown]), prices.pictures(1))


def _label(run: Run[Order], tags: Found = NOTHING) -> Found:
    """That of what it is made of: no operation takes it away."""
    order = run.request
    said = found.both(order.source.label, tags)
    return making.carried(found.both(said, order.mark.label) if order.mark else said, run.id)


def _by_pillow(order: Order) -> pictures.Made:
    assert not isinstance(order.asked, Transcode | Audio)  # noqa: S101 - they do not fit pictures
    most = environment.settings().max_file_size
    mark = objects.get(order.mark.object_key, most) if order.mark else b""
    return pictures.make(objects.get(order.source.object_key, most), order.asked, mark)


def _film(run: Run[Order]) -> Done:
    source = _fetched(run)
    limits = Limits(
        seconds=max(0.0, run.deadline - time.monotonic()),
        file_bytes=environment.settings().max_media_size,
    )
    told = _Told(run)
    film = films.look(source, limits, Watch(told.seconds, run.halted.is_set))
    film = msgspec.structs.replace(film, label=_label(run, film.media.label))
    told.duration = film.duration
    _require_paid(run, film)
    asked = run.request.asked
    if isinstance(asked, Thumbnail):
        return _stills(run, film, asked, told)
    return _converted(run, _OPERATIONS[type(asked)](film, asked.options, run.folder), film.label)


def _require_paid(run: Run[Order], film: Film) -> None:
    """What was set aside was by the size of the file; Failed where its length costs more."""
    height = film.media.video.height if film.media.video else 0
    cost = prices.lasting(run.request.asked, film.duration, height)
    if 0 < run.reserved < cost:
        raise Failed("invalid_request", "media_too_dear", cost=cost, limit=run.reserved)


class _Told:
    """How far a film is, in percent of the task."""

    def __init__(self, run: Run[Order]) -> None:
        self._run = run
        self.duration: float | None = None

    def seconds(self, done: float) -> None:
        self.percent(conversion.percent(done, self.duration))

    def percent(self, done: int) -> None:
        self._run.progress(_FETCHED + done * (99 - _FETCHED) // 100)


def _stills(run: Run[Order], film: Film, asked: Thumbnail, told: _Told) -> Done:
    made = stills.take(film, asked.options, run.folder, told.percent)
    for path in made if film.label else ():
        path.write_bytes(labels.put(path.read_bytes(), film.label))
    shown = [_kept(run, path, asked.options.format, film.label) for path in made]
    return Done(Result(shown), prices.pictures(len(shown)))


def _converted(run: Run[Order], path: Path, label: Found) -> Done:
    shown = _kept(run, path, path.suffix[1:], label)
    seconds = shown.duration or 0.0
    cost = prices.film(seconds, shown.height) if shown.height else prices.sound(seconds)
    return Done(Result([shown]), cost)


def _kept(run: Run[Order], path: Path, kind: str, label: Found) -> File:
    """What was made tells its own size: it is ffmpeg's, and nobody's who sends files."""
    found = probe.look_at_own(path)
    run.go_on()
    file_id = run.keep(_name(run.request.source, kind), _TYPES[kind], path, label)
    return File(
        file_id,
        _TYPES[kind],
        path.stat().st_size,
        found.video.width if found.video else None,
        found.video.height if found.video else None,
        None if kind in _ENDINGS else found.duration,
    )


def _fetched(run: Run[Order]) -> Path:
    """The file, on this machine; a failure that passes where it has no room for the work."""
    source, path = run.request.source, run.folder / "source"
    if shutil.disk_usage(run.folder).free < _FREE * source.size:
        raise Failed("unavailable", "disk_full", retryable=True, seconds=60)
    with path.open("xb") as file:
        for piece in objects.stream(source.object_key):
            run.go_on()
            file.write(piece)
    run.progress(_FETCHED)
    return path


def _name(source: Source, kind: str) -> str:
    return f"{Path(source.filename).stem}.{_ENDINGS.get(kind, kind)}"


_OPERATIONS: dict[type, Callable[[Film, Any, Path], Path]] = {
    Transcode: films.transcode,
    Compress: films.compress,
    Audio: films.sound,
}
