"""Which local model answers when no provider is configured: Qwen, another one, or none."""

from pathlib import Path

from local import engine, pip
from local.engine import Engine, EngineError
from local.pip import PipError
from local.progress import Progress
from local.weights import QWEN, SMOLLM2, WeightsError, fetch

KNOWN = {"": QWEN, "smollm2": SMOLLM2}
REQUIREMENTS = engine.ROOT / "requirements" / "local.txt"


def require_weights(local_model: str) -> None:
    """OSError when a file of weights was chosen that there is not."""
    if local_model.endswith(".gguf") and not Path(local_model).expanduser().is_file():
        raise OSError(f"LOCAL_MODEL: {local_model} does not exist.")


def choose(local_model: str, data_dir: Path, progress: Progress) -> Engine | None:
    """None, and a sentence said, when there is no local model: the rest serves without it."""
    if local_model == "off":
        return None
    try:
        return _start(local_model, data_dir, progress)
    except (PipError, WeightsError, EngineError, OSError) as error:
        progress.say(f"There is no local model: {error}")
        return None


def install(progress: Progress) -> None:
    if engine.installed():
        return
    progress.say("Installing the engine of the local model (34 MB) ...")
    pip.install(REQUIREMENTS)


def _start(local_model: str, data_dir: Path, progress: Progress) -> Engine:
    install(progress)
    path, name = _weights(local_model, data_dir / "models", progress)
    progress.say(f"Starting {name} ...")
    return engine.start(path, name, log=data_dir / "engine.log")


def _weights(local_model: str, folder: Path, progress: Progress) -> tuple[Path, str]:
    """Where they are, and what the model is called."""
    if local_model in KNOWN:
        known = KNOWN[local_model]
        return fetch(known, folder, progress), known.name
    own = Path(local_model).expanduser()
    return own, own.stem
