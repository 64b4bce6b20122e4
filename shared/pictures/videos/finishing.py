"""Videos that a model has made get their label, and their mark on the first pictures.

GB 45438-2025: a mark on the first picture that is seen for at least two seconds.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shared import log
from shared.config import environment
from shared.ffmpeg import conversion, errors, inputs, probe
from shared.ffmpeg.conversion import Source
from shared.ffmpeg.errors import FfmpegError
from shared.ffmpeg.process import Limits, Watch
from shared.i18n.locales import Locale
from shared.labels import films, making, marks, reading
from shared.labels.found import Found
from shared.tasks.kinds import Failed, Run

_SHOWN = 3  # seconds
_CODED = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"),
    *("-c:a", "copy"),
)
_AS_IT_IS = ("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy")


def finish(run: Run[Any], source: Path, locale: Locale | None) -> tuple[Path, Found]:
    """The file to keep, marked in this language if in any, and its label; Failed, Halted."""
    label = making.of_generated(run.id, reading.read(source))
    target = source.with_name(f"labelled-{source.name}")
    with _translated(run):
        media = probe.look(source, is_cancelled=run.halted.is_set)
        shown = _marked(source, media.video, locale) if locale and media.video else _AS_IT_IS
        options = (*shown, "-movflags", f"+faststart+{films.OWN_TAGS}", *films.options(label))
        left = max(0.0, run.deadline - time.monotonic())
        limits = Limits(
            seconds=conversion.seconds_for(media.duration, left),
            file_bytes=environment.settings().max_media_size,
        )
        watch = Watch(is_cancelled=run.halted.is_set)
        conversion.convert(Source(source), target, options, limits, watch)
    return target, label


def _marked(source: Path, video: probe.Video, locale: Locale) -> tuple[str, ...]:
    """The options of ffmpeg that lay the mark over the film."""
    size = (video.width, video.height)
    drawn, margin = marks.of(size, locale), marks.margin(size)
    picture = source.with_name("mark.png")
    drawn.save(picture, "PNG")
    place = f"x=W-w-{margin}:y=H-h-{margin}:enable='lt(t,{_SHOWN})'"
    over = ("-filter_complex", f"[0:v:0][1:v:0]overlay={place}[marked]")
    return (*inputs.own(picture), *over, "-map", "[marked]", "-map", "0:a:0?", *_CODED)


@contextmanager
def _translated(run: Run[Any]) -> Iterator[None]:
    """What is paid for is finished by another attempt, where one may succeed."""
    try:
        yield
    except errors.Cancelled:
        run.go_on()
        raise Failed("internal_error", retryable=True) from None
    except errors.Unreadable as e:
        log.write("warning", "a video is none", task=run.id, said=e.said[-500:])
        raise Failed("upstream_error", "not_a_video") from e
    except FfmpegError as e:
        log.write("warning", "a video is not labelled", task=run.id, said=e.said[-500:])
        raise Failed("too_heavy", retryable=True) from e
