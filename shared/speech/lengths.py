"""How long a recording may last, by its bytes: before it was looked at, for what is reserved."""

from shared.files.types import TYPES

# Bits a second of the sparsest speech that is heard of. What is reserved by them is far more than
# is charged in the end; were it less, a sparse recording would be refused after it was sent.
_LEAST = {
    "audio/mpeg": 16_000,
    "audio/wav": 64_000,
    "audio/mp4": 12_000,
    "audio/aac": 12_000,
    "audio/flac": 24_000,
    "audio/amr": 4_750,
    "video/mp4": 24_000,
    "video/quicktime": 24_000,
}
_OTHERS = 6_000  # Opus


def most_seconds(size: int, content_type: str) -> float:
    return max(1.0, size * 8 / _LEAST.get(content_type, _OTHERS))


def is_sound(content_type: str) -> bool:
    """Whether it may have sound, by its name."""
    return content_type.startswith(("audio/", "video/"))


def begins_like_sound(head: bytes) -> str | None:
    """The type of sound or film that begins so, if it is one that is taken."""
    known = (name for name in TYPES if is_sound(name) and TYPES[name].begins(head))
    return next(known, None)
