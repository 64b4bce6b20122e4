"""Counting hits: the same in SQLite, MariaDB and Valkey, over threads and over processes."""

import socket
import subprocess
import sys
import time

import pytest
import redis

from shared.access import limits
from shared.access.limits import address
from shared.config import parsers
from shared.errors import Unavailable
from tests.conftest import Clock, Configure
from tests.engines.valkey import Valkey
from tests.hits import MOST, passes
from tests.store.samples import at_once

PROCESSES = 4
HOUR, DAY = 3600, 86_400  # seconds
MANY = [60, pytest.param(200, marks=pytest.mark.stress)]


def hit(name: str = "chat", who: str = "203.0.113.7", seconds: int = DAY) -> int:
    return limits.hit(name, who, seconds)


def test_hits_are_counted_one_by_one(counter: str) -> None:
    assert [hit() for _ in range(4)] == [1, 2, 3, 4]


def test_things_and_people_are_counted_apart(counter: str) -> None:
    hit()

    assert hit("login") == hit(who="203.0.113.8") == hit(who="药") == hit(who="a:b") == 1
    assert hit() == 2


def test_a_new_window_begins_at_zero(counter: str, clock: Clock) -> None:
    clock.ahead = -(clock.now() % (HOUR * 1000))  # the beginning of an hour
    assert [hit(seconds=HOUR) for _ in range(2)] == [1, 2]

    clock.advance(seconds=HOUR - 60)
    assert hit(seconds=HOUR) == 3
    clock.advance(seconds=60)

    assert hit(seconds=HOUR) == 1


@pytest.mark.parametrize("many", MANY)
def test_of_many_threads_at_once_exactly_as_many_pass_as_may(counter: str, many: int) -> None:
    outcomes = at_once([passes] * many)

    assert [outcome.result() for outcome in outcomes].count(True) == MOST


@pytest.mark.parametrize("many", MANY)
def test_of_four_processes_at_once_exactly_as_many_pass_as_may(counter: str, many: int) -> None:
    command = [sys.executable, "-m", "tests.hits", str(many // PROCESSES)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    try:
        assert [_line(process) for process in started] == ["ready"] * PROCESSES
        outputs = _told(started)
    finally:
        for process in started:
            process.kill()
            process.communicate()

    passed = [int(line) for line in outputs]
    assert sum(passed) == MOST


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _told(started: "list[subprocess.Popen[str]]") -> list[str]:
    """Begin them all, then what each says last."""
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=30)[0].split()[-1] for process in started]


def test_valkey_forgets_by_itself(valkey: str) -> None:
    hit(seconds=60)

    with redis.Redis.from_url(valkey) as connection:
        (key,) = connection.keys("yunzhan:limit:*")
        assert 0 < connection.ttl(key) <= 61


def test_a_connection_that_valkey_closed_is_replaced_unseen(valkey: str) -> None:
    hit()

    with redis.Redis.from_url(valkey) as connection:
        connection.client_kill_filter(_type="normal", skipme=True)

    assert hit() == 2


def test_a_valkey_that_dies_is_an_outage_until_it_is_gone_from_the_settings(
    sqlite: str, configure: Configure
) -> None:
    with Valkey() as server:
        configure(REDIS_URL=server.url)
        assert hit() == 1
        server.kill()
        with pytest.raises(Unavailable) as caught:
            hit()

    assert caught.value.reason == "counter_unavailable"
    configure(REDIS_URL="")
    assert hit() == 1


def test_a_silent_valkey_holds_nobody_up_for_long(sqlite: str, configure: Configure) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(REDIS_URL=f"redis://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(Unavailable):
            hit()

    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("ip", "stands_for"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:cb00:7107", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:DB8:1:2::", "2001:db8:1:2::"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("made up", "made up"),
        ("a:b:c", "a:b:c"),
    ],
)
def test_an_address_stands_for_whom_it_may_belong_to(ip: str, stands_for: str) -> None:
    assert address(ip) == stands_for


def test_the_setting_knows_every_limit_by_its_name() -> None:
    declared = [one.name for one in vars(limits).values() if isinstance(one, limits.Limit)]

    assert set(declared) == set(parsers.LIMITS)
