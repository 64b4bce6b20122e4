"""Images built and run by Debian's buildah and podman: no daemon, hub or systemd is needed.

All of it lies in .cache/podman/: the base (Debian's own, by mmdebstrap), layers, images.
"""

import functools
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.engines import debian
from tests.engines.workers import alone
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".cache" / "podman"
PACKAGES = ("mmdebstrap", "buildah", "podman", "runc", "netavark", "aardvark-dns", "catatonit")
BASE = "localhost/yunzhan-base:trixie"
BASE_HAS = "python3-minimal,python3-venv,ca-certificates,tzdata,apt"
PATIENCE = 900.0  # seconds for an image
_BUILD = "build --layers --format docker --isolation chroot --network host".split()


@functools.cache  # a failed installation is not tried again
def find_or_install() -> "Podman | None":
    """None where this is not Debian, or not root."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    there = [debian.find_or_install(package, partial(_installed, package)) for package in PACKAGES]
    return Podman() if all(there) else None


def _installed(package: str) -> str | None:
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True
    )
    return package if done.stdout.endswith(" installed") else None


class Podman:
    def __init__(self) -> None:
        PLACE.mkdir(parents=True, exist_ok=True)
        self._run_root = Path(tempfile.gettempdir()) / f"yunzhan-podman-{os.getuid()}"
        storage = (
            f'[storage]\ndriver="overlay"\nrunroot="{self._run_root}"\ngraphroot="{PLACE}/graph"\n'
        )
        (PLACE / "storage.conf").write_text(storage)
        (PLACE / "containers.conf").write_text(
            '[containers]\ndefault_ulimits=["nofile=4096:4096","nproc=4096:4096"]\n'
            '[engine]\ncgroup_manager="cgroupfs"\nevents_logger="file"\nruntime="runc"\n'
            '[network]\nnetwork_backend="netavark"\n'
        )

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "CONTAINERS_STORAGE_CONF": str(PLACE / "storage.conf"),
            "CONTAINERS_CONF": str(PLACE / "containers.conf"),
        }

    def run(self, *words: str | Path, check: bool = True, seconds: float = 120) -> str:
        """What `podman …` says; RuntimeError with it when it fails."""
        return self._called("podman", *words, check=check, seconds=seconds)

    def build(self, folder: Path, tag: str, *words: str | Path) -> str:
        """The image of a folder's Dockerfile, on our base; its tag."""
        self._bring_base()
        mounts = [f"--volume={source}:{target}:ro" for source, target in _of_this_machine()]
        line = [*_BUILD, f"--build-arg=BASE={BASE}", *mounts, *words, f"--tag={tag}", folder]
        self._called("buildah", *line, seconds=PATIENCE)
        return tag

    @contextmanager
    def served(self) -> Iterator[Path]:
        """The socket of Docker's API, and somebody who looks after health, as systemd would."""
        folder = Path(tempfile.mkdtemp(prefix="podman-"))
        socket, over = folder / "socket", threading.Event()
        line = ["podman", "system", "service", "-t", "0", f"unix://{socket}"]
        with (folder / "log").open("wb") as log:
            service = subprocess.Popen(line, env=self.environment, stdout=log, stderr=log)
        watch = threading.Thread(target=self._watch, args=(over,))
        watch.start()
        try:
            until(socket.exists, 30)
            yield socket
        finally:
            over.set()
            watch.join()
            service.terminate()
            service.wait(30)
            shutil.rmtree(folder)

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(1):
            for name in self.run("ps", "-q", check=False).split():
                self.run("healthcheck", "run", name, check=False)

    def _bring_base(self) -> None:
        with alone("podman-base"):
            if self._has(BASE):
                return
            tar = PLACE / "base.tar"
            made = [
                "--mode=root",
                "--variant=essential",
                f"--include={BASE_HAS}",
                "trixie",
                str(tar),
            ]
            self._called("mmdebstrap", *made, seconds=PATIENCE)
            self.run("import", tar, BASE)
            tar.unlink()

    def _has(self, image: str) -> bool:
        line = ["podman", "image", "exists", image]
        return subprocess.run(line, env=self.environment, capture_output=True).returncode == 0

    def _called(self, *words: str | Path, check: bool = True, seconds: float = 120) -> str:
        done = subprocess.run(
            list(words), env=self.environment, capture_output=True, text=True, timeout=seconds
        )
        if check and done.returncode:
            said = f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
            raise RuntimeError(
                f"{' '.join(map(str, words[:3]))} … ended with {done.returncode}:\n{said}"
            )
        return done.stdout + done.stderr


def _of_this_machine() -> Iterator[tuple[Path, str]]:
    """How packages are fetched here, for builds only: authorities, and where pip looks."""
    if Path("/etc/ssl/certs").is_dir():
        yield Path("/etc/ssl/certs"), "/etc/ssl/certs"
    if Path("/etc/pip.conf").is_file():
        yield Path("/etc/pip.conf"), "/etc/pip.conf"
    if authorities := os.environ.get("NODE_EXTRA_CA_CERTS"):
        npmrc = PLACE / "npmrc"
        npmrc.write_text(f"cafile={authorities}\n")
        yield npmrc, "/root/.npmrc"
