"""Pictures to begin from: checked when they are ordered, kept a day for whoever draws."""

import base64
import hashlib
import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.config import environment
from shared.errors import InvalidRequest
from shared.files import library
from shared.images import data_urls, fetch
from shared.storage import objects
from shared.store.users import User

_FETCH = 15.0  # seconds for a picture from an address
_LONGEST_LINK = 2048  # characters of what is no picture itself: an address, an id
_LARGEST = 16_777_216  # bytes of what we have made ourselves


class Given(NamedTuple):
    """So many pictures, each of which is in memory only while it is looked at."""

    number: int = 0
    contents: Iterable[bytes] = ()


def given(images: Sequence[str], owner: User, deadline: float) -> Given:
    """Pictures that are read when their turn comes, as `read` does."""
    return Given(len(images), (read(image, owner, deadline) for image in images))


def read(image: str, owner: User, deadline: float, *, param: str = "image") -> bytes:
    """Of a data URL, a public address, or a file of the owner's; InvalidRequest, PayloadTooLarge,
    NotFound, Conflict, UpstreamError, UpstreamTimeout."""
    limit = environment.settings().max_file_size
    content = data_urls.find(image, limit=limit, param=param)
    if content is not None:
        return content
    if image[:8].lower().startswith(("http://", "https://")):
        seconds = min(_FETCH, deadline - time.monotonic())
        return fetch.get(image, limit=limit, seconds=seconds)
    if ":" in image or len(image) > _LONGEST_LINK:
        raise InvalidRequest("image_unknown", param=param)
    return library.read(owner, image, limit)[1]


def keep(content: bytes, deadline: float, *, param: str = "image") -> str:
    """Keep a picture as a small JPEG; the key of its object, the same for the same picture.

    InvalidRequest, PayloadTooLarge, UnsupportedMediaType for what is none; Unavailable when too
    many wait to be decoded.
    """
    from shared.images import memory, pictures  # Pillow: most orders are of words alone

    with memory.alone(deadline):
        prepared = pictures.prepare(content, param=param)
    name = hashlib.sha256(prepared.content).hexdigest()[:40]
    key = f"{objects.TEMPORARY}drawn-from/{name}.jpg"
    objects.put(key, prepared.content, prepared.content_type)
    return key


def content(key: str) -> bytes:
    """What was kept."""
    return objects.get(key, _LARGEST)


def data_url(key: str) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(content(key)).decode()}"
