"""An environment: its file for `s`, the variables that it is deployed with, and whose key is used.

The variables are those of `deploy/fc/<name>.env` where there is one, else those of whoever calls;
and only what the template names: nothing of a developer's `.env` gets into a deployment.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from dotenv import dotenv_values

from shared.acs3 import AccessKey
from shared.clouds.alibaba import Api
from tools.build import ROOT

FOLDER = ROOT / "deploy" / "fc"
_NAMED = re.compile(r"\benv\('(\w+)'")
_OF_THE_CLOUD = "ALIBABA_CLOUD_"
_READABLE_BY_OTHERS = 0o077
FOR_MIGRATIONS = ("ADMIN_USERNAME", "ADMIN_PASSWORD")
_ASKED_AT = ("FC_API_URL", "CAS_API_URL", "SMOKE_URL")  # the clouds, and the deployment


class WrongEnvironment(Exception):
    """It cannot be read; the message says why."""


class Environment(NamedTuple):
    name: str
    template: Path
    values: Mapping[str, str]
    key: AccessKey

    def value(self, name: str, otherwise: str = "") -> str:
        return self.values.get(name) or otherwise

    @property
    def qualifier(self) -> str:
        """What the domain leads to: an alias, or LATEST."""
        return str(self._vars["qualifier"])

    @property
    def prefix(self) -> str:
        """What the names of its functions begin with."""
        return str(self._vars["prefix"])

    @property
    def warm(self) -> Mapping[str, int]:
        """Instances of the alias that wait for calls, by the folders of functions."""
        return self._vars.get("warm") or {}

    @property
    def functions(self) -> Api:
        """The API of Function Compute, in the environment's region."""
        region = self.value("REGION", "cn-hangzhou")
        url = self.value("FC_API_URL", f"https://fcv3.{region}.aliyuncs.com")
        return Api(url, "2023-03-30", self.key)

    @property
    def certificates(self) -> Api:
        return Api(self.value("CAS_API_URL", "https://cas.aliyuncs.com"), "2020-04-07", self.key)

    @property
    def _vars(self) -> Any:
        return yaml.safe_load(self.template.read_text())["vars"]


def read(name: str, surroundings: Mapping[str, str]) -> Environment:
    """WrongEnvironment for a name without a file, or a file of variables that others may read."""
    template = FOLDER / f"{name}.yml"
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or not template.is_file():
        known = ", ".join(sorted(path.stem for path in FOLDER.glob("*.yml")))
        raise WrongEnvironment(f"ENV={name}: there are {known}")
    given = _given(FOLDER / f"{name}.env", surroundings)
    names = {*variables(template), *FOR_MIGRATIONS, *_ASKED_AT}
    kept = ("ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN")
    key = AccessKey(*(surroundings.get(_OF_THE_CLOUD + part, "") for part in kept))
    return Environment(name, template, {n: given[n] for n in names if given.get(n)}, key)


def variables(template: Path) -> set[str]:
    """What the template, or what it extends, takes from the environment."""
    texts = [path.read_text() for path in {ROOT / "template.yml", template}]
    return {name for text in texts for name in _NAMED.findall(text)}


def _given(file: Path, surroundings: Mapping[str, str]) -> Mapping[str, str]:
    if not file.is_file():
        return surroundings
    if file.stat().st_mode & _READABLE_BY_OTHERS:
        raise WrongEnvironment(f"{file.name} holds secrets, and others may read it: chmod 600")
    return {name: value or "" for name, value in dotenv_values(file, interpolate=False).items()}
