"""What was said: texts with their times and speakers, whichever engine has heard them."""

from collections.abc import Iterable

import msgspec


class Word(msgspec.Struct, frozen=True):
    """Times in seconds from the beginning."""

    start: float
    end: float
    text: str


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence or the like; `speaker` is a letter where speakers were told apart."""

    start: float
    end: float
    text: str
    speaker: str | None = None
    words: tuple[Word, ...] = ()


class Transcript(msgspec.Struct, frozen=True):
    """All of a recording of `duration` seconds; silence has no segments, and an empty text."""

    text: str
    language: str | None
    duration: float
    segments: tuple[Segment, ...]

    @property
    def speakers(self) -> list[str]:
        """In the order in which they were first heard."""
        return list(dict.fromkeys(one.speaker for one in self.segments if one.speaker))


def speaker(number: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26: as OpenAI names them."""
    letters = ""
    number += 1
    while number > 0:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def of_segments(
    segments: Iterable[Segment], language: str | None, duration: float, text: str | None = None
) -> Transcript:
    """In the order of time, within the recording, without those that say nothing; the whole `text`
    is joined of theirs, unless it is known."""
    heard = sorted((one for one in segments if one.text.strip()), key=lambda one: one.start)
    kept = tuple(_within(one, duration) for one in heard)
    whole = joined(one.text for one in kept) if text is None else text.strip()
    return Transcript(whole, language, round(duration, 3), kept)


def joined(texts: Iterable[str]) -> str:
    """One after the other: with a space, unless Chinese or Japanese stands on either side."""
    whole = ""
    for text in filter(None, (one.strip() for one in texts)):
        spaced = whole and not (_is_dense(whole[-1]) or _is_dense(text[0]))
        whole += f" {text}" if spaced else text
    return whole


def _within(segment: Segment, duration: float) -> Segment:
    start = _clamped(segment.start, 0.0, duration)
    return Segment(
        start=start,
        end=_clamped(segment.end, start, duration),
        text=segment.text.strip(),
        speaker=segment.speaker,
        words=tuple(_word_within(word, duration) for word in segment.words),
    )


def _word_within(word: Word, duration: float) -> Word:
    start = _clamped(word.start, 0.0, duration)
    return Word(start, _clamped(word.end, start, duration), word.text)


def _clamped(seconds: float, least: float, most: float) -> float:
    return round(min(max(seconds, least), max(most, least)), 3)


def _is_dense(character: str) -> bool:
    """Of a script that puts no spaces between words, or its punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef"
