"""A release over all functions: made, let in by and by, and taken back."""

import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from shared import times
from shared.clouds.errors import CloudError
from tools import build
from tools.build import ROOT
from tools.deploy import versions
from tools.deploy.environments import Environment
from tools.deploy.versions import Version, Weighed

Tell = Callable[[str], object]


class NoRelease(Exception):
    """There is nothing to go back to; the message says what there is."""


class Place(NamedTuple):
    """A function on Function Compute."""

    folder: str
    name: str


def places(environment: Environment) -> list[Place]:
    names = build.function_names(ROOT)
    return [Place(n, f"{environment.prefix}-{n.replace('_', '-')}") for n in names]


def new_name() -> str:
    """When, and of which commit: `20261128T100000Z-1a2b3c4`."""
    at = datetime.fromtimestamp(times.now() // 1000, UTC)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, check=False
    )
    return f"{at:%Y%m%dT%H%M%SZ}-{commit.stdout.decode().strip() or 'unknown'}"


def publish(environment: Environment, release: str) -> dict[str, Version]:
    """The versions of what has just been deployed, by the functions' names; CloudError."""
    return {
        place.name: versions.publish(environment.functions, place.name, release)
        for place in places(environment)
    }


def lead(environment: Environment, to: Mapping[str, Version], share: float, tell: Tell) -> None:
    """Lead the alias to these versions: wholly, or for a share of the calls; CloudError.

    Aliases move one after the other, over seconds: old and new functions meet meanwhile, as they
    do whenever a release is let in by and by.
    """
    for function, version in to.items():
        now = versions.find_alias(environment.functions, function, environment.qualifier)
        if now and now.id == version.id and not now.next:
            continue
        part = share if now and now.id != version.id else 1.0
        wanted = Weighed(now.id, version.id, part) if now and part < 1 else Weighed(version.id)
        versions.put_alias(environment.functions, function, environment.qualifier, wanted)
        tell(f"{function}: version {version.id}{f' for {part:.0%}' if part < 1 else ''}")


def keep_warm(environment: Environment) -> None:
    """Let instances of the alias wait for calls, as many as the environment says; CloudError."""
    for place in places(environment):
        wanted = environment.warm.get(place.folder)
        if wanted is not None:
            versions.put_minimum(environment.functions, place.name, environment.qualifier, wanted)


def promote(environment: Environment, tell: Tell) -> None:
    """What has a share of the calls gets all of them; CloudError."""
    for place in places(environment):
        now = versions.find_alias(environment.functions, place.name, environment.qualifier)
        if now and now.next:
            to = Weighed(now.next)
            versions.put_alias(environment.functions, place.name, environment.qualifier, to)
            tell(f"{place.name}: version {to.id}")


def roll_back(environment: Environment, to: str, tell: Tell) -> str:
    """Lead the alias to a release, by default the one before; NoRelease, CloudError."""
    kept = {p.name: list(_of(environment, p.name)) for p in places(environment)}
    release = to or _before(environment, kept)
    if release not in {version.release for found in kept.values() for version in found}:
        raise NoRelease(f"there is no release {release}: {', '.join(_releases(kept)[-5:])}")
    chosen = {name: _at(found, release) for name, found in kept.items()}
    lead(environment, {n: v for n, v in chosen.items() if v}, 1.0, tell)
    return release


def _of(environment: Environment, function: str) -> list[Version]:
    try:
        return list(versions.all_of(environment.functions, function))
    except CloudError as e:
        if e.status != 404:
            raise
        return []


def _before(environment: Environment, kept: Mapping[str, list[Version]]) -> str:
    """The release before the one that the alias leads to."""
    now = max((_served(environment, n, found) for n, found in kept.items()), default="")
    older = [release for release in _releases(kept) if release < now]
    if not older:
        raise NoRelease("there is no release before this one")
    return older[-1]


def _served(environment: Environment, function: str, found: list[Version]) -> str:
    """The youngest release that gets calls: a share, too, is taken back."""
    now = versions.find_alias(environment.functions, function, environment.qualifier)
    if not now:
        return ""
    reached = {now.id, now.next} if now.next else {now.id}
    return max((v.release for v in found if v.id in reached), default="")


def _releases(kept: Mapping[str, list[Version]]) -> list[str]:
    return sorted({v.release for found in kept.values() for v in found if v.release})


def _at(found: list[Version], release: str) -> Version | None:
    """A function as it was at a release; None for one that came later."""
    fitting = [version for version in found if version.release and version.release <= release]
    return max(fitting, key=lambda version: int(version.id), default=None)
