"""`python -m benchmarks [name ...]`: measure, and print one table."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    cold,
    completions,
    distance,
    exports,
    imports,
    load,
    media,
    memory,
    pictures,
    report,
    sizes,
    stage,
    tasks,
    throughput,
    warm,
)
from benchmarks.report import Row
from benchmarks.stage import Stage

_MEASUREMENTS: dict[str, Callable[[Stage], list[Row]]] = {
    "imports": imports.measure,
    "memory": memory.measure,
    "cold": cold.measure,
    "warm": warm.measure,
    "throughput": throughput.measure,
    "completions": completions.measure,
    "distance": distance.measure,
    "pictures": pictures.measure,
    "media": media.measure,
    "exports": exports.measure,
    "tasks": tasks.measure,
    "sizes": sizes.measure,
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"of {', '.join(_MEASUREMENTS)}; all by default")
    names = parser.parse_args(arguments).name or list(_MEASUREMENTS)
    if unknown := set(names) - _MEASUREMENTS.keys():
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    stage.require_what_is_measured()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as work, stage.model() as model_url:
        _say("building the functions and starting both sides ...")
        ready = stage.set_up(Path(work), model_url)
        rows = [row for name in names for row in _measured(name, ready)]
    print(report.table(rows))
    print(_circumstances(names))


def _measured(name: str, ready: Stage) -> list[Row]:
    _say(f"measuring {name} ...")
    return _MEASUREMENTS[name](ready)


def _circumstances(names: list[str]) -> str:
    said = f"Python {platform.python_version()}, {os.cpu_count()} CPUs, medians, measured in turn"
    return f"{said}; load by {load.tool()}" if "throughput" in names else said


def _say(doing: str) -> None:
    print(doing, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
