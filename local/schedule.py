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


class Trigger(msgspec.Struct):
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


def read(template: Path, now: datetime) -> list[Trigger]:
    """The triggers that are enabled, each due for the first time after `now`."""
    given = yaml.safe_load(template.read_text(encoding="utf-8"))
    return [
        _trigger(function, described, now)
        for function, resource in given["resources"].items()
        for described in resource["props"].get("triggers", [])
        if described["triggerType"] == "timer" and described["triggerConfig"]["enable"]
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


def call(trigger: Trigger) -> None:
    """Whatever goes wrong is in the log, and ends nothing else."""
    function = SimpleNamespace(name=trigger.function)
    context = SimpleNamespace(request_id=ids.make(), function=function)
    try:
        handler: Handler = importlib.import_module(f"functions.{trigger.function}.index").handler
        with contextlib.suppress(TimerFailed):  # its own log has it
            handler(trigger.event, context)
    except Exception as e:
        stack = "".join(traceback.format_exception(e))
        log.write("error", "timer failed", trigger=trigger.name, stack=stack)


def _run(triggers: list[Trigger]) -> None:
    main = threading.main_thread()
    while main.is_alive():
        for trigger in triggers:
            if trigger.due <= _now() and main.is_alive():
                call(trigger)
                trigger.due = following(trigger.expression, _now())
        main.join(_wait(triggers))


def _wait(triggers: list[Trigger]) -> float:
    first = min((trigger.due for trigger in triggers), default=None)
    if first is None:
        return _LONGEST_WAIT
    return min(max((first - _now()).total_seconds(), 0.0), _LONGEST_WAIT)


def _trigger(function: str, described: dict[str, Any], now: datetime) -> Trigger:
    config = described["triggerConfig"]
    expression, payload = config["cronExpression"], config.get("payload", "")
    due = following(expression, now)
    return Trigger(function, described["triggerName"], expression, payload, due)


def _now() -> datetime:
    return datetime.fromtimestamp(times.now() / 1000, UTC)
