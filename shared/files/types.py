"""The types of files that are taken, each known by how its content begins."""

from collections.abc import Callable
from typing import NamedTuple

HEAD = 16  # bytes that tell


class Type(NamedTuple):
    extension: str
    begins: Callable[[bytes], bool]


def _any_of(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


def _riff(kind: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == kind


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def _is_mp4(head: bytes) -> bool:
    """Sound or pictures or both: the brands do not tell."""
    return head[4:8] == b"ftyp" and not _is_heic(head)


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] in _FRAMES)


_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")  # brands
_FRAMES = (b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3", b"\xe2")  # of MPEG 1, 2, 2.5, layer 3
_OGG, _WEBM = _any_of(b"OggS"), _any_of(b"\x1aE\xdf\xa3")
TYPES = {
    "image/jpeg": Type("jpg", _any_of(b"\xff\xd8\xff")),
    "image/png": Type("png", _any_of(b"\x89PNG\r\n\x1a\n")),
    "image/gif": Type("gif", _any_of(b"GIF87a", b"GIF89a")),
    "image/webp": Type("webp", _riff(b"WEBP")),
    "image/heic": Type("heic", _is_heic),
    "audio/mpeg": Type("mp3", _is_mp3),
    "audio/wav": Type("wav", _riff(b"WAVE")),
    "audio/mp4": Type("m4a", _is_mp4),
    "audio/aac": Type("aac", _any_of(b"\xff\xf1", b"\xff\xf9")),
    "audio/amr": Type("amr", _any_of(b"#!AMR")),
    "audio/flac": Type("flac", _any_of(b"fLaC")),
    "audio/ogg": Type("ogg", _OGG),
    "audio/webm": Type("weba", _WEBM),
    "video/mp4": Type("mp4", _is_mp4),
    "video/quicktime": Type("mov", _is_mp4),
    "video/webm": Type("webm", _WEBM),
    "video/x-matroska": Type("mkv", _WEBM),
    "video/x-msvideo": Type("avi", _riff(b"AVI ")),
    "video/3gpp": Type("3gp", _is_mp4),
}
# What we make ourselves, and take from nobody.
MADE = {"application/x-subrip": "srt", "text/vtt": "vtt", "application/json": "json"}
_ALSO = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/x-flac": "audio/flac",
    "video/x-m4v": "video/mp4",
    "video/avi": "video/x-msvideo",
}


def named(content_type: str) -> str | None:
    """The name that we know a type by, if it is one of ours."""
    name = content_type.partition(";")[0].strip().lower()
    name = _ALSO.get(name, name)
    return name if name in TYPES else None


def extension(content_type: str) -> str:
    """Of a type of ours, or of what we make."""
    return MADE.get(content_type) or TYPES[content_type].extension


def fits(head: bytes, content_type: str) -> bool:
    """Whether content that begins like this is of the type."""
    return TYPES[content_type].begins(head)
