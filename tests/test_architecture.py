"""The rules of docs/architecture.md that the contracts in pyproject.toml cannot say."""

import ast
import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from shared.hosts import routes

ROOT = Path(__file__).resolve().parent.parent
OURS = ("shared", "functions", "local", "tools", "migrations")
FUNCTIONS = sorted(path.parent.name for path in ROOT.glob("functions/*/index.py"))
TIMED = {"scheduler"}  # called by timers, and by nobody over HTTP
WOKEN = {"worker", "media_worker"}  # called by carriers of tasks, the same
EDGES = {
    "shared/hosts/timer.py",
    "shared/http/service.py",
    "shared/tasks/carriers/thread.py",
    "shared/tasks/steps.py",
}

SQL = re.compile(
    r"\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|DROP TABLE|ALTER TABLE|START TRANSACTION)\b"
    r"|\bUPDATE \w+ SET\b|\bPRAGMA\b"
)
MAY_HAVE_SQL = ("shared/store/", "shared/database/", "migrations/")
MAY_READ_THE_ENVIRONMENT = {
    "shared/config/environment.py",
    "local/__main__.py",  # hands variables to its workers
    "local/node.py",  # the same
    "local/pip.py",  # hands its own to a child
    "tools/bytecode.py",  # looks for another Python
    "tools/deploy/__main__.py",  # what is exported becomes a deployment's
    "tools/pages_upload.py",  # the same
    "tools/deploy/serverless.py",  # hands its own to a child
}
DATA = {"docs": {"openapi.json"}}  # that a function reads
BUILT = {"pages": {"site"}}  # that `make run` and `make build` put beside it
LONGEST_MODULE, LONGEST_FUNCTION = 250, 25  # lines
LONGEST_INDEX, LONGEST_ENDPOINT = 64, 13  # lines
NEVER = {
    "alembic",
    "alibabacloud_oss_v2",
    "celery",
    "cryptography",
    "granian",
    "opentelemetry",
    "prometheus_client",
    "pymysql",
    "redis",
    "sqlalchemy",
    "sqlite3",
    "xlsxwriter",
    "yaml",
}
NOR = {
    "login": {"requests", "urllib3"},
    "register": {"requests", "urllib3"},
    "chat": {"requests", "urllib3"},
    "media": {"PIL", "imageio_ffmpeg"},
    "uploads": {"PIL"},
    "conversations": {"bcrypt", "requests", "urllib3"},
    "about": {"bcrypt", "jwt", "requests", "urllib3"},
    "health": {"bcrypt", "jwt", "requests", "urllib3"},
}


@dataclasses.dataclass(frozen=True)
class Module:
    path: str  # below the root
    tree: ast.Module

    @property
    def name(self) -> str:
        return ".".join(Path(self.path).with_suffix("").parts).removesuffix(".__init__")

    @property
    def imports(self) -> set[str]:
        """The modules of ours that it imports, at its top or later."""
        return {found for name in _imported(self.tree) if (found := _module_of(name))}


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module_of(name: str) -> str | None:
    """The module or package of ours that *name* is, or is a part of."""
    if name.split(".")[0] not in OURS:
        return None
    path = ROOT.joinpath(*name.split("."))
    exists = path.with_suffix(".py").is_file() or path.is_dir()
    return name if exists else name.rpartition(".")[0]


MODULES = [
    Module(str(path.relative_to(ROOT)), ast.parse(path.read_bytes()))
    for folder in OURS
    for path in sorted((ROOT / folder).rglob("*.py"))
]
SHARED = [module for module in MODULES if module.name.startswith("shared.")]
INDEXES = [module for module in MODULES if module.name.startswith("functions.")]


def test_nobody_imports_in_a_circle() -> None:
    TopologicalSorter({module.name: module.imports - {module.name} for module in SHARED}).prepare()


def test_a_function_takes_only_types_from_the_store() -> None:
    for module in INDEXES:
        for name in _imported(module.tree):
            if name.startswith("shared.store"):
                assert name.rpartition(".")[2][0].isupper(), module.path


def _strings(tree: ast.AST) -> Iterator[str]:
    """The text constants that are no docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_sql_is_in_the_store() -> None:
    elsewhere = [module for module in MODULES if not module.path.startswith(MAY_HAVE_SQL)]

    assert [m.path for m in elsewhere for text in _strings(m.tree) if SQL.search(text)] == []
    assert any(SQL.search(text) for m in SHARED for text in _strings(m.tree))


def _reads_environment(tree: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "getenvb"}
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    }
    return bool(used & names) or any(f"os.{name}" in set(_imported(tree)) for name in names)


def test_the_environment_is_read_in_one_place() -> None:
    reading = {module.path for module in MODULES if _reads_environment(module.tree)}

    assert reading == MAY_READ_THE_ENVIRONMENT


def test_only_the_edge_catches_everything() -> None:
    catching = [
        module.path
        for module in SHARED + INDEXES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]

    assert set(catching) == EDGES


@pytest.mark.parametrize("module", INDEXES, ids=[Path(m.path).parent.name for m in INDEXES])
def test_a_function_is_a_short_list_of_endpoints(module: Module) -> None:
    last = module.tree.body[-1]
    kinds = {type(node) for node in ast.walk(module.tree)}

    assert isinstance(last, ast.Assign)
    name = Path(module.path).parent.name
    kind = "Timer" if name in TIMED else "Worker" if name in WOKEN else "Function"
    assert ast.unparse(last).startswith(f"handler = {kind}(")
    assert not kinds & {ast.Try, ast.TryStar, ast.While}
    assert ast.get_docstring(module.tree)
    lines = len((ROOT / module.path).read_text().splitlines())
    endpoints = sum(isinstance(node, ast.FunctionDef) for node in module.tree.body)
    assert lines <= max(LONGEST_INDEX, LONGEST_ENDPOINT * endpoints)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_folder_has_an_index_and_its_packages_and_nothing_else(name: str) -> None:
    found = {path.name for path in (ROOT / "functions" / name).iterdir()} - {"__pycache__"}

    expected = {"index.py", "requirements.txt"} | DATA.get(name, set())
    assert found - BUILT.get(name, set()) == expected


def test_every_function_is_deployed_and_tested_and_nothing_else_is() -> None:
    folders = {p.name for p in (ROOT / "functions").iterdir() if p.name != "__pycache__"}
    routed = {route.function.name for route in routes.read(ROOT / "template.yml").routes}
    tested = {
        name
        for path in (ROOT / "tests" / "functions").glob("test_*.py")
        if (name := path.stem.removeprefix("test_")) in folders
    }

    assert folders == set(FUNCTIONS) == routed | TIMED | WOKEN
    assert tested == folders


def test_modules_are_short() -> None:
    lengths = {m.path: len((ROOT / m.path).read_text().splitlines()) for m in MODULES}

    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Without decorators and docstring."""
    total = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        total -= (first.end_lineno or 0) - first.lineno + 1
    return total


def test_functions_are_short() -> None:
    lengths = {
        f"{module.path}: {node.name}": _lines(node)
        for module in MODULES
        if not module.path.startswith("migrations/versions/")  # lists of tables
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def _loaded(code: str, **environment: str) -> set[str]:
    """The top-level names of the modules that are loaded after *code*, in a fresh process."""
    program = f"{code}\nimport json, sys\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    modules: list[str] = json.loads(done.stderr)
    return {name.split(".")[0] for name in modules}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_pays_only_for_what_it_needs(name: str) -> None:
    loaded = _loaded(f"import functions.{name}.index")

    assert loaded & (NEVER | NOR.get(name, set())) == set()
    assert loaded.isdisjoint(OURS[2:])


READY = """
from types import SimpleNamespace
from functions.health.index import handler
event = {"requestContext": {"http": {"method": "GET", "path": "/api/health/ready"}}}
handler(event, SimpleNamespace(request_id="1"))
"""


@pytest.mark.parametrize(
    ("url", "driver", "other"),
    [
        ("sqlite:////nowhere/x.db", "sqlite3", "pymysql"),
        ("mysql://u:p@127.0.0.1:1/x", "pymysql", "sqlite3"),
    ],
)
def test_a_driver_is_loaded_when_its_database_is_used(url: str, driver: str, other: str) -> None:
    loaded: Any = _loaded(READY, DATABASE_URL=url)

    assert driver in loaded
    assert other not in loaded
