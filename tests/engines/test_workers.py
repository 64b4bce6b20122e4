"""Test processes that run at the same time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import workers

WORK = """
import pathlib, sys, time
from tests.engines import workers

workers.LOCKS = pathlib.Path(sys.argv[1])
with workers.alone("work"), open(sys.argv[2], "a") as diary:
    diary.write("begun\\n"); diary.flush()
    time.sleep(0.1)
    diary.write("ended\\n")
"""
PORTS = "from tests.engines import workers; print(*workers.PORTS)"


def test_work_to_be_done_alone_is_never_done_by_two_at_once(tmp_path: Path) -> None:
    locks, diary = tmp_path / "locks", tmp_path / "diary"
    command = [sys.executable, "-c", WORK, str(locks), str(diary)]

    started = [subprocess.Popen(command) for _ in range(4)]

    assert [process.wait(20) for process in started] == [0] * 4
    assert diary.read_text().split() == ["begun", "ended"] * 4


def test_no_two_workers_try_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", "3")
    tried: list[str] = []
    for worker in ("gw0", "gw1", "gw2"):
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
        tried += subprocess.check_output([sys.executable, "-c", PORTS], text=True).split()

    assert len(tried) == len(set(tried)) == 12_000


def test_a_port_is_handed_out_once() -> None:
    ports = [workers.free_port() for _ in range(50)]

    assert len(set(ports)) == 50
