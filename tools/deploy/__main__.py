"""`python -m tools.deploy …`: what `make deploy`, `rollback`, `promote` and others do."""

import argparse
import os
import subprocess
import sys

from shared.clouds.errors import CloudError
from tools import build
from tools.build import ROOT
from tools.deploy import (
    certificates,
    checking,
    environments,
    probe,
    releases,
    serverless,
    smoke,
    variables,
)
from tools.deploy.certificates import NotRenewed
from tools.deploy.environments import Environment, WrongEnvironment
from tools.deploy.probe import NotProbed
from tools.deploy.releases import NoRelease
from tools.deploy.serverless import DeployFailed

LATEST = "LATEST"
REFUSALS = (CloudError, DeployFailed, NoRelease, NotProbed, NotRenewed, WrongEnvironment)


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    try:
        done: int = given.work(given)
    except REFUSALS as e:
        sys.stderr.write(f"{e}\n")
        return 1
    return done


def check(given: argparse.Namespace) -> int:
    """What `s` asks before it deploys; with an environment, the same of that one."""
    template = ROOT / "template.yml"
    if given.environment:
        environment = environments.read(given.environment, os.environ)
        return _told(_problems(environment), checking.notes(environment.values))
    names = environments.variables(template)
    values = {name: os.environ[name] for name in names if os.environ.get(name)}
    wrong = checking.leaks(os.environ, names) + checking.problems(values)
    prefix = values.get("PREFIX", "yunzhan")
    wrong += variables.too_long(variables.of_functions(template), values, prefix)
    return _told(wrong, checking.notes(values)) or _build()


def deploy(given: argparse.Namespace) -> int:
    """Check, build, migrate, deploy, publish, lead the alias there, ask; back if that fails."""
    environment = environments.read(given.environment, os.environ)
    if _told(_problems(environment), checking.notes(environment.values)):
        return 1
    build.main([])
    if not given.without_migration and _migrate(environment):
        return 1
    release = releases.new_name()
    print(f"{environment.name}: deploying {release}; nothing of it is printed, for it has secrets")
    serverless.deploy_functions(environment)
    if environment.qualifier != LATEST:
        found = releases.publish(environment, release)
        releases.lead(environment, found, given.share, print)
        releases.keep_warm(environment)
    serverless.deploy_domain(environment)
    return _proven(environment)


def promote(given: argparse.Namespace) -> int:
    environment = environments.read(given.environment, os.environ)
    releases.promote(environment, print)
    return _smoke(environment)


def roll_back(given: argparse.Namespace) -> int:
    environment = environments.read(given.environment, os.environ)
    if environment.qualifier == LATEST:
        raise NoRelease(f"{environment.name} has no versions: check the release out and deploy it")
    print(f"{environment.name} is at {releases.roll_back(environment, given.to, print)} again")
    return _smoke(environment)


def smoke_test(given: argparse.Namespace) -> int:
    return _smoke(environments.read(given.environment, os.environ))


def renew_certificate(given: argparse.Namespace) -> int:
    environment = environments.read(given.environment, os.environ)
    pair = certificates.read(*given.pem) if given.pem else None
    print(certificates.renew(environment, pair))
    return 0


def probe_domain(given: argparse.Namespace) -> int:
    """Prints what to set; 1 when a function takes its callers for somebody else now."""
    found = probe.run(given.url, os.environ.get("TOKEN", ""))
    for finding in found:
        state = "right now" if finding.right else "WRONG now: limits count the wrong address"
        print(f"{finding.variable}={finding.wanted}   # {state}; seen: {finding.seen.client}")
    return 0 if all(finding.right for finding in found) else 1


def _problems(environment: Environment) -> list[str]:
    values = environment.values
    found = variables.of_functions(ROOT / "template.yml")
    given = {name: variables.without_empty(texts, values) for name, texts in found.items()}
    return checking.problems(values) + variables.too_long(given, values, environment.prefix)


def _proven(environment: Environment) -> int:
    if not _smoke(environment):
        return 0
    if environment.qualifier != LATEST:
        print("going back", file=sys.stderr)
        releases.roll_back(environment, "", print)
    return 1


def _smoke(environment: Environment) -> int:
    domain = environment.value("DOMAIN_NAME", "auto")
    if domain == "auto":
        print("DOMAIN_NAME is empty: nobody asks whether it answers")
        return 0
    scheme = "https" if environment.value("CERT_ID") else "http"
    url = environment.value("SMOKE_URL", f"{scheme}://{domain}")
    wrong = smoke.run(url)
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{url}: {'does not answer as it should' if wrong else 'answers as it should'}")
    return 1 if wrong else 0


def _migrate(environment: Environment) -> int:
    """By the values of the environment alone, as the functions have them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    tls = environment.value("DB_TLS").replace("/code/", f"{ROOT}/", 1)
    values = {"APP_ENV": "production", **environment.values, "DB_TLS": tls}
    command = [sys.executable, "-m", "migrations"]
    done = subprocess.run(command, cwd=ROOT, env={**kept, **values}, check=False)
    return done.returncode


def _build() -> int:
    if not os.environ.get(checking.PREPARED):
        build.main([])
    return 0


def _told(wrong: list[str], noted: list[str]) -> int:
    for line in noted:
        print(f"note: {line}")
    for line in wrong:
        print(f"refused: {line}", file=sys.stderr)
    return 1 if wrong else 0


def _share(text: str) -> float:
    percent = float(text)
    if not 0 < percent <= 100:
        raise argparse.ArgumentTypeError("is not between 0 and 100")
    return percent / 100


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.deploy", description=__doc__)
    commands = parser.add_subparsers(required=True)
    named = argparse.ArgumentParser(add_help=False)
    named.add_argument("environment")
    checks = commands.add_parser("check")
    checks.add_argument("environment", nargs="?")
    checks.set_defaults(work=check)
    deploys = commands.add_parser("deploy", parents=[named])
    deploys.add_argument("--share", type=_share, default=1.0, metavar="PERCENT")
    deploys.add_argument("--without-migration", action="store_true")
    deploys.set_defaults(work=deploy)
    back = commands.add_parser("rollback", parents=[named])
    back.add_argument("--to", default="", metavar="RELEASE")
    back.set_defaults(work=roll_back)
    renews = commands.add_parser("certificate", parents=[named])
    renews.add_argument("--pem", nargs=2, metavar=("CHAIN", "KEY"))
    renews.set_defaults(work=renew_certificate)
    asks = commands.add_parser("probe")
    asks.add_argument("url")
    asks.set_defaults(work=probe_domain)
    for name, work in (("promote", promote), ("smoke", smoke_test)):
        commands.add_parser(name, parents=[named]).set_defaults(work=work)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
