"""One task while a worker has it: what its steps are given."""

import functools
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import msgspec

from shared import ids
from shared.errors import NotFound, Unavailable
from shared.files import library
from shared.labels.found import Found
from shared.store.task_work import CALLING, CANCELLED, Row
from shared.store.users import User
from shared.tasks import leases
from shared.tasks.kinds import Cost, Halted, Work

LOST, LATE, STOPPING = "lost", "late", "stopping"  # why one is halted, beside CANCELLED
_FOLDERS = "yunzhan-task-"
_OLD = 86_400  # seconds, more than any task lasts
_running: "set[TaskRun]" = set()


class TaskRun:
    """`row` is the task as this worker knows it, `left` the seconds until its deadline, `budget`
    those that this worker has. `why` is "" until it is halted."""

    def __init__(self, row: Row, owner: User, work: Work[Any], left: float, budget: float) -> None:
        self.row, self.owner, self.work = row, owner, work
        self._end = time.monotonic() + left
        self.deadline = time.monotonic() + min(left, budget)
        self.halted = threading.Event()
        self.why = ""
        self.shown = row.progress
        self._files: list[str] = files_of(row)

    def __enter__(self) -> Self:
        _running.add(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        """What was halted because others have it is nobody's failure."""
        _running.discard(self)
        if "folder" in self.__dict__:
            shutil.rmtree(self.folder, ignore_errors=True)
        return kind is not None and issubclass(kind, Halted)

    @functools.cached_property
    def request(self) -> Any:
        return msgspec.json.decode(self.row.request_json or "{}", type=self.work.shape)

    @property
    def left(self) -> float:
        """Seconds until the task fails."""
        return self._end - time.monotonic()

    @property
    def is_late(self) -> bool:
        return self.left <= 0

    @property
    def is_paid_call(self) -> bool:
        """Whether something may be made now that costs money."""
        return self.work.kind.pays and self.row.step == CALLING

    @property
    def cost(self) -> Cost:
        """Of what has arrived."""
        return Cost(self.row.credits, msgspec.json.decode(self.row.units_json or "{}"))

    @property
    def owed(self) -> Cost:
        """What is to be paid though nobody wants it any more."""
        return self.cost if self.work.kind.pays else Cost()

    @property
    def so_far(self) -> Any:
        return msgspec.json.decode(self.row.answer_json or "null")

    @property
    def is_cancelled(self) -> bool:
        return CANCELLED in (self.why, self.row.status)

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def model(self) -> str:
        return self.row.model

    @property
    def reserved(self) -> int:
        return self.row.reserved

    @property
    def upstream_id(self) -> str:
        return self.row.upstream_id

    @functools.cached_property
    def folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix=f"{_FOLDERS}{self.id}-"))

    def halt(self, why: str) -> None:
        """A call that is paid for is heard to its end, unless nobody is left to pay."""
        self.why = LOST if why == LOST else self.why or why
        if why == LOST or not self.is_paid_call:
            self.halted.set()

    def heed_cancellation(self) -> None:
        """From here on it is worked on as one that is cancelled."""
        self.note(status=CANCELLED)
        self.why = ""
        self.halted.clear()

    def go_on(self) -> None:
        if self.halted.is_set() or time.monotonic() >= self.deadline:
            raise Halted(self.why)

    def progress(self, percent: int) -> None:
        self.shown = max(self.shown, min(percent, 99))

    def note_request(self, upstream_request: str) -> None:
        self.note(upstream_request=upstream_request[:200])

    def note(self, **changes: Any) -> None:
        """Change the row here, to be written with what comes next."""
        self.row = msgspec.structs.replace(self.row, **changes)

    def write(self, **changes: Any) -> None:
        """Change the row in the database, and only then here; Halted when it is not ours."""
        before = self.row
        self.note(**changes)
        try:
            self.save()
        except Unavailable:
            self.row = before
            raise

    def save(self) -> None:
        """Write what was noted; Halted when the task is not ours any more."""
        if not leases.write(self.row):
            self.halt(LOST)
            raise Halted(self.why)

    def keep(
        self, filename: str, content_type: str, content: bytes | Path, label: Found | None = None
    ) -> str:
        """The row names a file before there is one: so none is left without a task."""
        self.go_on()
        file_id = ids.make()
        self._files.append(file_id)
        self.write(files_json=msgspec.json.encode(self._files).decode())
        paid = self.work.kind.pays  # there was room when it was ordered; at most MOST tasks fill it
        told = (filename, content_type, content, file_id)
        library.keep(self.owner, *told, over_quota=paid, label=label)
        return file_id

    def forget_files(self) -> None:
        """Remove what an attempt before has kept."""
        remove_files(self.owner, self.row)
        self._files = []


def stop() -> None:
    """This process is to end: what can be left to others is."""
    for run in list(_running):
        run.halt(STOPPING)


def remove_old_folders() -> None:
    """Of workers that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < time.time() - _OLD:
                shutil.rmtree(folder, ignore_errors=True)


def files_of(row: Row) -> list[str]:
    return msgspec.json.decode(row.files_json or "[]", type=list[str])


def remove_files(owner: User, row: Row) -> None:
    """The outputs of a task, as far as they are there; what cannot be removed now is swept."""
    for file_id in files_of(row):
        with suppress(NotFound):
            library.remove(owner, file_id)
