"""Where those who listen at a provider are asked, and as whom: looked up for each call anew."""

from typing import NamedTuple

from shared.dashscope.client import Account
from shared.llm import catalogue
from shared.speech.engines import KIND
from shared.speech.listening import tingwu
from shared.speech.listening.tingwu import Tenant
from shared.tasks.kinds import Failed


class Listener(NamedTuple):
    """A model of Model Studio's by its own name."""

    account: Account
    model: str


def of_studio(name: str) -> Listener:
    """Failed when there is none by that name any more."""
    found = catalogue.current().find(name)
    if not found or found.kind != KIND:
        raise Failed("unavailable", "no_listener")
    return Listener(Account(found.provider.base_url, found.provider.key), found.upstream_name)


def of_tingwu() -> Tenant:
    """Failed when it is not configured any more."""
    found = tingwu.tenant()
    if not found:
        raise Failed("unavailable", "no_listener")
    return found
