"""How fast Model Studio may be asked, by an account and a model: the rest waits its turn.

Source: Alibaba Cloud Model Studio, "Rate limits" of its models for pictures (2026-11), and
"Asynchronous tasks API" for looks at tasks: 20 a second, of which ours are fewer.
"""

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from shared import times
from shared.tasks import caps

LOOKS = 15  # a second
PAUSES = ((3, 3.0), (8, 5.0), (16, 8.0))  # until so many seconds after it was asked for, so long
LONGEST = 10.0  # seconds
_BEIJING = timezone(timedelta(hours=8))


class Pace(NamedTuple):
    """So many creations in so many `seconds`, so many tasks `running` at a time."""

    creations: int
    seconds: int = 1
    running: int = 100


_PACES = {  # by how a model's name begins
    "qwen-image-2.0-pro": Pace(2, 60),
    "qwen-image-max": Pace(2, 60),
    "qwen-image-edit-max": Pace(2, 60),
    "qwen-image-plus": Pace(2, running=2),
    "wan2.7": Pace(5, running=5),
    "wan2.6": Pace(1, running=5),
    "wan2.5": Pace(5, running=5),
    "wan2.2": Pace(2, running=2),
    "wanx2.1": Pace(2, running=2),
}
_USUAL = Pace(2, running=5)


def turn(model: str, name: str) -> float:
    """Seconds until another may be created of the upstream `model`, which tasks call `name`: 0 is
    now, and then it counts."""
    pace = next((pace for begin, pace in _PACES.items() if model.startswith(begin)), _USUAL)
    waits = caps.running(name, pace.running)
    return waits or caps.rate(f"ask {model}"[:60], pace.creations, pace.seconds)


def look() -> float:
    """Seconds until a task may be looked at: 0 is now, and then it counts."""
    return caps.rate("look", LOOKS)


def pause(submitted: object) -> float:
    """Seconds until a task is looked at again; `submitted` is when it was asked for, as Model
    Studio writes it. The older it is, the longer."""
    try:
        moment = datetime.fromisoformat(str(submitted)).replace(tzinfo=_BEIJING)
    except ValueError:
        return LONGEST
    age = times.now() / 1000 - moment.timestamp()
    return next((pause for until, pause in PAUSES if age < until), LONGEST)
