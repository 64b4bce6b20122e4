"""The clients that are tried: roster.toml says what is tried with each, and how it finds us."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

USUAL = "whole stream tool wrong_key unknown_model too_long"


@dataclass(frozen=True)
class Client:
    """`program` is a script in scripts/ or node/; `version_of` the package whose version counts.

    `lock` names its requirements in requirements/clients/, or is `node`; `needs` are programs that
    nothing installs for us; `configure` is a cell of docs/clients.md.
    """

    name: str
    version_of: str
    api: str
    program: str
    lock: str
    configure: str
    usual: str = USUAL
    also: str = ""
    needs: str = ""

    @property
    def id(self) -> str:
        return f"{self.program.removeprefix('with_')}-{self.api}"

    @property
    def cases(self) -> list[str]:
        return f"{self.usual} {self.also}".split()

    @property
    def first(self) -> str:
        """The case that errors are tried with."""
        return next(case for case in ("whole", "stream", "shape_by_tool") if case in self.cases)


def read() -> tuple[Client, ...]:
    with Path(__file__).with_name("roster.toml").open("rb") as file:
        return tuple(Client(**each) for each in tomllib.load(file)["client"])


ROSTER = read()
