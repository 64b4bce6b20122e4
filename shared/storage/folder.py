"""Objects as files in a folder, and addresses of them that our own server answers."""

import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from shared import private, times
from shared.config.settings import Settings
from shared.errors import Conflict, NotFound, PayloadTooLarge, Unavailable
from shared.http.streams import begun
from shared.storage import folder_parts, signed_urls
from shared.storage.backend import SentPart, Stored, Upload, require_key
from shared.storage.signed_urls import Grant

PATH = "/api/files/local/"
_PIECE = 65_536  # bytes
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


class Folder:
    """A folder of files, each of which appears as a whole."""

    def __init__(self, settings: Settings) -> None:
        self._root = Path(settings.upload_dir or Path(settings.data_dir, "files"))
        host = _EVERYWHERE.get(settings.host, settings.host)
        self._url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}{PATH}"

    def put(self, key: str, data: bytes, _content_type: str) -> None:
        self._write(key, (data,), Path.replace)

    def put_stream(self, key: str, pieces: Iterable[bytes], _content_type: str) -> int:
        return self._write(key, pieces, Path.replace)

    def put_once(self, key: str, pieces: Iterable[bytes]) -> None:
        """Conflict when there is one already."""
        self._write(key, pieces, lambda part, path: path.hardlink_to(part))

    def stream(self, key: str) -> Iterator[bytes]:
        return begun(_pieces(self._path(key)))

    def stream_part(self, key: str, part: range) -> Iterator[bytes]:
        return begun(_pieces(self._path(key), part.start, len(part)))

    def get(self, key: str, limit: int) -> bytes:
        data = self.beginning(key, limit + 1)
        if len(data) > limit:
            raise PayloadTooLarge(limit=limit)
        return data

    def beginning(self, key: str, count: int) -> bytes:
        with _translated(), self._path(key).open("rb") as file:
            return file.read(count)

    def ending(self, key: str, size: int, count: int) -> bytes:
        with _translated(), self._path(key).open("rb") as file:
            file.seek(max(0, size - count))
            return file.read(count)

    def processed(self, _key: str, _words: str) -> bytes | None:
        return None

    def size(self, key: str) -> int | None:
        try:
            with _translated():
                return self._path(key).stat().st_size
        except NotFound:
            return None

    def remove(self, key: str) -> None:
        with _translated():
            self._path(key).unlink(missing_ok=True)

    def list_older(self, prefix: str, than: int) -> Iterator[Stored]:
        for folder, _, names in os.walk(self._root / prefix):
            for path in (Path(folder, name) for name in names):
                with suppress(FileNotFoundError):  # another sweeper's
                    found = path.stat()
                    changed_at = found.st_mtime_ns // 1_000_000
                    if changed_at < than:
                        key = path.relative_to(self._root).as_posix()
                        yield Stored(key, found.st_size, changed_at)

    def url(self, key: str, seconds: int, content_type: str, filename: str) -> str:
        until = times.now() + seconds * 1000
        return self._signed(Grant("GET", require_key(key), until, content_type, filename))

    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload:
        until = times.now() + seconds * 1000
        url = self._signed(Grant("PUT", require_key(key), until, content_type, limit=size))
        return Upload("PUT", url, {"Content-Type": content_type}, {}, until)

    upload_by_put = upload

    def begin_parts(self, _key: str, _content_type: str) -> str:
        return secrets.token_hex(16)

    def part(self, _key: str, upload_id: str, number: int, size: int, seconds: int) -> Upload:
        return self.upload(folder_parts.key(upload_id, number), folder_parts.TYPE, size, seconds)

    def parts(self, key: str, upload_id: str) -> list[SentPart]:
        """NotFound when the object is there: the upload has ended."""
        if self.size(key) is not None:
            raise NotFound()
        with _translated():
            return folder_parts.found(self._path(folder_parts.key(upload_id, 1)).parent)

    def join(self, key: str, upload_id: str, parts: Sequence[SentPart]) -> None:
        keys = [folder_parts.key(upload_id, part.number) for part in parts]
        self.put_once(key, (piece for each in keys for piece in _pieces(self._path(each))))
        self.abort(key, upload_id)

    def abort(self, _key: str, upload_id: str) -> None:
        with _translated():
            folder_parts.remove(self._path(folder_parts.key(upload_id, 1)).parent)

    def _signed(self, given: Grant) -> str:
        words = {
            "expires": given.expires_at,
            "type": given.content_type,
            "name": given.filename,
            "limit": given.limit,
            "signature": signed_urls.sign(given),
        }
        return f"{self._url}{given.key}?{urlencode({k: v for k, v in words.items() if v})}"

    def _write(
        self, key: str, pieces: Iterable[bytes], publish: Callable[[Path, Path], object]
    ) -> int:
        """Write it where what a dead process leaves is swept, then give it its name."""
        path, part = self._path(key), self._path(f"tmp/{secrets.token_hex(16)}.part")
        with _translated():
            for folder in (path.parent, part.parent):
                private.make_folder(folder)
        try:
            size = _fill(part, pieces)
            with _translated():
                publish(part, path)
        finally:
            part.unlink(missing_ok=True)
        return size

    def _path(self, key: str) -> Path:
        return self._root / require_key(key)


def _fill(path: Path, pieces: Iterable[bytes]) -> int:
    """Write the pieces to the disk itself; what they raise is not taken for the disk's fault."""
    with _translated():
        file = open(path, "xb", buffering=0, opener=private.opener)  # noqa: SIM115
    with file:
        for piece in pieces:
            left = memoryview(piece)
            with _translated():
                while left:
                    left = left[file.write(left) :]
        with _translated():
            os.fsync(file)
            return file.tell()


def _pieces(path: Path, after: int = 0, count: int | None = None) -> Generator[bytes]:
    """All of it, or so many bytes after the first ones."""
    with _translated(), path.open("rb") as file:
        file.seek(after)
        yield b""
        while piece := file.read(_PIECE if count is None else min(_PIECE, count)):
            count = count if count is None else count - len(piece)
            yield piece


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as e:
        raise NotFound() from e
    except FileExistsError as e:
        raise Conflict() from e
    except OSError as e:
        raise Unavailable("storage_unavailable") from e
