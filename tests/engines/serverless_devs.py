"""The command `s` of Serverless Devs, installed from the lock file in tools/serverless-devs/."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.engines.workers import alone

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ROOT / "tools" / "serverless-devs"
INSTALLED = ROOT / ".cache" / "serverless-devs"
PATIENCE = 120  # seconds; an installation needs two, a preview one


def find_or_install() -> Path | None:
    """The program, or None where there is no npm or it cannot reach its registry."""
    program = INSTALLED / "node_modules" / ".bin" / "s"
    with alone("serverless-devs"):
        if program.exists() and _lock(INSTALLED) == _lock(LOCKED):
            return program
        npm = shutil.which("npm")
        return program if npm and _install(npm) else None


def preview(program: Path, template: Path, home: Path, values: Mapping[str, str]) -> Any:
    """What `s` makes of *template* when *values* are the environment, as JSON."""
    command = [str(program), "preview", "-t", str(template), "-o", "json", "--silent"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), **values}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise RuntimeError(f"s preview failed:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def _lock(folder: Path) -> bytes:
    return (folder / "package-lock.json").read_bytes()


def _install(npm: str) -> bool:
    shutil.rmtree(INSTALLED, ignore_errors=True)
    shutil.copytree(LOCKED, INSTALLED)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        command, cwd=INSTALLED, capture_output=True, timeout=PATIENCE, check=False
    )
    return done.returncode == 0
