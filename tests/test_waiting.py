"""A verdict of the clock is heard again; any other is not."""

import pytest

pytest_plugins = ["pytester"]

LATE_ONCE = """
from tests.waiting import takes_at_most, until

times = []

def test_late_once():
    times.append(1)
    until(lambda: len(times) > 1, 0)

def test_always_late():
    with takes_at_most(-1):
        pass

def test_wrong():
    assert False
"""


def test_who_is_late_is_heard_again_and_who_is_wrong_is_not(
    pytester: pytest.Pytester, pytestconfig: pytest.Config
) -> None:
    again = [*pytestconfig.getini("addopts")]
    pytester.makepyfile(LATE_ONCE)

    heard = pytester.runpytest_inprocess(*again[again.index("--reruns") :])

    heard.assert_outcomes(passed=1, failed=2)
    heard.stdout.fnmatch_lines(["*3 rerun*"])
