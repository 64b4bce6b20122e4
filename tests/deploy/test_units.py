"""What a unit lets a replica call of the kernel, tried where systemd does not run: by podman."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import files
from tests.engines.availability import require
from tests.engines.podman import Podman
from tests.secrets_in_logs import SECRET
from tests.waiting import until

pytestmark = pytest.mark.deploy

UNIT = files.DEPLOY / "server" / "systemd" / "yunzhan@.service"
FILM = "-f lavfi -i testsrc2=duration=1:size=320x240:rate=10 -c:v libx264 -f null -".split()
GIVING_WAY = """
import os, resource, subprocess, sys
import imageio_ffmpeg
os.nice(5)
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *sys.argv[1:]], check=True)
print("made")
"""


def group(name: str) -> set[str]:
    """The calls of one of systemd's groups, with those that it contains."""
    analyze = require(shutil.which("systemd-analyze"), "systemd is not installed")
    told = subprocess.run(
        [analyze, "syscall-filter", name], capture_output=True, text=True, check=True
    ).stdout
    found: set[str] = set()
    for word in re.findall(r"^    (@?[\w-]+)$", told, re.MULTILINE):
        found |= group(word) if word.startswith("@") else {word}
    return found


def allowed() -> set[str]:
    """As systemd reads the lines: what is first allowed, then less, then again more."""
    found: set[str] = group("@default")
    for line in files.unit(UNIT)["SystemCallFilter"]:
        names = line.removeprefix("~").split()
        calls = {c for name in names for c in (group(name) if name[0] == "@" else {name})}
        found = found - calls if line.startswith("~") else found | calls
    return found


@pytest.fixture
def replica(engine: Podman, product: str, tmp_path: Path) -> Iterator[Podman]:
    profile = tmp_path / "calls.json"
    rule = {"names": sorted(allowed()), "action": "SCMP_ACT_ALLOW"}
    profile.write_text(
        json.dumps({"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 1, "syscalls": [rule]})
    )
    settings = {
        "JWT_SECRET": SECRET,
        "AIGC_PRODUCER": "Example Ltd.",
        "UPLOAD_DIR": "/data/files",
        "DATABASE_URL": "sqlite:////data/yunzhan.db",
    }
    given = [word for name, value in settings.items() for word in ("-e", f"{name}={value}")]
    closed = ["--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    line = ["run", "-d", "--name", "yz-calls", "--no-healthcheck", *closed]
    try:
        engine.run(*line, "--security-opt", f"seccomp={profile}", *given, product)
        yield engine
    finally:
        engine.run("rm", "-f", "-t", "1", "yz-calls", check=False)


def test_a_replica_gets_on_with_what_its_unit_lets_it_call(replica: Podman) -> None:
    assert {"setpriority", "setrlimit", "prlimit64", "execve"} <= allowed()
    assert not {"mount", "reboot", "chroot", "sched_setaffinity"} & allowed()

    def inside(*words: str) -> str:
        try:
            return replica.run("exec", "yz-calls", *words)
        except RuntimeError:
            return ""

    until(lambda: inside("python", "-m", "local.entry", "healthcheck", "ready"), 60)
    assert "Seccomp:\t2" in inside("cat", "/proc/1/status")
    assert "made\n" in inside("python", "-c", GIVING_WAY, *FILM)
