"""Tasks of the DashScope simulator: created, looked at, cancelled while they are PENDING."""

import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from typing import Any

JSON = "application/json"
_MODE = re.compile(r"\[([a-z0-9.-]+)\]")
Make = Callable[[], tuple[dict[str, Any], dict[str, Any]]]


@dataclass(frozen=True)
class Call:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    drips: bool = False
    is_dropped: bool = False
    length: int = 0  # as declared; of the body unless said

    @classmethod
    def of(cls, told: dict[str, Any], status: int = 200, *, drips: bool = False) -> "Reply":
        told = {"request_id": str(uuid.uuid4()), **told}
        return cls(status, json.dumps(told, ensure_ascii=False).encode(), drips=drips)

    @classmethod
    def dropped(cls) -> "Reply":
        """No answer at all: the line is closed."""
        return cls(0, b"", is_dropped=True)


def mode_of(body: dict[str, Any]) -> str:
    """The `[mode]` in what was said, or in the name of a recording; "ok" without one."""
    found = _MODE.search(json.dumps(body.get("input", {}), ensure_ascii=False)[:20_000])
    return found[1] if found else "ok"


@dataclass
class Task:
    id: str
    mode: str
    make: Make
    held: Event
    status: str = "PENDING"
    looked: int = 0
    output: dict[str, Any] = field(default_factory=dict)
    usage: dict[str, Any] = field(default_factory=dict)

    def advance(self, looks: int) -> None:
        """What a look finds: one PENDING, some RUNNING, the end."""
        self.looked += 1
        if self.status not in ("PENDING", "RUNNING") or self.held.is_set():
            return
        self.status = "PENDING" if self.looked == 1 else "RUNNING"
        if self.looked > 1 + looks and self.mode != "stuck":
            self._end()

    def _end(self) -> None:
        if self.mode in ("fail-task", "fail-silent"):
            self.status = "FAILED"
            if self.mode == "fail-task":
                self.output = {"code": "InternalError.Algo", "message": "An error has occurred."}
            return
        self.status = "SUCCEEDED"
        self.output, self.usage = self.make()
        if "code" in self.output:
            self.status = "FAILED"

    def shown(self) -> Reply:
        moment = datetime.now(UTC) + timedelta(hours=8)
        status = "PAUSED" if self.mode == "odd-status" else self.status
        output = {
            "task_id": self.id,
            "task_status": status,
            "submit_time": moment.isoformat(" ", "milliseconds").removesuffix("+00:00"),
            **self.output,
        }
        return Reply.of({"output": output} | ({"usage": self.usage} if self.usage else {}))


class Tasks:
    """Tasks by their id; what is not ours is UNKNOWN, with status 200."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.all: dict[str, Task] = {}
        self._lock = Lock()

    def add(self, mode: str, make: Make, held: Event) -> Task:
        task = Task(str(uuid.uuid4()), mode, make, held)
        with self._lock:
            self.all[task.id] = task
        return task

    def expire(self) -> None:
        """A day has passed."""
        with self._lock:
            self.all.clear()

    def look(self, task_id: str) -> Reply:
        with self._lock:
            task = self.all.get(task_id)
            if not task:
                return Reply.of({"output": {"task_id": task_id, "task_status": "UNKNOWN"}})
            task.advance(self.looks)
            return _fault(task) or task.shown()

    def cancel(self, task_id: str) -> Reply:
        with self._lock:
            task = self.all.get(task_id)
            if not task or task.status != "PENDING":
                message = (
                    "Failed to cancel the task, please confirm if the task is in PENDING status."
                )
                return Reply.of({"code": "UnsupportedOperation", "message": message}, 400)
            task.status = "CANCELED"
            return Reply.of({})


def _fault(task: Task) -> Reply | None:
    if task.looked > 2:
        return None
    if task.mode == "poll-500":
        return Reply.of({"code": "InternalError", "message": "An error has occurred."}, 500)
    if task.mode == "poll-html":
        return Reply(200, b"<html>maintenance</html>", "text/html")
    return Reply.dropped() if task.mode == "poll-drop" else None
