"""Long conversations: opened, typed beside, and opened one after another."""

import statistics

from benchmarks.pages import texts
from benchmarks.pages.house import House
from benchmarks.pages.reader import Course, Reader, reading
from benchmarks.report import Row, Target
from tests.simulators.openai import Pace

_MESSAGES, _TIMES, _OPENED, _AT_FIRST = 200, 3, 100, 10


def measure(house: House) -> list[Row]:
    return [_opened(house, _long(house)), *_typed(house), *_kept(house)]


def _long(house: House) -> str:
    said = [(f"问题{n}", texts.mixed(n)) for n in range(_MESSAGES // 2)]
    return house.conversation("长对话", said)


def _opened(house: House, conversation: str) -> Row:
    found = []
    for _ in range(_TIMES):
        with reading(house) as reader:
            _warm(reader)
            with reader.course() as course:
                _open(reader, conversation, _MESSAGES)
            found.append(course[0].cpu * 1000)
    cost = statistics.median(found)
    return Row(f"opening {_MESSAGES} long messages", "ms CPU", cost, None, Target(400))


def _typed(house: House) -> list[Row]:
    """Keys typed while an answer streams below 200 messages."""
    rows = []
    for throttle, most in ((1, 100), (4, 200)):
        course = _typing(house, _long(house), throttle)
        at = "" if throttle == 1 else f" at {throttle}x CPU"
        beside = f"beside {_MESSAGES} messages and a stream{at}"
        rows += [
            Row(f"slowest key {beside}", "ms", course.slowest, None, Target(most)),
            Row(f"longest task {beside}", "ms CPU", course.longest, None, Target(most)),
        ]
    return rows


def _typing(house: House, conversation: str, throttle: int) -> Course:
    with reading(house, throttle=throttle) as reader:
        _warm(reader)
        _open(reader, conversation, _MESSAGES)
        house.provider.say(texts.long("prose", 4000))
        house.provider.script(Pace(0.004))
        reader.ask("再讲一点")
        reader.page.locator("[role=log][aria-busy=true] article.answer .markdown").last.wait_for()
        with reader.course() as course:
            for key in "abcdefghijklmnopqrstuvwxyz":
                reader.page.keyboard.press(key)
        return course[0]


def _kept(house: House) -> list[Row]:
    """What is still held after a hundred conversations beyond that of the first ten."""
    ids = [
        house.conversation(f"对话{n}", [(f"问题{n}", texts.mixed(n)) for _ in range(5)])
        for n in range(_AT_FIRST + _OPENED)
    ]
    with reading(house) as reader:
        _warm(reader)
        for own in ids[:_AT_FIRST]:
            _open(reader, own, 10)
        for own in ids[:40]:
            _open(reader, own, 10)  # as many as are kept on purpose
        heap, nodes = reader.heap(), reader.nodes()
        for own in ids[40:] + ids[:40]:
            _open(reader, own, 10)
        grown = reader.heap() - heap
        more = reader.nodes() - nodes
    return [
        Row(f"memory after {_OPENED} more conversations", "MB", grown, None, Target(3)),
        Row(f"nodes after {_OPENED} more conversations", "nodes", more, None, Target(2000)),
    ]


def _warm(reader: Reader) -> None:
    """Markdown and all that it takes is there, as in any conversation but the first."""
    reader.log_in()
    reader.house.provider.say(texts.mixed(0))
    reader.ask("都来一点")
    reader.wait_until_answered(1)
    reader.page.wait_for_timeout(1000)


def _open(reader: Reader, conversation: str, messages: int) -> None:
    reader.page.evaluate("(id) => { location.hash = `#/c/${id}`; }", conversation)
    reader.page.wait_for_function(
        "(n) => document.querySelectorAll('article.message').length === n"
        " && !document.querySelector('article.answer > .plain')",
        arg=messages,
    )
    reader.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )
