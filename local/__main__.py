"""`make run`: the whole product on this machine, with embedded defaults for what is missing."""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dotenv import load_dotenv

from local import (
    celery_workers,
    embedder,
    greeting,
    listener,
    model,
    pages,
    reader,
    secret,
    valkey,
    watchers,
)
from local.engine import ROOT, Engine
from local.progress import Progress
from migrations import upgrade
from shared import private
from shared.accounts import first_administrator
from shared.config import environment
from shared.config.settings import Settings
from shared.database import connections
from shared.drugs import catalogue
from shared.hosts import web

SAMPLES = ROOT / "data" / "drugs.csv"
_LOCAL_SECONDS = 300  # for an answer of the local model: the slowest there is


def main() -> int:
    load_dotenv()
    try:
        settings = environment.settings()
        environment.require_complete(settings)
        if not settings.openai_url:
            model.require_weights(settings.local_model)
        _require_free(settings.host, settings.port)
    except (environment.ConfigError, OSError) as e:
        sys.stderr.write(f"{e}\n")
        return 1
    data_dir = Path(settings.data_dir)
    try:
        _make_folders(settings, data_dir)
        _remember_secret(settings, data_dir)
        if settings.metrics_token:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(watchers.folder(data_dir))
        prepare = upgrade.to_newest if settings.migrate else upgrade.require_newest
        print(upgrade.told(prepare(settings.database_url)), end="")
    except (sa.exc.OperationalError, LookupError, OSError) as e:
        sys.stderr.write(f"{getattr(e, 'orig', e)}\n")
        return 1
    _run(settings, data_dir)
    return 0


def _run(settings: Settings, data_dir: Path) -> None:
    if made := first_administrator.make():
        print(f"The administrator is {made.name}, the password {made.password} (shown this once).")
    _bring_extras(settings)
    engine, counter = _engine(settings, data_dir), _counter(settings, data_dir)
    vectors = _embedder(settings, data_dir) if engine else None
    carriers = _celery_workers()
    try:
        _serve(settings)
    finally:
        celery_workers.stop(carriers)
        if counter:
            counter.terminate()
        for started in filter(None, (engine, vectors)):
            started.stop()


def _require_free(host: str, port: int) -> None:
    """OSError when the port is taken: servers would share it and get half of the calls each."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as e:
        raise OSError(f"Port {port} of {host} cannot be used: {e}. Set PORT (or HOST).") from e


def _make_folders(settings: Settings, data_dir: Path) -> None:
    """Also that of files, which readiness wants to see."""
    private.make_folder(data_dir)
    if settings.upload_dir and not settings.has_bucket:
        private.make_folder(Path(settings.upload_dir))


def _remember_secret(settings: Settings, data_dir: Path) -> None:
    """Tokens stay valid over a restart: a local server keeps a secret of its own."""
    if settings.jwt_secrets or settings.mode != "local":
        return
    os.environ["JWT_SECRET"] = secret.kept(data_dir / "jwt_secret")


def _engine(settings: Settings, data_dir: Path) -> Engine | None:
    """A local model, when no provider is configured; its address goes to the workers."""
    if settings.openai_url:
        print(f"Chat is answered by {settings.openai_model} at {settings.openai_url}.")
        return None
    engine = model.choose(settings.local_model, data_dir, Progress())
    if engine:
        os.environ |= {
            "OPENAI_API_URL": engine.url,
            "OPENAI_MODEL": engine.model,
            "DEMONSTRATION": "on",
            "LLM_TIMEOUT": str(settings.llm_timeout or _LOCAL_SECONDS),
        }
        print(f"Chat is answered by {engine.model}, on this machine.")
    return engine


def _embedder(settings: Settings, data_dir: Path) -> Engine | None:
    """A second one beside the local model, unless another makes vectors."""
    if settings.embedding_model or not settings.local_embeddings:
        return None
    engine = embedder.start(data_dir, Progress())
    if engine:
        os.environ |= {"EMBEDDING_API_URL": engine.url, "EMBEDDING_MODEL": engine.model}
        print(f"Vectors of English texts are made by {engine.model}, on this machine.")
    return engine


def _bring_extras(settings: Settings) -> None:
    """What a local server has to show something from the start."""
    if settings.mode == "local" and (count := catalogue.load_samples(SAMPLES)):
        print(f"The catalogue of drugs was empty; it has {count} samples now.")
    if settings.mode == "local" and settings.local_ocr and reader.ready(Progress()):
        print("Text in pictures is read by RapidOCR, on this machine.")
    data_dir = Path(settings.data_dir)
    if settings.mode == "local" and settings.local_speech and listener.ready(data_dir, Progress()):
        print("Speech becomes text by Whisper, on this machine.")
    if settings.local_pages:
        pages.ready(Progress())


def _counter(settings: Settings, data_dir: Path) -> Any:
    behind_celery = "--celery" in sys.argv and not settings.redis_url
    if "--redis" not in sys.argv and not behind_celery:
        return None
    counter = valkey.start(data_dir, Progress())
    os.environ["REDIS_URL"] = f"unix://{counter.unix_socket_path}"
    print("Limits are counted in Valkey, on this machine.")
    return counter


def _celery_workers() -> Sequence[subprocess.Popen[bytes]]:
    """Beside the server, when it is asked for by `--celery`."""
    if "--celery" not in sys.argv:
        return []
    os.environ["TASK_CARRIER"] = "celery"
    connections.close()
    print("Tasks are worked on behind Celery, on this machine.")
    return celery_workers.start()


def _serve(settings: Settings) -> None:
    sys.stdout.flush()
    greeting.begin(settings.host, settings.port)
    connections.close()  # a connection must not be shared with the workers
    environment.settings.cache_clear()  # they inherit this process, and read what it has set
    app = "direct_app" if "--direct" in sys.argv else "fc_app"
    target = f"local.worker:{app}"
    web.serve(target, settings.host, settings.port, settings.workers)


if __name__ == "__main__":
    sys.exit(main())
