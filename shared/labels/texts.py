"""Labels in files of text: in front of what they say, where what reads them passes over it."""

from shared.labels import aigc


def note(produce_id: str) -> str:
    """Of WebVTT, a comment (W3C WebVTT, 4.1); an arrow within would end it."""
    return f"NOTE AIGC {_line(produce_id)}\n\n"


def cue(produce_id: str) -> str:
    """Of SubRip, which knows no comments: a first cue that is over before it can be seen."""
    return f"0\n00:00:00,000 --> 00:00:00,001\nAIGC {_line(produce_id)}\n\n"


def _line(produce_id: str) -> str:
    return aigc.text(aigc.of(produce_id)).replace("-->", "--\\u003e")
