"""Recordings of any kind become one that every engine hears, and are cut where nobody speaks."""

import itertools
from pathlib import Path

import pytest

from shared.ffmpeg import probe
from shared.ffmpeg.errors import Cancelled, Unreadable
from shared.ffmpeg.process import Watch
from shared.speech import recordings
from tests.engines import ffmpeg

QUIET = Watch()


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.flac", "a.wav"])
def test_sound_of_every_kind_becomes_one_voice(name: str, tmp_path: Path) -> None:
    source = ffmpeg.tone(tmp_path / name, "-ac", "2", "-ar", "44100", seconds=2)

    made = recordings.prepare(source, 3600, QUIET)

    audio = probe.look(made.path).audio
    assert audio
    assert (audio.codec, audio.rate, audio.channels) == ("pcm_s16le", 16_000, 1)
    assert made.seconds == pytest.approx(2, abs=0.1)


def test_the_sound_of_a_film_is_a_recording(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.film(tmp_path / "a.mp4", seconds=1), 3600, QUIET)

    assert made.seconds == pytest.approx(1, abs=0.1)


def test_a_film_without_sound_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        recordings.prepare(ffmpeg.film(tmp_path / "a.mp4", sound=False), 3600, QUIET)


@pytest.mark.parametrize(
    "content", [b"ffconcat version 1.0\nfile other.wav\n", b"#EXTM3U\n#EXTINF:1\nother.wav\n", b""]
)
def test_what_names_other_files_is_no_recording(content: bytes, tmp_path: Path) -> None:
    ffmpeg.tone(tmp_path / "other.wav")
    source = tmp_path / "a.mp3"
    source.write_bytes(content)

    with pytest.raises(Unreadable):
        recordings.prepare(source, 3600, QUIET)


def test_what_is_too_long_shows_without_being_read_to_its_end(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.tone(tmp_path / "a.wav", seconds=9), 3, QUIET)

    assert 3 < made.seconds <= 4.1


def test_whoever_does_not_want_it_any_more_is_heeded(tmp_path: Path) -> None:
    source = ffmpeg.tone(tmp_path / "a.flac", seconds=60)

    with pytest.raises(Cancelled):
        recordings.prepare(source, 3600, Watch(is_cancelled=lambda: True))
    assert [path.name for path in tmp_path.iterdir()] == ["a.flac"]


def test_what_is_sent_is_much_smaller(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.tone(tmp_path / "a.wav", seconds=20), 3600, QUIET)

    sent = recordings.encode(made, tmp_path / "sent.ogg", QUIET)

    audio = probe.look(sent).audio
    assert audio
    assert (audio.codec, audio.channels) == ("opus", 1)
    assert sent.stat().st_size < made.path.stat().st_size / 6


def test_a_piece_is_that_piece(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.tone(tmp_path / "a.wav", seconds=9), 3600, QUIET)

    piece = recordings.encode(made, tmp_path / "piece.ogg", QUIET, 2.5, 6.0)

    assert probe.look(piece).duration == pytest.approx(3.5, abs=0.1)


def test_cuts_are_made_in_pauses(tmp_path: Path) -> None:
    """One second of tone, one of silence, and so on."""
    source = tmp_path / "a.wav"
    beeps = "aevalsrc='if(lt(mod(t,2),1),sin(440*2*PI*t)/2,0)':s=16000:d=19"
    ffmpeg.run("-f", "lavfi", "-i", beeps, source)
    made = recordings.prepare(source, 3600, QUIET)

    borders = recordings.borders(made, 8, QUIET)

    assert borders[0] == 0
    assert borders[-1] == made.seconds
    assert len(borders) == 4
    for start, end in itertools.pairwise(borders):
        assert 0 < end - start <= 8
    for cut in borders[1:-1]:
        assert 1 <= cut % 2 <= 2, "a tone was cut"


def test_what_never_pauses_is_cut_all_the_same(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.tone(tmp_path / "a.wav", seconds=5), 3600, QUIET)

    assert recordings.borders(made, 2, QUIET) == [0, 2, 4, made.seconds]


def test_a_short_one_is_not_cut(tmp_path: Path) -> None:
    made = recordings.prepare(ffmpeg.tone(tmp_path / "a.wav", seconds=2), 3600, QUIET)

    assert recordings.borders(made, 240, QUIET) == [0, made.seconds]
