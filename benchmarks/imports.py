"""How long a function's imports take in a new process."""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import fresh
from benchmarks.measure import in_turn
from benchmarks.report import Row, Target
from benchmarks.stage import PEER_PYTHON, Stage

_ROUNDS = 11
_PEER = ("fastapi", "sqlalchemy.orm", "pymysql", "jwt", "bcrypt")


def measure(stage: Stage) -> list[Row]:
    login, with_mysql, chat, peer = in_turn(
        _ROUNDS,
        _importing(stage, stage.python, ["index"], stage.built / "login"),
        _importing(
            stage, stage.python, ["index", "shared.database.drivers.mysql"], stage.built / "login"
        ),
        _importing(stage, stage.python, ["index"], stage.built / "chat"),
        _importing(stage, PEER_PYTHON, _PEER),
    )
    quarter, third = Target(1 / 4, of_peer=True), Target(0.35, of_peer=True)
    return [
        Row("import of login", "ms", login, peer, quarter),
        Row("import of login with PyMySQL", "ms", with_mysql, peer, quarter),
        Row("import of chat", "ms", chat, peer, third),
    ]


def _importing(
    stage: Stage, python: Path, modules: Sequence[str], folder: Path | None = None
) -> Callable[[], float]:
    def milliseconds() -> float:
        environment = stage.environment
        done = fresh.run(python, modules, folder=folder, environment=environment)
        return done.import_seconds * 1000

    return milliseconds
