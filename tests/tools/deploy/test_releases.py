"""Versions and aliases: let in by and by, promoted, taken back; at a simulated cloud."""

import pytest

from shared.clouds.errors import CloudError
from tests.simulators.alibaba import AlibabaSimulator, Function
from tools.deploy import releases, versions
from tools.deploy.environments import Environment
from tools.deploy.releases import NoRelease

FIRST, SECOND, THIRD = (f"20261128T1{n}0000Z-{n}" for n in range(3))


@pytest.fixture
def functions(production: Environment, cloud: AlibabaSimulator) -> dict[str, Function]:
    cloud.functions = {place.name: Function() for place in releases.places(production)}
    return cloud.functions


def release(environment: Environment, name: str, share: float = 1.0) -> None:
    releases.lead(environment, releases.publish(environment, name), share, lambda _line: None)


def change(functions: dict[str, Function], *names: str) -> None:
    for name in names:
        functions[name].code += "."


def at(functions: dict[str, Function]) -> dict[str, tuple[str, dict[str, float]]]:
    aliases = {name: function.aliases.get("prod", {}) for name, function in functions.items()}
    return {
        name.removeprefix("yunzhan-"): (
            a.get("versionId", ""),
            a.get("additionalVersionWeight", {}),
        )
        for name, a in aliases.items()
    }


def test_there_is_nothing_before_the_first(
    production: Environment, functions: dict[str, Function]
) -> None:
    release(production, FIRST)

    with pytest.raises(NoRelease, match="no release before"):
        releases.roll_back(production, "", print)


def test_a_release_that_there_is_not_is_refused_and_known_ones_are_named(
    production: Environment, functions: dict[str, Function]
) -> None:
    release(production, FIRST)

    with pytest.raises(NoRelease, match=FIRST):
        releases.roll_back(production, SECOND, print)


def test_a_share_of_the_calls_then_all_then_back(
    production: Environment, functions: dict[str, Function]
) -> None:
    release(production, FIRST, share=0.1)  # of what was not there before, all
    assert at(functions) == {"chat": ("1", {}), "docs": ("1", {}), "login": ("1", {})}

    change(functions, "yunzhan-chat")
    release(production, SECOND, share=0.1)
    assert at(functions)["chat"] == ("1", {"2": 0.1})
    assert at(functions)["docs"] == ("1", {})

    releases.promote(production, print)
    assert at(functions)["chat"] == ("2", {})

    assert releases.roll_back(production, "", print) == FIRST
    assert at(functions)["chat"] == ("1", {})


def test_a_share_is_taken_back_too(production: Environment, functions: dict[str, Function]) -> None:
    release(production, FIRST)
    change(functions, "yunzhan-chat", "yunzhan-login")
    release(production, SECOND, share=0.5)

    assert releases.roll_back(production, "", print) == FIRST
    assert {version for version, _ in at(functions).values()} == {"1"}
    assert all(not weights for _, weights in at(functions).values())


def test_back_over_two_releases_each_function_is_what_it_was_then(
    production: Environment, functions: dict[str, Function]
) -> None:
    del functions["yunzhan-docs"]  # comes with the third
    release_of_two = {n: versions.publish(production.functions, n, FIRST) for n in functions}
    releases.lead(production, release_of_two, 1.0, lambda _line: None)
    change(functions, "yunzhan-chat")
    for name in list(functions):
        found = versions.publish(production.functions, name, SECOND)
        releases.lead(production, {name: found}, 1.0, lambda _line: None)
    functions["yunzhan-docs"] = Function()
    change(functions, "yunzhan-chat", "yunzhan-login")
    release(production, THIRD)
    assert at(functions) == {"chat": ("3", {}), "login": ("2", {}), "docs": ("1", {})}

    releases.roll_back(production, FIRST, print)
    assert at(functions) == {"chat": ("1", {}), "login": ("1", {}), "docs": ("1", {})}


@pytest.mark.parametrize("action", ["PublishFunctionVersion", "GetAlias", "CreateAlias"])
def test_a_cloud_that_refuses_is_told_by_its_code(
    production: Environment, functions: dict[str, Function], cloud: AlibabaSimulator, action: str
) -> None:
    cloud.fail[action] = (403, {"Code": "AccessDenied", "Message": "not authorized: fc:Publish"})

    with pytest.raises(CloudError, match="AccessDenied: not authorized") as caught:
        release(production, FIRST)
    assert production.key.secret not in str(caught.value)


def test_a_wrong_key_is_refused(production: Environment, functions: dict[str, Function]) -> None:
    wrong = production._replace(key=production.key._replace(secret="x"))

    with pytest.raises(CloudError, match="SignatureDoesNotMatch"):
        release(wrong, FIRST)


def test_a_cloud_that_is_not_there_is_told(production: Environment) -> None:
    gone = production._replace(values={**production.values, "FC_API_URL": "http://127.0.0.1:1"})

    with pytest.raises(CloudError, match="Unreachable"):
        release(gone, FIRST)
