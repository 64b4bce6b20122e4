"""What objects in the storage say of having been generated."""

from shared.labels import reading
from shared.labels.found import Found
from shared.labels.reading import WINDOW
from shared.storage import objects
from shared.store.files import File


def of_object(key: str, head: bytes, size: int) -> Found:
    """Of one whose beginning is known, as long as `reading.WINDOW`; NotFound."""
    rest = min(size - WINDOW, WINDOW)
    return reading.of_pieces(head, objects.ending(key, size, rest) if rest > 0 else b"")


def of_file(file: File) -> Found:
    """What its row says; of one from before rows said it, what the object does."""
    if file.label_json is not None:
        return reading.decoded(file.label_json)
    return of_object(file.object_key, objects.beginning(file.object_key, WINDOW), file.size)
