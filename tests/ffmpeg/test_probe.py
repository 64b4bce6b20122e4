"""What is in a file, as ffmpeg tells it."""

from pathlib import Path

import pytest

from shared.ffmpeg import probe
from shared.ffmpeg.errors import Cancelled, Unreadable
from tests import drawings
from tests.engines import ffmpeg


def test_text_is_neither_sound_nor_film(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("no film " * 1000)

    with pytest.raises(Unreadable):
        probe.look(path)


def test_who_has_left_does_not_wait_for_a_look(tmp_path: Path) -> None:
    path = ffmpeg.tone(tmp_path / "a.wav")

    with pytest.raises(Cancelled):
        probe.look(path, is_cancelled=lambda: True)


def test_a_film_has_a_size_a_rate_and_a_duration(tmp_path: Path) -> None:
    path = ffmpeg.film(tmp_path / "a.mp4", size="320x180", seconds=2, rate=25)

    media = probe.look(path)

    assert media.duration == pytest.approx(2, abs=0.1)
    assert media.video
    assert (media.video.width, media.video.height, media.video.rate) == (320, 180, 25)
    assert (media.video.codec, media.video.is_hdr) == ("h264", False)
    assert media.audio
    assert (media.audio.codec, media.audio.rate, media.audio.channels) == ("aac", 44100, 1)


@pytest.mark.parametrize(("degrees", "size"), [(90, (240, 320)), (180, (320, 240))])
def test_a_film_has_the_size_that_is_seen(
    tmp_path: Path, degrees: int, size: tuple[int, int]
) -> None:
    upright = ffmpeg.film(tmp_path / "a.mp4")
    media = probe.look(ffmpeg.turned(tmp_path / "b.mp4", upright, degrees))

    assert media.video
    assert (media.video.width, media.video.height) == size


def test_the_picture_on_a_cover_is_no_film(tmp_path: Path) -> None:
    cover = tmp_path / "cover.jpg"
    cover.write_bytes(drawings.encoded(drawings.drawn(), "JPEG"))
    song, path = ffmpeg.tone(tmp_path / "a.mp3"), tmp_path / "b.mp3"
    ffmpeg.run("-i", song, "-i", cover, "-map", "0", "-map", "1", "-c", "copy", path)

    media = probe.look(path)

    assert media.audio
    assert media.video is None


def test_film_for_bright_screens_is_known_as_such(tmp_path: Path) -> None:
    bright = ("-vf", "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
    media = probe.look(ffmpeg.film(tmp_path / "a.mp4", *bright))

    assert media.video
    assert media.video.is_hdr


def test_a_title_does_not_say_what_is_in_a_file(tmp_path: Path) -> None:
    title = "x\n  Duration: 00:00:00.01\n  Stream #0:9: Video: h264, 9x9, 1 fps"
    media = probe.look(ffmpeg.tone(tmp_path / "a.mp3", "-metadata", f"title={title}", seconds=2))

    assert media.duration == pytest.approx(2, abs=0.1)
    assert media.video is None
