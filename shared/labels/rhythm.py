"""The mark that people hear before generated speech: short, long, short, short.

GB 45438-2025, 4.4: a rhythm at the beginning, which is "A I" in Morse's code.
"""

import base64
import functools
import math
import struct
from itertools import pairwise

RATE = 24_000  # Hz, of one channel of 16 bits
_SHORT, _LONG, _PAUSE, _REST = 0.1, 0.3, 0.1, 0.3  # seconds
_BEEPS = (_SHORT, _LONG, _SHORT, _SHORT)
_TONE, _LOUD, _EDGE = 800, 6_000, 0.005  # Hz, of 32 767, seconds until it is as loud
_MP3_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # kbit/s, of MPEG 2
_HEAD = 4  # bytes of a frame
_ALIKE = 0b11111111_11111110_00001100_11000000  # what frames that follow another have in common


@functools.cache
def pcm() -> bytes:
    pause, rest = (bytes(2 * round(seconds * RATE)) for seconds in (_PAUSE, _REST))
    return pause.join(map(_beep, _BEEPS)) + rest


def mp3(first: bytes) -> bytes:
    """Frames as long as the one that is to follow, which a player takes the length of a file from;
    none where that is of another kind."""
    rate = first[2] >> 4 if len(first) >= _HEAD else 0
    own = _frames()
    if not 0 < rate < len(_MP3_RATES) or not _is_alike(first, own[0]):
        return b""
    length = 72_000 * _MP3_RATES[rate] // RATE  # of MPEG 2, layer III
    if length < max(map(len, own)):
        return b"".join(own)
    return b"".join(_padded(frame, rate, length) for frame in own)


def _beep(seconds: float) -> bytes:
    count, edge = round(seconds * RATE), _EDGE * RATE
    loud = (min(1.0, place / edge, (count - place) / edge) for place in range(count))
    turn = 2 * math.pi * _TONE / RATE
    samples = (round(_LOUD * one * math.sin(turn * place)) for place, one in enumerate(loud))
    return struct.pack(f"<{count}h", *samples)


@functools.cache
def _frames() -> list[bytes]:
    from shared.labels.rhythm_mp3 import FRAMES  # only where MP3 is spoken

    raw = base64.b85decode(FRAMES)
    length = 72_000 * _MP3_RATES[raw[2] >> 4] // RATE
    bounds = [0]
    while bounds[-1] < len(raw):
        place = bounds[-1]
        bounds.append(place + length + (raw[place + 2] >> 1 & 1))
    return [raw[begin:end] for begin, end in pairwise(bounds)]


def _padded(frame: bytes, rate: int, length: int) -> bytes:
    """What it says stays in front: no frame of ours takes anything from the one before."""
    head = frame[:2] + bytes((rate << 4 | frame[2] & 0x0D,)) + frame[3:_HEAD]
    return (head + frame[_HEAD:]).ljust(length, b"\0")


def _is_alike(one: bytes, other: bytes) -> bool:
    return not (int.from_bytes(one[:_HEAD]) ^ int.from_bytes(other[:_HEAD])) & _ALIKE
