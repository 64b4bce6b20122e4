"""/api/auth: one's own credits and usage, and codes that give credits."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.accounts import invites, redemption
from shared.accounts.redemption import Redeemed
from shared.billing import credits, usage
from shared.billing.credits import Balance
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Ranged
from shared.http.request import Body, Request


class Redemption(Body, kw_only=True):
    code: invites.Code


@endpoint("GET", "/api/auth/credits", who=authentication.user, limit=limits.READ)
def find_credits(caller: Caller, query: Ranged) -> Balance:
    """One's own `balance`, and what changed it."""
    return credits.balance(caller.user, query)


@endpoint("GET", "/api/auth/usage", who=authentication.user, limit=limits.READ)
def find_usage(caller: Caller, query: usage.Query) -> usage.Report:
    """Sums of one's own calls, by day, model, …: `group_by`."""
    return usage.report(query, caller.user.id)


@endpoint(
    "POST",
    "/api/auth/redeem",
    who=authentication.person,
    limit=limits.REDEEM,
    once=idempotency.once,
    fails=redemption.FAILS,
)
def redeem(request: Request, caller: Caller, body: Redemption) -> Redeemed:
    """Trade a redemption code for its credits, once with an account."""
    return redemption.redeem(caller.user, body.code, request.ip)


handler = Function(find_credits, find_usage, redeem)
