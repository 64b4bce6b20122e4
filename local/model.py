"""Which local model answers when no provider is configured: Qwen, another one, or none."""

from pathlib import Path

from local import engine, pip
from local.engine import Engine, EngineError
from local.pip import PipError
from local.progress import Progress
from local.weights import QWEN, SMOLLM2, WeightsError, fetch

KNOWN = {"": QWEN, "smollm2": SMOLLM2}
REQUIREMENTS = engine.ROOT / "requirements" / "local.txt"


class ChoiceError(Exception):
    pass


def choose(local_model: str, data_dir: Path, progress: Progress) -> Engine | None:
    """None, and a sentence said, when there is no local model: the rest serves without it."""
    if local_model == "off":
        return None
    try:
        return _start(local_model, data_dir, progress)
    except (ChoiceError, PipError, WeightsError, EngineError, OSError) as error:
        progress.say(f"There is no local model: {error}")
        return None


def install(progress: Progress) -> None:
    if engine.installed():
        return
    progress.say("Installing the engine of the local model (34 MB) ...")
    pip.install(REQUIREMENTS)


def _start(local_model: str, data_dir: Path, progress: Progress) -> Engine:
    own = None if local_model in KNOWN else _own_weights(local_model)
    install(progress)
    path = own or fetch(KNOWN[local_model], data_dir / "models", progress)
    name = KNOWN[local_model].name if local_model in KNOWN else path.stem
    progress.say(f"Starting {name} ...")
    return engine.start(path, name, log=data_dir / "engine.log")


def _own_weights(local_model: str) -> Path:
    path = Path(local_model).expanduser()
    if path.suffix != ".gguf":
        known = ", ".join(sorted(filter(None, KNOWN)))
        raise ChoiceError(f"{local_model!r} is not off, {known} or the path of a .gguf file.")
    if not path.is_file():
        raise ChoiceError(f"{path} does not exist.")
    return path
