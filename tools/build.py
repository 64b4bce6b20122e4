"""Make one folder and one zip per function in build/: `python -m tools.build [name ...]`."""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shared.hosts import routes
from tools import archive, bytecode, imports, pages, wheels

ROOT = Path(__file__).resolve().parent.parent
_WEB_HOST = "shared.hosts.web"
_AUTHORITIES = "certificates"  # which DB_TLS may name, as /code/certificates/<file>
_BOOTSTRAP = b"""#!/bin/bash
export PATH=/var/fc/lang/python3.12/bin:$PATH PYTHONPATH=/code:/opt/python
exec python3.12 -m shared.hosts.web
"""
_DRIVER = "shared/database/drivers/mysql.py"


@dataclass(frozen=True)
class Built:
    name: str
    files: int
    folder_bytes: int
    zip_bytes: int


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.build", description=__doc__)
    parser.add_argument("name", nargs="*", help="a folder of functions/; all of them by default")
    names = parser.parse_args(arguments).name or function_names(ROOT)
    if "pages" in names:
        pages.main()
    if bytecode.interpreter() is None:
        print("No Python 3.12 here: without bytecode, functions start up to three times slower.")
    print(f"{'function':<16}{'files':>6}{'folder':>11}{'zip':>11}")
    for name in names:
        built = build(name, ROOT, ROOT / "build")
        sizes = f"{_kilobytes(built.folder_bytes):>11}{_kilobytes(built.zip_bytes):>11}"
        print(f"{built.name:<16}{built.files:>6}{sizes}")


def function_names(root: Path) -> list[str]:
    return sorted(path.parent.name for path in root.glob("functions/*/index.py"))


def build(name: str, root: Path, output: Path) -> Built:
    """Make output/<name> and output/<name>.zip from the project in *root*."""
    source = root / "functions" / name
    entry = source / "index.py"
    if not entry.is_file():
        raise SystemExit(f"no such function: {name}")
    needed = imports.follow(root, entry, *servers(name, root))
    packages = _packages(source / "requirements.txt", root)
    _require_packages(name, needed, packages)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output) as scratch:
        fresh = Path(scratch, name)
        _assemble(fresh, root, source, needed.files)
        if servers(name, root):
            _write_bootstrap(fresh / "bootstrap")
        bytecode.compile_folder(fresh, editable=True)
        shutil.copytree(packages, fresh, dirs_exist_ok=True)
        return _replace(fresh, output)


def servers(name: str, root: Path) -> list[str]:
    """The module that a Web function starts; FC itself is the host of the others."""
    deployed = [route.function for route in routes.read(root / "template.yml").routes]
    return [_WEB_HOST] if any(f.web for f in deployed if f.name == name) else []


def _packages(requirements: Path, root: Path) -> Path:
    names = re.findall(r"^[\w.-]+", requirements.read_text(), re.MULTILINE)
    lock = wheels.lock_for(names, (root / "requirements" / "run.txt").read_text())
    return wheels.install(lock, root / ".cache" / "wheels")


def _require_packages(name: str, needed: imports.Imports, packages: Path) -> None:
    """Refuse what would fail at its first import, in the cloud."""
    present = {path.name.split(".")[0] for path in packages.iterdir()} | {"index"}
    missing = needed.packages.keys() - sys.stdlib_module_names - present
    if missing:
        listed = ", ".join(f"{m} ({needed.packages[m].name})" for m in sorted(missing))
        raise SystemExit(f"functions/{name}/requirements.txt does not bring: {listed}")


def _assemble(target: Path, root: Path, source: Path, files: Iterable[Path]) -> None:
    """The folder of the function, with what its entry reads beside it, and its part of shared/."""
    shutil.copytree(
        source, target, ignore=shutil.ignore_patterns("requirements.txt", "__pycache__")
    )
    for file in files:
        copy = target / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    if (root / _AUTHORITIES).is_dir() and root / _DRIVER in set(files):
        shutil.copytree(root / _AUTHORITIES, target / _AUTHORITIES, dirs_exist_ok=True)


def _write_bootstrap(path: Path) -> None:
    """What FC starts where no command is configured, as when a zip is put up by hand."""
    path.write_bytes(_BOOTSTRAP)
    path.chmod(0o755)


def _replace(fresh: Path, output: Path) -> Built:
    folder, zipped = output / fresh.name, output / f"{fresh.name}.zip"
    archive.write(fresh, fresh.with_suffix(".zip"))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    fresh.with_suffix(".zip").replace(zipped)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Built(fresh.name, len(sizes), sum(sizes), zipped.stat().st_size)


def _kilobytes(size: int) -> str:
    return f"{size / 1024:,.0f} KB"


if __name__ == "__main__":
    main(sys.argv[1:])
