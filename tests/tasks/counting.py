"""Kinds of tasks for tests: one of our own CPU, and one that a provider is paid for.

What they do is told by their order; what a provider was asked stands in a file, so that it can be
read by whoever survives.
"""

import os
import time
from pathlib import Path
from typing import Any

import msgspec

from shared.tasks.kinds import Arrived, Cost, Done, Failed, Kind, Run, Unknown, Waiting, Work

COUNT = Kind("count", lasts=60)
PAINT = Kind("paint", lasts=600, pays=True)


class Order(msgspec.Struct):
    """`polls` answers say "not yet"; `fails` names what a step says instead, by its name; `work`
    and `pause` are seconds, and a step that is `stuck` lasts for ever the first time."""

    diary: str
    polls: int = 0
    price: int = 7
    fails: dict[str, list[str]] = {}
    cancels: bool = False
    sync: bool = False
    pause: float = 0.01
    work: float = 0.0
    stuck: list[str] = []


def said(diary: str) -> list[str]:
    """What was done, in its order."""
    path = Path(diary)
    return path.read_text().split() if path.exists() else []


class _Diarist(Work[Order]):
    shape = Order

    def _say(self, run: Run[Order], word: str) -> None:
        """Note a step, and fail as often as was ordered."""
        with open(run.request.diary, "a") as diary:
            diary.write(f"{word}\n")
            diary.flush()
            os.fsync(diary.fileno())
        failures = run.request.fails.get(word, [])
        count = said(run.request.diary).count(word)
        time.sleep(60 if word in run.request.stuck and count == 1 else run.request.work)
        if count <= len(failures):
            self._fail(failures[count - 1])

    def _fail(self, how: str) -> None:
        if how == "bug":
            raise ZeroDivisionError
        if how == "unknown":
            raise Unknown()
        if how == "again":
            raise Failed("upstream_error", retryable=True, seconds=0.01)
        if how == "never":
            raise Failed("content_refused")


class Counting(_Diarist):
    kind = COUNT

    def start(self, run: Run[Order]) -> Done:
        self._say(run, "start")
        run.progress(50)
        run.go_on()
        run.folder.joinpath("half").write_text("half")
        return Done({"counted": 1}, Cost(run.request.price, {"seconds": 3}))


class Painting(_Diarist):
    kind = PAINT

    def room(self, run: Run[Order]) -> float:
        return 0.01 if "full" in run.request.fails and not said(run.request.diary) else 0.0

    def start(self, run: Run[Order]) -> Waiting | Arrived:
        self._say(run, "start")
        run.note_request("req-1")
        if run.request.sync:
            return Arrived({"pictures": 1}, Cost(run.request.price, {"pictures": 1}))
        return Waiting("upstream-1", seconds=run.request.pause)

    def poll(self, run: Run[Order]) -> Waiting | Arrived:
        self._say(run, "poll")
        if said(run.request.diary).count("poll") <= run.request.polls:
            return Waiting(run.upstream_id, seconds=run.request.pause)
        return Arrived({"pictures": 1}, Cost(run.request.price, {"pictures": 1}))

    def cancel(self, run: Run[Order]) -> bool:
        self._say(run, "cancel")
        return run.request.cancels

    def store(self, run: Run[Order], answer: Any) -> Done:
        self._say(run, "store")
        file_id = run.keep("picture.png", "image/png", PNG)
        return Done({"images": [{"file_id": file_id}], **answer})


PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
WORKS: dict[str, Work[Any]] = {work.kind.name: work for work in (Counting(), Painting())}
