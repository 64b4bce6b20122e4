"""What becomes ffmpeg: it takes limits upon itself, and dies with whoever started it.

A program of its own, because what runs between fork and exec of a process with threads may hang.
"""

import ctypes
import json
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)
_NICE = 10


def main(parent: str, limits: str, program: str, *arguments: str) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        return  # it died before it could be waited for
    for name, (soft, hard) in json.loads(limits).items():
        resource.setrlimit(getattr(resource, name), (soft, hard))
    os.nice(_NICE)
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python, and by what it becomes
        signal.signal(ignored, signal.SIG_DFL)
    os.execve(program, (program, *arguments), {})  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
