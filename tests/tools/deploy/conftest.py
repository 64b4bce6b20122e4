"""Fixtures: an environment whose cloud is simulated, and a program `s` with components of ours."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.acs3 import AccessKey
from tests.engines import serverless_devs
from tests.engines.availability import require
from tests.simulators.alibaba import AlibabaSimulator
from tools import build
from tools.build import ROOT
from tools.deploy import environments, serverless
from tools.deploy.environments import Environment

FUNCTIONS = ["chat", "docs", "login"]
KEY = ("LTAItest", "secret-of-a-test")
COMPONENT = """
const fs = require("fs");
exports.default = class {
  async deploy({ props, yaml }) {
    const line = JSON.stringify({ props, folder: require("path").dirname(yaml.path) });
    fs.appendFileSync(__dirname + "/deployed", line + "\\n");
    console.log("changed: " + JSON.stringify(props.environmentVariables));
    if (fs.existsSync(__dirname + "/fails")) throw new Error("refused");
  }
};
"""
GOOD = {
    "APP_ENV": "production",
    "AIGC_PRODUCER": "云栈测试",
    "JWT_SECRET": "0123456789abcdef-ABCDEFGHIJKLMNOP",
    "DATABASE_URL": "mysql://yunzhan:pa55@rm-x.mysql.example.com:3306/yunzhan",
    "DASHSCOPE_API_KEY": "sk-very-much-a-key",
    "OSS_BUCKET_NAME": "files",
    "OSS_ENDPOINT": "https://oss-cn-hangzhou-internal.aliyuncs.com",
    "ROLE_ARN": "acs:ram::1:role/yunzhan",
    "DOMAIN_NAME": "api.example.com",
}


@pytest.fixture
def cloud() -> Iterator[AlibabaSimulator]:
    with AlibabaSimulator(*KEY) as simulator:
        yield simulator


@dataclass
class Project:
    """A copy of the templates whose components write down what they are given."""

    root: Path
    stub: Path

    @property
    def deployed(self) -> list[Mapping[str, Any]]:
        file = self.stub / "deployed"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project(tmp_path / "project", tmp_path / "stub")
    made.stub.mkdir()
    (made.stub / "index.js").write_text(COMPONENT)
    (made.stub / "package.json").write_text('{"name": "stub", "main": "index.js"}')
    (made.stub / "publish.yaml").write_text("Type: Component\nName: stub\nVersion: 0.0.1\n")
    (made.root / "deploy" / "fc").mkdir(parents=True)
    for name in ("template.yml", *(f"deploy/fc/{n}.yml" for n in ("dev", "test", "prod"))):
        few = _of_a_few(yaml.safe_load((ROOT / name).read_text()))
        text = yaml.safe_dump(few, sort_keys=False, width=1000)
        (made.root / name).write_text(_with_stub(text, made.stub))
    monkeypatch.setattr(build, "function_names", lambda _root: FUNCTIONS)
    monkeypatch.setattr(environments, "ROOT", made.root)
    monkeypatch.setattr(environments, "FOLDER", made.root / "deploy" / "fc")
    monkeypatch.setattr(serverless, "ROOT", made.root)
    monkeypatch.setenv("HOME", str(tmp_path))
    return made


def _of_a_few(template: Any) -> Any:
    """The same of three functions: `s` needs most of a second for each."""
    resources = template["resources"]
    template["resources"] = {n: r for n, r in resources.items() if n in {*FUNCTIONS, "domain"}}
    if "domain" in resources:
        configured = resources["domain"]["props"]["routeConfig"]
        ours = tuple(f"${{resources.{name}." for name in FUNCTIONS)
        configured["routes"] = [
            r for r in configured["routes"] if r["functionName"].startswith(ours)
        ]
    return template


def _with_stub(template: str, stub: Path) -> str:
    """Its check runs in the real project, by the Python of the tests."""
    for component in ("fc3-domain", "fc3"):
        template = template.replace(f"component: {component}\n", f"component: {stub}\n")
    return template.replace(".venv/bin/python", sys.executable).replace(
        "path: ${vars.root}\n", f"path: {ROOT}\n"
    )


@pytest.fixture
def s(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program `s`, as `make deploy` finds it."""
    program = require(serverless_devs.find_or_install(), "npm did not install Serverless Devs")
    monkeypatch.setenv("SERVERLESS_DEVS", str(program))
    return program


@pytest.fixture
def production(project: Project, cloud: AlibabaSimulator) -> Environment:
    """The environment prod, with all that it needs, at a simulated cloud."""
    given = GOOD | {"FC_API_URL": cloud.address, "CAS_API_URL": cloud.address}
    made = environments.read("prod", given)
    return made._replace(key=AccessKey(*KEY))
