"""What was kept for a task alone, under the `key` of its order: removed when it has ended, however
that was, and else in a day."""

import msgspec

from shared import log
from shared.errors import ApiError
from shared.storage import objects
from shared.store.task_work import Row


class _Order(msgspec.Struct):
    key: str = ""


def key(row: Row) -> str:
    """Where that is; of other orders ""."""
    found = msgspec.json.decode(row.request_json or "{}", type=_Order).key
    return found if found.startswith(objects.TEMPORARY) else ""


def remove(row: Row) -> None:
    """Of a row as it was before its end, which may erase what was ordered."""
    kept = key(row)
    if not kept:
        return
    try:
        objects.remove(kept)
    except ApiError as e:
        log.write("warning", "an input of a task is left", task=row.id, cause=e.reason)
