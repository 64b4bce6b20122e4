"""A transcript as subtitles: SubRip, and WebVTT (https://www.w3.org/TR/webvtt1/)."""

import re

from shared.labels import texts
from shared.speech.transcripts import Segment, Transcript

SRT, VTT = "application/x-subrip", "text/vtt"
_BREAKS = re.compile(r"[\r\n]+")
_SHOWN_FOR = 0.001  # seconds at least: a cue that ends when it begins is no cue


def srt(transcript: Transcript, produce_id: str) -> str:
    """With the label of what was heard under this id."""
    cues = enumerate(transcript.segments, 1)
    return texts.cue(produce_id) + "".join(
        f"{number}\n{_times(one, ',')}\n{_line(one)}\n\n" for number, one in cues
    )


def vtt(transcript: Transcript, produce_id: str) -> str:
    """As `srt`."""
    cues = (f"{_times(one, '.')}\n{_voiced(one)}\n\n" for one in transcript.segments)
    return "WEBVTT\n\n" + texts.note(produce_id) + "".join(cues)


def _times(segment: Segment, mark: str) -> str:
    end = max(segment.end, segment.start + _SHOWN_FOR)
    return f"{_clock(segment.start, mark)} --> {_clock(end, mark)}"


def _clock(seconds: float, mark: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _line(segment: Segment) -> str:
    """In one line: an empty one would end the cue, an arrow would be taken for its times."""
    text = _BREAKS.sub(" ", segment.text).replace("-->", "->")
    return f"{segment.speaker}: {text}" if segment.speaker else text


def _voiced(segment: Segment) -> str:
    text = _BREAKS.sub(" ", segment.text)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<v {segment.speaker}>{escaped}</v>" if segment.speaker else escaped
