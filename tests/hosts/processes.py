"""What a server's processes hold, by proc(5)."""

import re
from pathlib import Path


def family(pid: int) -> list[Path]:
    """Of /proc: a process, and what it has started."""
    every = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            every[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    own = {pid}
    while more := {pid for pid, parent in every.items() if parent in own} - own:
        own |= more
    return [Path(f"/proc/{pid}") for pid in own]


def greatest_resident_bytes(pid: int) -> int:
    """The most that one of them has held at any time."""
    found = (re.search(r"VmHWM:\s+(\d+) kB", (p / "status").read_text()) for p in family(pid))
    return max(1024 * int(peak[1]) for peak in found if peak)
