"""Answers as they stream: 25,000 characters, in pieces of two."""

from benchmarks.pages import texts
from benchmarks.pages.house import House
from benchmarks.pages.reader import Course, reading
from benchmarks.report import Row, Target
from tests.simulators.openai import Pace

_PACE = Pace(0.0005)


def measure(house: House) -> list[Row]:
    rows = []
    for kind in texts.KINDS:
        rows += _rows(f"stream of {kind}", _streamed(house, kind), (4, 50, 17))
    slow = _streamed(house, "prose", throttle=4)
    return [
        *rows,
        Row("stream of prose at 4x CPU, longest task", "ms CPU", slow.longest, None, Target(150)),
    ]


def _rows(name: str, course: Course, limits: tuple[float, float, float]) -> list[Row]:
    cpu, longest, frame = limits
    return [
        Row(f"{name}, main thread", "s CPU", course.cpu, None, Target(cpu)),
        Row(f"{name}, longest task", "ms CPU", course.longest, None, Target(longest)),
        Row(f"{name}, frame P95", "ms", course.frame, None, Target(frame)),
    ]


def _streamed(house: House, kind: str, throttle: int = 1) -> Course:
    with reading(house, throttle=throttle) as reader:
        reader.log_in()
        reader.page.wait_for_timeout(1500)
        house.provider.say(texts.long(kind))
        house.provider.script(_PACE)
        with reader.course() as found:
            reader.ask(kind)
            reader.wait_until_answered(1)
        return found[0]
