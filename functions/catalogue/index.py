"""/api/admin/models, providers and price-list: what can be asked, changed by administrators."""

import msgspec

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.administration import models, price_list, providers
from shared.administration.models import ModelEntry, ModelShown, Trial
from shared.administration.price_list import PriceList
from shared.administration.providers import ProviderEntry, ProviderShown
from shared.errors import Conflict
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.inference import calls

MODELS, MODEL = "/api/admin/models", "/api/admin/models/{name*}"
PROVIDERS, PROVIDER = "/api/admin/providers", "/api/admin/providers/{name}"


class Models(msgspec.Struct, frozen=True):
    data: list[ModelShown]


class Providers(msgspec.Struct, frozen=True):
    data: list[ProviderShown]


@endpoint("GET", MODELS, who=authentication.admin, limit=limits.ADMIN)
def find_models() -> Models:
    """All models, with their prices, fallbacks and breakers."""
    return Models(models.found())


@endpoint(
    "POST", MODELS, who=authentication.admin, limit=limits.ADMIN, status=201, fails=(Conflict,)
)
def add_model(request: Request, caller: Caller, body: ModelEntry) -> ModelShown:
    """Add a model of a provider."""
    return models.add(audit.actor(caller, request), body)


@endpoint("POST", f"{MODEL}/test", who=authentication.admin, limit=limits.ADMIN, fails=calls.FAILS)
def try_model(caller: Caller, name: str) -> Trial:
    """Ask a model one short question."""
    return models.try_out(caller, name)


@endpoint("PUT", MODEL, who=authentication.admin, limit=limits.ADMIN)
def replace_model(request: Request, caller: Caller, name: str, body: ModelEntry) -> ModelShown:
    """Put another model in the place of one."""
    return models.replace(audit.actor(caller, request), name, body)


@endpoint("DELETE", MODEL, who=authentication.admin, limit=limits.ADMIN)
def remove_model(request: Request, caller: Caller, name: str) -> None:
    """Remove a model."""
    models.remove(audit.actor(caller, request), name)


@endpoint("GET", "/api/admin/price-list", who=authentication.admin, limit=limits.ADMIN)
def read_price_list() -> PriceList:
    """The list prices that this version came with, as models that can be added."""
    return price_list.shipped()


@endpoint("GET", PROVIDERS, who=authentication.admin, limit=limits.ADMIN)
def find_providers() -> Providers:
    """All providers, without their keys."""
    return Providers(providers.found())


@endpoint("PUT", PROVIDERS, who=authentication.admin, limit=limits.ADMIN)
def put_provider(request: Request, caller: Caller, body: ProviderEntry) -> ProviderShown:
    """Add or replace a provider: its address, and the name of the variable with its key."""
    return providers.put(audit.actor(caller, request), body)


@endpoint("DELETE", PROVIDER, who=authentication.admin, limit=limits.ADMIN, fails=(Conflict,))
def remove_provider(request: Request, caller: Caller, name: str) -> None:
    """Remove a provider that no model uses."""
    providers.remove(audit.actor(caller, request), name)


handler = Function(
    find_models,
    add_model,
    try_model,
    replace_model,
    remove_model,
    read_price_list,
    find_providers,
    put_provider,
    remove_provider,
)
