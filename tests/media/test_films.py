"""Films and sound made into others by ffmpeg."""

from pathlib import Path
from typing import Any

import pytest

from shared.ffmpeg import probe
from shared.ffmpeg.errors import Cancelled, TimedOut
from shared.ffmpeg.process import Limits, Watch
from shared.media import films, stills
from shared.media.errors import MediaError
from shared.media.orders import (
    AudioOptions,
    CompressOptions,
    ThumbnailOptions,
    TranscodeOptions,
)
from tests.engines import ffmpeg

LIMITS = Limits(seconds=120, file_bytes=1 << 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return ffmpeg.film(tmp_path / "film.mp4")


def look(path: Path, watch: Watch | None = None, limits: Limits = LIMITS) -> films.Work:
    return films.look(path, limits, watch or Watch())


def sides(path: Path) -> tuple[int, int]:
    video = probe.look_at_own(path).video
    assert video
    return video.width, video.height


def test_sound_alone_is_no_film(tmp_path: Path, folder: Path) -> None:
    work = look(ffmpeg.tone(tmp_path / "a.wav"))

    with pytest.raises(MediaError) as refused:
        films.transcode(work, TranscodeOptions(), folder)

    assert refused.value.code == "media_no_film"


def test_a_film_without_sound_has_none(tmp_path: Path, folder: Path) -> None:
    work = look(ffmpeg.film(tmp_path / "a.mp4", sound=False))

    with pytest.raises(MediaError) as refused:
        films.sound(work, AudioOptions(), folder)

    assert refused.value.code == "media_no_sound"
    assert probe.look(films.transcode(work, TranscodeOptions(), folder)).audio is None


def test_a_film_of_more_than_two_hours_is_refused(tmp_path: Path) -> None:
    long = ffmpeg.tone(tmp_path / "a.wav", "-ar", "8000", "-c:a", "pcm_u8", seconds=7201)

    with pytest.raises(MediaError) as refused:
        look(long)

    assert refused.value.code == "media_long"


@pytest.mark.parametrize(("kind", "codecs"), [("mp4", ("h264", "aac")), ("webm", ("vp9", "opus"))])
def test_a_film_becomes_what_every_page_shows(
    tmp_path: Path, folder: Path, kind: Any, codecs: tuple[str, str]
) -> None:
    odd = ffmpeg.film(tmp_path / "a.avi", size="641x359", codec="mpeg4")

    media = probe.look(films.transcode(look(odd), TranscodeOptions(format=kind), folder))

    assert media.video
    assert media.audio
    assert (media.video.codec, media.audio.codec) == codecs
    assert (media.video.width, media.video.height) == (640, 358)


def test_a_film_is_made_smaller_and_never_larger(film: Path, folder: Path) -> None:
    work = look(film)

    assert sides(films.transcode(work, TranscodeOptions(height=120), folder)) == (160, 120)
    assert sides(films.transcode(work, TranscodeOptions(height=1080), folder)) == (320, 240)


def test_a_film_that_was_turned_is_upright(film: Path, folder: Path, tmp_path: Path) -> None:
    turned = ffmpeg.turned(tmp_path / "turned.mp4", film, 90)

    assert sides(films.transcode(look(turned), TranscodeOptions(), folder)) == (240, 320)


def test_what_a_film_says_of_who_made_it_is_left_behind(folder: Path, tmp_path: Path) -> None:
    told = ("-metadata", "title=secret", "-metadata", "location=+39.9+116.4/")
    film = ffmpeg.film(tmp_path / "a.mp4", *told)
    assert b"secret" in film.read_bytes()

    made = films.transcode(look(film), TranscodeOptions(), folder)

    assert b"secret" not in made.read_bytes()
    assert b"+39.9" not in made.read_bytes()


def test_bright_films_are_shown_on_every_screen(folder: Path, tmp_path: Path) -> None:
    bright = ("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
    film = ffmpeg.film(tmp_path / "a.mp4", *bright)

    made = probe.look(films.transcode(look(film), TranscodeOptions(), folder))

    assert made.video
    assert not made.video.is_hdr


def test_colours_that_no_filter_knows_are_taken_for_the_usual(
    folder: Path, film: Path, tmp_path: Path
) -> None:
    odd, unknown = tmp_path / "odd.mp4", "h264_metadata=matrix_coefficients=15"
    ffmpeg.run("-i", film, "-c", "copy", "-bsf:v", unknown, odd)

    assert sides(films.transcode(look(odd), TranscodeOptions(), folder)) == (320, 240)


def test_a_film_is_as_small_as_was_asked_for(folder: Path, tmp_path: Path) -> None:
    noise = "testsrc2=s=640x480:r=25:d=4,noise=alls=40:allf=t"
    film = tmp_path / "noise.mp4"
    ffmpeg.run("-f", "lavfi", "-i", noise, "-c:v", "libx264", "-preset", "ultrafast", film)

    made = films.compress(look(film), CompressOptions(max_bytes=200_000), folder)

    assert made.stat().st_size <= 200_000
    assert film.stat().st_size > 1_000_000


def test_a_film_that_cannot_be_so_small_is_refused(film: Path, folder: Path) -> None:
    with pytest.raises(MediaError) as refused:
        films.compress(look(film), CompressOptions(max_bytes=10_000), folder)

    assert refused.value.code == "media_bytes"
    assert list(folder.iterdir()) == []


def test_recordings_of_browsers_do_not_say_how_long_they_are(folder: Path, tmp_path: Path) -> None:
    live = tmp_path / "live.webm"
    film = ffmpeg.film(tmp_path / "a.webm", "-c:a", "libopus", seconds=3, codec="libvpx")
    ffmpeg.run("-i", film, "-c", "copy", "-live", "1", live)
    assert probe.look(live).duration is None

    work = look(live)

    assert work.duration == pytest.approx(3, abs=0.3)
    made = probe.look(films.transcode(work, TranscodeOptions(), folder))
    assert made.duration == pytest.approx(3, abs=0.3)


def test_a_duration_that_is_a_lie_is_not_worked_on_beyond(folder: Path, tmp_path: Path) -> None:
    film = ffmpeg.film(tmp_path / "a.mp4", seconds=8)
    work = look(film)
    lied = films.Work(work.source, work.media, 1.0, work.ends_at, work.file_bytes, work.watch)

    made = probe.look(films.transcode(lied, TranscodeOptions(), folder))

    assert made.duration == pytest.approx(2, abs=0.3)


def test_who_cancels_waits_for_nothing(folder: Path, tmp_path: Path) -> None:
    film = ffmpeg.film(tmp_path / "a.mp4", size="1280x720", seconds=10)
    told: list[float] = []
    work = look(film, Watch(told.append, lambda: bool(told)))

    with pytest.raises(Cancelled):
        films.transcode(work, TranscodeOptions(), folder)

    assert list(folder.iterdir()) == []


def test_all_runs_of_a_film_together_have_one_deadline(film: Path, folder: Path) -> None:
    work = look(film, limits=Limits(seconds=0.0, file_bytes=1 << 30))

    with pytest.raises(TimedOut):
        stills.take(work, ThumbnailOptions(percent=[1, 2, 3]), folder, lambda _: None)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_stills_are_taken_at_their_moments(folder: Path, tmp_path: Path, kind: Any) -> None:
    film = ffmpeg.film(tmp_path / "a.mp4", seconds=2)
    told: list[int] = []

    options = ThumbnailOptions(at=[0, 1.99, 2, 99], percent=[50, 100], format=kind, width=160)
    made = stills.take(look(film), options, folder, told.append)

    assert [sides(path) for path in made] == [(160, 120)] * 6
    assert told == [16, 33, 50, 66, 83, 100]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in made)


def test_a_still_is_of_the_usual_moment(film: Path, folder: Path) -> None:
    assert len(stills.take(look(film), ThumbnailOptions(), folder, lambda _: None)) == 1
