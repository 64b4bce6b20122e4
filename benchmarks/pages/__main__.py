"""`python -m benchmarks.pages [name ...]`: measure in Chromium, and print one table."""

import argparse
import os
import platform
import sys
from collections.abc import Callable

from benchmarks import report
from benchmarks.pages import conversations, panel, peer, screens, streams
from benchmarks.pages.house import House, open_house
from benchmarks.report import Row

_MEASUREMENTS: dict[str, Callable[[House], list[Row]]] = {
    "screens": screens.measure,
    "streams": streams.measure,
    "conversations": conversations.measure,
    "panel": panel.measure,
    "peer": peer.measure,
}


def main(wanted: list[str]) -> int:
    print(f"{os.cpu_count()} CPUs, {platform.machine()}, load {os.getloadavg()[0]:.1f}")
    rows: list[Row] = []
    with open_house() as house:
        print(f"Chromium {house.browser.version}")
        for name in wanted:
            print(f"measuring {name} ...", flush=True)
            rows += _MEASUREMENTS[name](house)
    print(report.table(rows))
    return int(any(row.missed_by > 0 for row in rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.pages")
    parser.add_argument(
        "names", nargs="*", choices=[*_MEASUREMENTS, []], default=list(_MEASUREMENTS)
    )
    sys.exit(main(parser.parse_args().names))
