"""`python -m tests.hosts.probe PORT PATH`: ask again and again, until standard input ends.

Then it prints the milliseconds of each answer as JSON. A process of its own waits for no test.
"""

import json
import socket
import sys
import threading
import time

_EVERY = 0.02  # seconds
_PATIENCE = 30.0  # seconds


def main(port: int, path: str) -> None:
    ended = threading.Event()
    threading.Thread(target=_await_end, args=(ended,), daemon=True).start()
    taken = []
    while not ended.wait(_EVERY):
        begun = time.monotonic()
        _ask(port, path)
        taken.append(1000 * (time.monotonic() - begun))
    sys.stdout.write(json.dumps(taken))


def _await_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _ask(port: int, path: str) -> None:
    """On a line of its own, as a load balancer does."""
    with socket.create_connection(("127.0.0.1", port), _PATIENCE) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := line.recv(65_536):
            answer += piece
    if not answer.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{path}: {answer!r}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
