"""Subtitles: what players read is what was said, when it was said."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.labels import aigc
from shared.speech import subtitles, transcripts
from shared.speech.transcripts import Segment, Transcript, Word
from tests.conftest import Configure

TALK = transcripts.of_segments(
    [
        Segment(0.0, 2.5, "大家好。", "A"),
        Segment(3661.25, 3662.0, "a <b> & c --> d", "B"),
    ],
    "zh",
    4000.0,
)
SRT_CUE = re.compile(
    r"(\d+)\n(\d{2,}):(\d\d):(\d\d),(\d{3}) --> (\d{2,}):(\d\d):(\d\d),(\d{3})\n(.+)\n\n"
)
VTT_CUE = re.compile(
    r"(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})\n(.+)\n\n"
)


TASK = "01M8GXVE98AQ0W3ZADNX4T0000"


def own_cue() -> str:
    return f"0\n00:00:00,000 --> 00:00:00,001\nAIGC {aigc.text(aigc.of(TASK))}\n\n"


def own_note() -> str:
    return f"NOTE AIGC {aigc.text(aigc.of(TASK))}\n\n"


def test_subrip_has_its_label_numbers_commas_and_speakers() -> None:
    assert subtitles.srt(TALK, TASK) == own_cue() + (
        "1\n00:00:00,000 --> 00:00:02,500\nA: 大家好。\n\n"
        "2\n01:01:01,250 --> 01:01:02,000\nB: a <b> & c -> d\n\n"
    )


def test_webvtt_escapes_and_names_voices() -> None:
    assert subtitles.vtt(TALK, TASK) == f"WEBVTT\n\n{own_note()}" + (
        "00:00:00.000 --> 00:00:02.500\n<v A>大家好。</v>\n\n"
        "01:01:01.250 --> 01:01:02.000\n<v B>a &lt;b&gt; &amp; c --&gt; d</v>\n\n"
    )


def test_silence_is_a_file_without_cues() -> None:
    silence = Transcript("", None, 5.0, ())

    assert subtitles.srt(silence, TASK) == own_cue()
    assert subtitles.vtt(silence, TASK) == f"WEBVTT\n\n{own_note()}"


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_speakers_are_letters(number: int, letters: str) -> None:
    assert transcripts.speaker(number) == letters


def test_speakers_come_in_the_order_in_which_they_are_heard() -> None:
    talk = [Segment(2, 3, "二", "A"), Segment(0, 1, "一", "B"), Segment(4, 5, "三", "B")]

    assert transcripts.of_segments(talk, "zh", 5).speakers == ["B", "A"]


def test_texts_are_joined_as_their_script_is_written() -> None:
    assert transcripts.joined(["今天", "天气好。", "Good morning.", "All", "well", "吗？"]) == (
        "今天天气好。Good morning. All well吗？"
    )


_times = st.floats(-10, 20_000, allow_nan=False)
_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r"))
_segments = st.builds(
    Segment,
    _times,
    _times,
    _texts,
    st.sampled_from([None, "A", "B"]),
    st.tuples(st.builds(Word, _times, _times, _texts)),
)


@given(st.lists(_segments), st.floats(0, 20_000))
def test_every_transcript_is_in_order_and_within_its_recording(
    segments: list[Segment], duration: float
) -> None:
    told = transcripts.of_segments(segments, None, duration)

    times = [one.start for one in told.segments]
    assert times == sorted(times)
    for one in told.segments:
        assert 0 <= one.start <= one.end <= round(duration, 3) + 0.001
        assert one.text.strip() == one.text != ""
        assert all(word.start <= word.end for word in one.words)


@given(st.lists(_segments), st.floats(0, 20_000))
def test_every_cue_is_whole_whatever_was_said(segments: list[Segment], duration: float) -> None:
    told = transcripts.of_segments(segments, None, duration)

    srt = subtitles.srt(told, TASK).removeprefix(own_cue())
    vtt = subtitles.vtt(told, TASK).removeprefix(f"WEBVTT\n\n{own_note()}")
    assert "".join(found[0] for found in SRT_CUE.finditer(srt)) == srt
    assert "".join(found[0] for found in VTT_CUE.finditer(vtt)) == vtt
    cues = list(VTT_CUE.finditer(vtt))
    assert len(cues) == len(list(SRT_CUE.finditer(srt))) == len(told.segments)
    for cue, one in zip(cues, told.segments, strict=True):
        said = re.sub(r"^<v \w+>(.*)</v>$", r"\1", cue[9])
        assert html.unescape(said) == re.sub(r"\s*[\r\n]+\s*", " ", one.text)


@pytest.mark.parametrize("name", ["云栈 --> 乙", 'a"b<c>&amp;'])
def test_no_name_of_an_operator_ends_the_label(name: str, configure: Configure) -> None:
    configure(AIGC_PRODUCER=name)

    line = subtitles.vtt(TALK, TASK).splitlines()[2]
    label = json.loads(line.removeprefix("NOTE AIGC "))

    assert "-->" not in line
    assert label["ContentProducer"] == name
