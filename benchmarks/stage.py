"""What all measurements share: built functions, a database with one account per side, servers."""

import os
import secrets
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.client import connect
from benchmarks.processes import Program, Server
from tools import build, bytecode

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = ROOT / ".cache" / "peer" / "bin" / "python"
FUNCTIONS = ("login", "chat", "health")
KEY = "sk-sim"


@dataclass(frozen=True)
class Side:
    """A server, ours or the peer's, and a token of the account on it."""

    server: Program
    token: str = ""


@dataclass(frozen=True)
class Stage:
    python: Path  # with no packages, as FC's
    built: Path
    environment: Mapping[str, str]  # of our functions
    gateway: Side
    web: Side
    peer: Side


def require_what_is_measured() -> None:
    if sys.version_info[:2] != bytecode.VERSION:
        wanted = "{}.{}".format(*bytecode.VERSION)
        raise SystemExit(f"What runs on FC is measured with its Python, {wanted}.")
    if not PEER_PYTHON.exists():
        raise SystemExit("The peer is not installed: run `make bench`.")


@contextmanager
def model(*options: str) -> Iterator[str]:
    """The simulated provider; its URL."""
    simulator = [sys.executable, "-m", "tests.simulators.openai", "--port", "0", "--key", KEY]
    command = [*simulator, *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise AssertionError("asked for a pipe")
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            process.terminate()


def set_up(work: Path, model_url: str) -> Stage:
    """Build the functions, make the databases in `work` and register on both sides."""
    built, python = work / "build", work / "python"
    for name in FUNCTIONS:
        build.build(name, ROOT, built)
    venv.create(python, with_pip=False, symlinks=True)
    ours, peer = (
        _environment(work / "ours.db", model_url),
        _environment(work / "peer.db", model_url),
    )
    make_tables_of_peer(peer)
    gateway = registered(_gateway(ours, work))
    return Stage(
        python=python / "bin" / "python",
        built=built,
        environment=ours,
        gateway=gateway,
        web=replace(gateway, server=_web(python / "bin" / "python", ours, built, work)),
        peer=registered(_peer(peer, work)),
    )


def _environment(database: Path, model_url: str) -> dict[str, str]:
    """All that a side knows: nothing of the machine's own variables."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "DATABASE_URL": f"sqlite:///{database}",
        "JWT_SECRET": secrets.token_hex(32),
        "OPENAI_API_URL": model_url,
        "OPENAI_API_KEY": KEY,
        "OPENAI_MODEL": "qwen-plus",
        "APP_ENV": "production",
        "SIGNUP_CREDITS": "1000000000",
        "LIMITS": "chat=1000000000/60,login=1000000000/60",  # counted all the same
    }


def _gateway(environment: dict[str, str], work: Path) -> Program:
    own = {"PORT": "{port}", "DATA_DIR": str(work), "LOCAL_MODEL": "off", "LOCAL_SPEECH": "off"}
    return Program(
        [sys.executable, "-m", "local", "--direct"],
        {**environment, **own, "PYTHON_DOTENV_DISABLED": "1"},
        ROOT,
        work / "gateway.log",
    )


def _web(python: Path, environment: dict[str, str], built: Path, work: Path) -> Program:
    """The function as template.yml starts it."""
    folder = built / "chat"
    return Program(
        [str(python), "-m", "shared.hosts.web"],
        {**environment, "FC_CUSTOM_LISTEN_PORT": "{port}", "PYTHONPATH": str(folder)},
        folder,
        work / "web.log",
    )


def _peer(environment: dict[str, str], work: Path) -> Program:
    """uvicorn as it comes: like ours, it logs one line for each request."""
    return Program(
        [str(PEER_PYTHON), "-m", "uvicorn", "app:app", "--port", "{port}"],
        environment,
        ROOT / "benchmarks" / "peer",
        work / "peer.log",
    )


def make_tables_of_peer(environment: Mapping[str, str]) -> None:
    folder = ROOT / "benchmarks" / "peer"
    subprocess.run([PEER_PYTHON, "tables.py"], cwd=folder, env=environment, check=True)


def registered(program: Program) -> Side:
    """The server with an account."""
    with Server(program) as server, connect(server) as client:
        return Side(program, client.register())
