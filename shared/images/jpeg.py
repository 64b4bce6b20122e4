"""JPEG files, marker by marker (ITU-T T.81, B.1): what is behind the first picture is not ours.

Phones append a film, a map of depths, a second picture; previews stand within segments.
"""

import re
from collections.abc import Iterator
from itertools import islice

_MOST_SCANS = 32  # passes over the picture; encoders make about ten
_MOST_SEGMENTS = 2000  # a profile of colours and a large XMP take some hundreds
_END, _SCAN = 0xD9, 0xDA
_BARE = {0x01, *range(0xD0, 0xD9)}  # markers that no segment follows
_MARKER = re.compile(rb"\xff([^\x00\xff])")
_BEHIND_DATA = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")  # what ends the coded data of a scan


def is_decoded_soon(raw: bytes) -> bool:
    """Whether a decoder has few passes to make over the first picture."""
    found = list(islice(_markers(raw), _MOST_SEGMENTS + 1))
    return len(found) <= _MOST_SEGMENTS and found.count(_SCAN) <= _MOST_SCANS


def _markers(raw: bytes) -> Iterator[int]:
    """Those of the first picture, up to its end."""
    marker = _MARKER.search(raw, 2)
    while marker and marker[1][0] != _END:
        yield marker[1][0]
        behind = _BEHIND_DATA if marker[1][0] == _SCAN else _MARKER
        marker = behind.search(raw, _segment_end(raw, marker))


def _segment_end(raw: bytes, marker: re.Match[bytes]) -> int:
    """Where what a marker announces is over, as its first two bytes say."""
    place = marker.end()
    if marker[1][0] in _BARE:
        return place
    return place + max(2, int.from_bytes(raw[place : place + 2]))
