"""What a user may use: tokens by quotas, and calls by rates."""

import msgspec

from shared import times
from shared.access import limits
from shared.access.authentication import Caller
from shared.access.policy import Rate
from shared.billing import quotas
from shared.billing.quotas import Counted


class Quota(msgspec.Struct, frozen=True):
    """Tokens: at most how many, how many were used or are set aside, and when it begins anew."""

    limit: int
    used: int
    renews_at: str


class Quotas(msgspec.Struct, frozen=True):
    """Of the day and the month by TZ; null is no quota."""

    day: Quota | None
    month: Quota | None


class Limits(msgspec.Struct, frozen=True):
    """`key_tokens` are those of the API key that asks, beside its owner's; `rates` are the most
    calls of a kind in so many seconds, over all keys."""

    tokens: Quotas
    key_tokens: Quotas | None
    rates: dict[str, Rate]


def of(caller: Caller) -> Limits:
    """One statement more where there are quotas."""
    counted = quotas.counted(caller)
    used = dict(zip(counted, quotas.used(counted), strict=True))
    return Limits(
        tokens=_of(caller.user.id, used),
        key_tokens=_of(caller.key.id, used) if caller.key else None,
        rates={limit.name: Rate(*limit.rate()) for limit in limits.WORK},
    )


def _of(who: str, used: dict[Counted, int]) -> Quotas:
    own = {
        count.name: Quota(count.most, max(0, tokens), times.iso(count.until * 1000))
        for count, tokens in used.items()
        if count.who == who
    }
    return Quotas(own.get(quotas.DAY), own.get(quotas.MONTH))
