"""What a function imports, read from its source without running it."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OWN = "shared"


@dataclass(frozen=True)
class Imports:
    """Files of shared/, and the outside packages that each of them or the entry imports."""

    files: frozenset[Path]
    packages: dict[str, Path]


def follow(root: Path, entry: Path, *modules: str) -> Imports:
    """What *entry* and *modules* import, directly or through shared/ below *root*."""
    files = {file for module in modules for file in _files(root, module)}
    packages: dict[str, Path] = {}
    seen: set[str] = set()
    waiting = [entry, *files]
    while waiting:
        file = waiting.pop()
        names = set(_names(file.read_bytes(), file.relative_to(root).parts[:-1])) - seen
        seen |= names
        for name in names:
            if name.split(".")[0] != OWN:
                packages.setdefault(name.split(".")[0], file)
                continue
            found = _files(root, name) - files
            files |= found
            waiting += found
    return Imports(frozenset(files), packages)


@functools.cache  # functions share most of what they import
def _names(source: bytes, package: tuple[str, ...]) -> tuple[str, ...]:
    """The dotted names that a module of *package* imports; one may end in what is no module."""
    return tuple(name for node in ast.walk(ast.parse(source)) for name in _named(node, package))


def _named(node: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package[: len(package) + 1 - node.level] if node.level else ()
        base = ".".join((*above, node.module) if node.module else above)
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _files(root: Path, name: str) -> set[Path]:
    """The modules and packages that importing *name* loads."""
    parts = name.split(".")
    places = [root.joinpath(*parts[:depth]) for depth in range(1, len(parts) + 1)]
    candidates = [c for p in places for c in (p.with_suffix(".py"), p / "__init__.py")]
    return {candidate for candidate in candidates if candidate.is_file()}
