"""Versions of functions, and the alias that the domain leads to.

Functions that a release does not change keep their version: FC publishes none without a change.
So a release is told by the description of versions, and a function is at its newest version that
is not younger than the release.
"""

from collections.abc import Iterator
from typing import NamedTuple

from shared.clouds.alibaba import Api
from shared.clouds.errors import CloudError

_PAGE = "100"
_UNCHANGED = "VersionPublishError"


class Version(NamedTuple):
    id: str
    release: str  # sorts by time; "" of one that was published by hand


class Weighed(NamedTuple):
    """Where an alias leads: all but `share` of the calls to `id`, the others to `next`."""

    id: str
    next: str = ""
    share: float = 0.0


def publish(api: Api, function: str, release: str) -> Version:
    """The version that holds what LATEST is now; CloudError."""
    try:
        made = api.by_path(
            "PublishFunctionVersion",
            "POST",
            f"/functions/{function}/versions",
            {"description": release},
        )
    except CloudError as e:
        if e.code != _UNCHANGED:
            raise
        return newest(api, function)
    return Version(made["versionId"], made.get("description", ""))


def newest(api: Api, function: str) -> Version:
    """The youngest version; CloudError when there is none."""
    found = max(all_of(api, function), key=lambda version: int(version.id), default=None)
    if not found:
        raise CloudError("VersionNotFound", f"{function} has no version")
    return found


def all_of(api: Api, function: str) -> Iterator[Version]:
    """Every version of a function, page by page; CloudError."""
    token = ""
    while True:
        page = {"limit": _PAGE, "direction": "BACKWARD"} | ({"nextToken": token} if token else {})
        path = f"/functions/{function}/versions"
        answer = api.by_path("ListFunctionVersions", "GET", path, **page)
        for given in answer.get("versions") or []:
            yield Version(given["versionId"], given.get("description") or "")
        token = answer.get("nextToken") or ""
        if not token:
            return


def find_alias(api: Api, function: str, name: str) -> Weighed | None:
    """Where an alias leads; None when there is none yet; CloudError."""
    try:
        given = api.by_path("GetAlias", "GET", f"/functions/{function}/aliases/{name}")
    except CloudError as e:
        if e.status != 404:
            raise
        return None
    weights = given.get("additionalVersionWeight") or {}
    more = next(iter(weights.items()), ("", 0.0))
    return Weighed(given["versionId"], more[0], float(more[1]))


def put_alias(api: Api, function: str, name: str, to: Weighed) -> None:
    """Lead an alias there, also one that is new; CloudError."""
    body: dict[str, object] = {"versionId": to.id, "additionalVersionWeight": {}}
    if to.next:
        body["additionalVersionWeight"] = {to.next: to.share}
    path = f"/functions/{function}/aliases"
    if find_alias(api, function, name):
        api.by_path("UpdateAlias", "PUT", f"{path}/{name}", body)
    else:
        api.by_path("CreateAlias", "POST", path, {"aliasName": name, **body})


def put_minimum(api: Api, function: str, alias: str, instances: int) -> None:
    """Instances that wait for calls of an alias, at the price of idle ones; CloudError."""
    path = f"/functions/{function}/scaling-config"
    api.by_path("PutScalingConfig", "PUT", path, {"minInstances": instances}, qualifier=alias)
