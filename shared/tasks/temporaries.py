"""What was kept for a task alone, under the `key` of its order: removed when it has ended, however
that was, and else in a day."""

import msgspec

from shared import log
from shared.errors import ApiError
from shared.storage import objects
from shared.store.task_work import Row


class _Order(msgspec.Struct):
    key: str = ""


def remove(row: Row) -> None:
    """Of a row as it was before its end, which may erase what was ordered."""
    key = msgspec.json.decode(row.request_json or "{}", type=_Order).key
    if not key.startswith(objects.TEMPORARY):
        return
    try:
        objects.remove(key)
    except ApiError as e:
        log.write("warning", "an input of a task is left", task=row.id, cause=e.reason)
