"""Hostile media, asked for like any other: refused or failed within the limits, with a code; no
request leaves, and nothing is left behind."""

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.ffmpeg import inputs, probe
from shared.ffmpeg.errors import Unreadable
from tests.client import Account, Client, EventClient
from tests.conftest import Configure
from tests.engines import ffmpeg
from tests.media import hostile
from tests.media_tasks import ask, folders, seen, stored, work

SEEDS = range(10)
CODES = {"media_unreadable", "media_no_film", "media_no_sound", "too_heavy", "media_long"}


@pytest.fixture
def client(sqlite: str, configure: Configure) -> Client:
    configure(MAX_MEDIA_SIZE="100000000")
    return EventClient()


@pytest.fixture
def account(client: Client) -> Account:
    return client.register()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is left there is ours: nothing."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    yield
    assert folders() == set()


class Listener:
    """A server that nobody should find."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.calls = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/piece.ts"

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.calls += 1
            line.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def outcome(
    client: Client, account: Account, content: bytes | Path, operation: str, **options: Any
) -> dict[str, Any]:
    """How a task of such a file ends."""
    kind = options.pop("content_type", "video/mp4")
    file_id = stored(account, content, kind, "film.mp4")
    asked = ask(client, account, file_id, operation, **options)
    work()
    task: dict[str, Any] = seen(client, account, asked)
    return task


def refused(task: dict[str, Any]) -> bool:
    return task["status"] == "failed" and task["error"]["code"] in CODES


@pytest.mark.parametrize("operation", ["transcode", "thumbnail", "audio"])
def test_lists_of_other_files_and_of_addresses_are_refused(
    client: Client, account: Account, listener: Listener, tmp_path: Path, operation: str
) -> None:
    secret = ffmpeg.film(tmp_path / "secret.mp4")
    for content in (
        hostile.list_of_files(tmp_path, secret),
        f"ffconcat version 1.0\nfile {listener.address}\n".encode(),
        hostile.playlist(str(secret)),
        hostile.playlist(listener.address),
        hostile.manifest(listener.address),
        hostile.drawing(f"file://{secret}"),
        hostile.drawing(listener.address),
    ):
        assert refused(outcome(client, account, content, operation)), content[:30]

    assert listener.calls == 0


def test_only_the_list_of_formats_keeps_lists_of_files_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would prove nothing: files alone as a protocol would let them in."""
    listed, secret = tmp_path / "film.mp4", ffmpeg.film(tmp_path / "secret.mp4")
    listed.write_bytes(hostile.list_of_files(tmp_path, secret))

    with pytest.raises(Unreadable):
        probe.look(listed)
    monkeypatch.setattr(inputs, "_LIMITS", ("-protocol_whitelist", "file"))
    assert probe.look(listed).video


@pytest.mark.parametrize("operation", ["compress", "thumbnail"])
def test_pictures_of_too_many_pixels_are_refused(
    client: Client, account: Account, operation: str
) -> None:
    wide = hostile.wide_png(30_000)
    began = time.monotonic()

    task = outcome(client, account, wide, operation, content_type="image/png")

    assert (task["status"], task["error"]["code"]) == ("failed", "invalid_request")
    assert refused(outcome(client, account, wide, operation))  # as a film
    assert time.monotonic() - began < 5


def test_films_of_too_many_pixels_are_refused(
    client: Client, account: Account, tmp_path: Path
) -> None:
    wide = hostile.wide_film(tmp_path / "wide.avi", 8192)
    began = time.monotonic()

    for operation in ("transcode", "thumbnail"):
        task = outcome(client, account, wide, operation, content_type="video/x-msvideo")
        assert refused(task), task
    assert time.monotonic() - began < 5


def test_a_small_file_does_not_become_a_large_one(
    client: Client, account: Account, tmp_path: Path, configure: Configure
) -> None:
    noise = "testsrc2=s=1280x720:r=25:d=8,noise=alls=100:allf=t"
    film = tmp_path / "noise.mp4"
    ffmpeg.run(
        "-f", "lavfi", "-i", noise, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "51", film
    )
    configure(MAX_MEDIA_SIZE="200000")

    task = outcome(client, account, film, "transcode")

    assert (task["status"], task["error"]["code"]) == ("failed", "too_heavy")


def test_empty_and_cut_off_files_are_refused(
    client: Client, account: Account, tmp_path: Path
) -> None:
    whole = ffmpeg.film(tmp_path / "a.mp4").read_bytes()

    for content in (b"x", whole[:16], whole[: len(whole) // 2], bytes(100_000)):
        assert refused(outcome(client, account, content, "transcode")), len(content)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bytes]]:
    folder = tmp_path_factory.mktemp("samples")
    return [
        ("video/mp4", ffmpeg.film(folder / "a.mp4", size="64x48").read_bytes()),
        (
            "video/x-msvideo",
            ffmpeg.film(folder / "a.avi", size="64x48", codec="mpeg4").read_bytes(),
        ),
        ("video/x-matroska", ffmpeg.film(folder / "a.mkv", size="64x48").read_bytes()),
        ("audio/mpeg", ffmpeg.tone(folder / "a.mp3").read_bytes()),
    ]


def _try_one(client: Client, account: Account, sample: tuple[str, bytes], seed: int) -> None:
    kind, whole = sample
    operation = "audio" if kind.startswith("audio") else ("transcode", "thumbnail")[seed % 2]
    began = time.monotonic()
    task = outcome(client, account, hostile.fuzzed(whole, seed), operation, content_type=kind)
    assert task["status"] == "succeeded" or refused(task), (seed, task)
    assert time.monotonic() - began < 60, seed


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_films_are_worked_on_or_refused(
    client: Client, account: Account, samples: list[tuple[str, bytes]], seed: int
) -> None:
    _try_one(client, account, samples[seed % len(samples)], seed)


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(10, 210))
def test_films_damaged_in_any_way_are_worked_on_or_refused(
    client: Client, account: Account, samples: list[tuple[str, bytes]], seed: int
) -> None:
    _try_one(client, account, samples[seed % len(samples)], seed)
