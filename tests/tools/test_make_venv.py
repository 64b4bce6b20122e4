"""`tools/make-venv` takes the best Python at hand, and none that cannot install what is pinned."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts.granian import ROOT

PYTHON = """#!/bin/sh
case "$1" in
  -c) exec {python} -c "import sys; sys.version_info = {version}; $2" ;;
  -m) echo "made $3" ;;
  *) echo "Python {version}" ;;
esac
"""


def made_with(folder: Path, version: tuple[int, int, int]) -> "subprocess.CompletedProcess[str]":
    """What `make-venv` does where this is the only Python."""
    python = folder / "python3"
    python.write_text(PYTHON.format(python=sys.executable, version=version))
    python.chmod(0o755)
    return subprocess.run(
        ["/bin/bash", ROOT / "tools" / "make-venv", "somewhere"],
        env={"PATH": str(folder), "PYENV_ROOT": "/nowhere", "HOME": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 11, 2), (3, 11, 4)])
def test_a_python_that_is_too_old_is_refused_with_the_one_that_is_needed(
    tmp_path: Path, version: tuple[int, int, int]
) -> None:
    done = made_with(tmp_path, version)

    assert done.returncode == 1
    assert done.stderr.startswith("Yunzhan needs Python 3.11.5 or newer")


def test_the_oldest_that_will_do_is_used(tmp_path: Path) -> None:
    done = made_with(tmp_path, (3, 11, 5))

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "made somewhere")
