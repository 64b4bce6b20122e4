"""Labels in speech that is sent as it comes: its beginning is held back until it is whole."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from shared.labels import aigc, id3, ogg, rhythm, riff

_MOST = 65_536  # bytes that are held back; what has no beginning within them goes as it is
_FRAME = 4  # bytes that tell of what kind one of MP3 is


class _Form(NamedTuple):
    is_whole: Callable[[bytes], bool]
    put: Callable[[bytes, bytes, bool], bytes]  # a beginning, a label, whether it is marked


def labelled(pieces: Iterator[bytes], form: str, produce_id: str, *, mark: bool) -> Iterator[bytes]:
    """The same with its label, and its mark where it can have one. `form` is mp3, opus, wav or
    pcm, which bears no label."""
    told, head = _FORMS[form], b""
    for piece in pieces:
        head += piece
        if told.is_whole(head) or len(head) > _MOST:
            break
    yield told.put(head, aigc.text(aigc.of(produce_id)).encode(), mark)
    yield from pieces


def _is_mp3(head: bytes) -> bool:
    return len(head) >= max(10, id3.length(head) + _FRAME)


def _mp3(head: bytes, label: bytes, mark: bool) -> bytes:
    sound = head[id3.length(head) :]
    front = rhythm.mp3(sound) if mark else b""
    tag = id3.put(head[: len(head) - len(sound)], label)
    return tag + front + sound


def _opus(head: bytes, label: bytes, _mark: bool) -> bytes:
    """Without a mark: every page behind it would have to be counted anew."""
    return ogg.put(head, label)


def _wav(head: bytes, label: bytes, mark: bool) -> bytes:
    return riff.wav(head, label, rhythm.pcm() if mark else b"")


def _pcm(head: bytes, _label: bytes, mark: bool) -> bytes:
    return (rhythm.pcm() if mark else b"") + head


_FORMS = {
    "mp3": _Form(_is_mp3, _mp3),
    "opus": _Form(ogg.has_tags, _opus),
    "wav": _Form(riff.has_samples, _wav),
    "pcm": _Form(bool, _pcm),
}
