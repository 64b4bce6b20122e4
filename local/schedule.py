"""The timers of template.yml beside a local server: a thread calls their functions when due."""

import contextlib
import importlib
import re
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import yaml
from cronsim import CronSim

from shared import ids, log, times
from shared.hosts.timer import TimerFailed

_LONGEST_WAIT = 60.0  # seconds: a clock may be set, and a laptop may sleep
_EVERY = re.compile(r"@every (?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")

Handler = Callable[[bytes, Any], str]


class Timer(msgspec.Struct):
    """A timer trigger of the template, and when it is due."""

    function: str
    name: str
    expression: str
    payload: str
    due: datetime

    @property
    def event(self) -> bytes:
        """What FC would send."""
        at = self.due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return msgspec.json.encode(
            {"triggerTime": at, "triggerName": self.name, "payload": self.payload}
        )


def read(template: Path, now: datetime) -> list[Timer]:
    """The timers that are enabled, each due for the first time after `now`."""
    given = yaml.safe_load(template.read_text(encoding="utf-8"))
    return [
        _timer(function, trigger, now)
        for function, resource in given["resources"].items()
        for trigger in resource["props"].get("triggers", [])
        if trigger["triggerType"] == "timer" and trigger["triggerConfig"]["enable"]
    ]


def following(expression: str, moment: datetime) -> datetime:
    """When an expression of FC's is due next: `@every 5m`, or cron's with seconds, in UTC or in
    `CRON_TZ=Asia/Shanghai`."""
    every = _EVERY.fullmatch(expression)
    if every:
        hours, minutes, seconds = (int(part or 0) for part in every.groups())
        return moment + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    zone: tzinfo = UTC
    fields = expression.replace("?", "*")
    if fields.startswith("CRON_TZ="):
        name, _, fields = fields.removeprefix("CRON_TZ=").partition(" ")
        zone = ZoneInfo(name)
    return next(CronSim(fields, moment.astimezone(zone))).astimezone(UTC)


def start(template: Path) -> threading.Thread:
    """Call what is due until the main thread ends; what is being done then is finished first."""
    thread = threading.Thread(target=_run, args=(read(template, _now()),), name="schedule")
    thread.start()
    return thread


def call(timer: Timer) -> None:
    """Whatever goes wrong is in the log, and ends nothing else."""
    context = SimpleNamespace(request_id=ids.make(), function=SimpleNamespace(name=timer.function))
    try:
        handler: Handler = importlib.import_module(f"functions.{timer.function}.index").handler
        with contextlib.suppress(TimerFailed):  # its own log has it
            handler(timer.event, context)
    except Exception as e:
        stack = "".join(traceback.format_exception(e))
        log.write("error", "timer failed", trigger=timer.name, stack=stack)


def _run(timers: list[Timer]) -> None:
    main = threading.main_thread()
    while main.is_alive():
        for timer in timers:
            if timer.due <= _now() and main.is_alive():
                call(timer)
                timer.due = following(timer.expression, _now())
        main.join(_wait(timers))


def _wait(timers: list[Timer]) -> float:
    first = min((timer.due for timer in timers), default=None)
    if first is None:
        return _LONGEST_WAIT
    return min(max((first - _now()).total_seconds(), 0.0), _LONGEST_WAIT)


def _timer(function: str, trigger: dict[str, Any], now: datetime) -> Timer:
    config = trigger["triggerConfig"]
    expression, payload = config["cronExpression"], config.get("payload", "")
    due = following(expression, now)
    return Timer(function, trigger["triggerName"], expression, payload, due)


def _now() -> datetime:
    return datetime.fromtimestamp(times.now() / 1000, UTC)
