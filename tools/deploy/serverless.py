"""The program `s`: what it is given, and what of its words may be shown.

`s deploy -y` prints how each function changes, secrets included, also those that are replaced; so
its words go into a file that only its owner may read, and nobody sees more than which step failed.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from shared import private
from tools.build import ROOT
from tools.deploy.checking import PREPARED
from tools.deploy.environments import Environment, variables
from tools.deploy.variables import leave_out_empty

_PATIENCE = 3600  # seconds; functions go up one after the other
_KEPT = ("PATH", "HOME", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "LANG", "NODE_EXTRA_CA_CERTS")


class DeployFailed(Exception):
    """A step that did not succeed; the message says which, and where its words are."""


def deploy_functions(environment: Environment) -> None:
    """All but the domain, which leads to what is published; DeployFailed."""
    folder = ROOT / ".cache" / "deploy" / environment.name
    template = write_functions(environment, folder)
    _run(environment, ["deploy", "-y", "-t", str(template)])


def deploy_domain(environment: Environment) -> None:
    """The domain and its routes; DeployFailed."""
    _run(environment, ["domain", "deploy", "-y", "-t", str(environment.template)])


def write_functions(environment: Environment, folder: Path) -> Path:
    """A copy of the template and of what it extends, without `domain` and empty variables."""
    private.make_folder(folder)
    given = _read(environment.template)
    base = _read((environment.template.parent / given["extend"]).resolve())
    base["resources"].pop("domain")
    leave_out_empty(base, environment.values)
    given.get("resources", {}).pop("domain", None)
    given["extend"] = "./base.yml"
    given["vars"] = {**given.get("vars", {}), "root": os.path.relpath(ROOT, folder)}
    for name, content in (("base.yml", base), ("functions.yml", given)):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
        (folder / name).write_text(text)
    return folder / "functions.yml"


def surroundings(environment: Environment) -> dict[str, str]:
    """What `s` sees: each variable of the template, if only as nothing: so no .env fills it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    named = {name: environment.value(name) for name in variables(environment.template)}
    return {**kept, **named, **_access(environment), PREPARED: environment.name}


def _access(environment: Environment) -> dict[str, str]:
    """The key as `s` takes it; without one, it uses what `s config add` kept."""
    if not environment.key.id:
        return {}
    given = {"AccessKeyID": environment.key.id, "AccessKeySecret": environment.key.secret}
    if environment.key.token:
        given["SecurityToken"] = environment.key.token
    if account := os.environ.get("ALIBABA_CLOUD_ACCOUNT_ID"):
        given["AccountID"] = account
    return {"default_serverless_devs_key": json.dumps(given)}


def _run(environment: Environment, arguments: Sequence[str]) -> None:
    log = ROOT / ".cache" / "deploy" / f"{environment.name}.log"
    private.make_folder(log.parent)
    with open(log, "wb", opener=private.opener) as words:
        done = subprocess.run(
            [program(), *arguments],
            cwd=log.parent,  # where there is no .env
            env=surroundings(environment),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
    if done.returncode:
        command = " ".join(arguments[:2])
        raise DeployFailed(f"`s {command} …` failed: see {log}, which holds secrets")


def program() -> str:
    """Where `s` is; DeployFailed when it is not installed."""
    if found := os.environ.get("SERVERLESS_DEVS") or shutil.which("s"):
        return found
    raise DeployFailed("`s` is not installed: npm install -g @serverless-devs/s@3.1.10")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
