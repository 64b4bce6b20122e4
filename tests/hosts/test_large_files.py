"""Large files and the server of `make run`: what goes through it is never held in its memory."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready

PIECE = bytes(range(256)) * 4096  # 1 MiB
SIZE = 160 * len(PIECE)
HEAD = b"\x00\x00\x00\x18ftypisom"
GROWTH = 32 << 20  # bytes


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    settings = {"LOCAL_MODEL": "off", "LOCAL_OCR": "off", "MAX_MEDIA_SIZE": str(10**12)}
    room = {"STORAGE_BYTES": "0", "PORT": str(port)}
    with launched(
        "local", folder=ROOT, log=tmp_path / "log", port=port, **settings, **room
    ) as started:
        wait_until_ready(started)
        yield started


def workers(server: Server) -> list[Path]:
    """The server's processes."""
    pid = str(server.process.pid)
    found = [Path("/proc", pid)]
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if (path / "stat").read_text().rpartition(") ")[2].split()[1] == pid:
                found.append(path)
        except OSError:
            continue
    return found


def resident(server: Server, kind: str) -> int:
    """Bytes of memory: `VmRSS` now, or `VmHWM` the most so far."""
    total = 0
    for path in workers(server):
        lines = (path / "status").read_text().splitlines()
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith(kind))
    return total


def film(size: int) -> Iterator[bytes]:
    yield HEAD + PIECE[len(HEAD) :]
    for _ in range(size // len(PIECE) - 1):
        yield PIECE


class Api:
    def __init__(self, server: Server) -> None:
        self.url = f"http://127.0.0.1:{server.port}"
        person = {"email": "film@example.com", "password": "a long enough phrase"}
        token = self.ask("POST", "/api/auth/register", person)["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    headers: dict[str, str] = {}  # noqa: RUF012

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(
            method, self.url + path, json=body, headers=self.headers, timeout=60
        )
        assert answer.status_code < 300, answer.text
        return answer.json()


def test_a_large_part_is_streamed_to_the_disk(server: Server, tmp_path: Path) -> None:
    api, path = Api(server), tmp_path / "film.mp4"
    path.write_bytes(b"".join(film(SIZE)))
    wanted = {"filename": "a.mp4", "content_type": "video/mp4", "size": SIZE * 1000}
    file_id = api.ask("POST", "/api/uploads", wanted)["file"]["id"]  # so that parts are large
    (part,) = api.ask("POST", f"/api/uploads/{file_id}/parts", {"numbers": [1]})["data"]
    before = resident(server, "VmRSS")

    with path.open("rb") as opened:
        upload = part["upload"]
        answer = requests.put(upload["url"], opened, headers=upload["headers"], timeout=60)

    assert answer.status_code == 200, answer.text
    assert api.ask("GET", f"/api/uploads/{file_id}")["parts"] == [{"number": 1, "size": SIZE}]
    assert resident(server, "VmHWM") - before < GROWTH


def test_a_large_film_is_put_together_and_shown_in_pieces(server: Server) -> None:
    api = Api(server)
    wanted = {"filename": "a.mp4", "content_type": "video/mp4", "size": SIZE}
    upload = api.ask("POST", "/api/uploads", wanted)
    file_id, numbers = upload["file"]["id"], list(range(1, upload["count"] + 1))
    whole, before = b"".join(film(SIZE)), resident(server, "VmRSS")

    for part in api.ask("POST", f"/api/uploads/{file_id}/parts", {"numbers": numbers})["data"]:
        content = whole[part["offset"] :][: part["size"]]
        requests.put(part["upload"]["url"], content, headers=part["upload"]["headers"], timeout=60)
    done = api.ask("POST", f"/api/uploads/{file_id}/complete")
    seen = hashlib.sha256()
    with requests.get(done["url"], stream=True, timeout=60) as shown:
        for piece in shown.iter_content(len(PIECE)):
            seen.update(piece)

    assert seen.digest() == hashlib.sha256(whole).digest()
    assert resident(server, "VmHWM") - before < GROWTH
