"""What is uploaded."""

from benchmarks.report import Row, Target
from benchmarks.stage import Stage

_MEGABYTE = 1024 * 1024
_LARGEST = {"login": 3, "chat": 9}


def measure(stage: Stage) -> list[Row]:
    return [
        Row(f"zip of {name}", "MB", _size(stage, name), None, Target(largest))
        for name, largest in _LARGEST.items()
    ]


def _size(stage: Stage, name: str) -> float:
    return (stage.built / f"{name}.zip").stat().st_size / _MEGABYTE
